"""What every fact is made of."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.values import EnterpriseId


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class AnyFact(Value):
    """Something that happened: mostly to an enterprise, see `Fact`; sometimes to a person."""

    kind: ClassVar[str]
    """noun.past, the stable part of the type"""
    version: ClassVar[int] = 1

    @property
    def partition(self) -> str:
        """What is parked, later facts of the same partition wait behind."""
        raise NotImplementedError

    @property
    def about(self) -> str:
        """The `subject` of the envelope."""
        raise NotImplementedError


class Fact(AnyFact):
    """Something that happened to one enterprise."""

    enterprise_id: EnterpriseId
    uscc: str
    enterprise_version: int
    """The enterprise's version after the change that this fact, or its cause, made."""

    @property
    def partition(self) -> str:
        return self.enterprise_id

    @property
    def about(self) -> str:
        return self.uscc
