"""What every fact is made of."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.values import EnterpriseId


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Fact(Value):
    """Something that happened to one enterprise."""

    kind: ClassVar[str]
    """noun.past, the stable part of the type"""
    version: ClassVar[int] = 1

    enterprise_id: EnterpriseId
    uscc: str
    enterprise_version: int
    """The enterprise's version after the change that this fact, or its cause, made."""
