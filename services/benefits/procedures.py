"""How claims are handled: dated data, checked when it is read."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.benefits.domain.claims import Band, ClaimProcedure
from shared.values import Money, YuanIn

FOLDER: Final = Path(__file__).parent / "parameters" / "claims"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Band(_Data):
    up_to: YuanIn | None
    approvers: Annotated[int, Field(ge=1, le=9)]

    def to_domain(self) -> Band:
        return Band(None if self.up_to is None else int(Money.from_yuan(self.up_to)), self.approvers)


class _Bands(_Data):
    basis: str
    by_amount: Annotated[tuple[_Band, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rise_to_the_end(self) -> Self:
        *bounded, last = [one.to_domain() for one in self.by_amount]
        limits = [band.up_to_fen for band in bounded]
        known = [limit for limit in limits if limit is not None]
        if last.up_to_fen is not None or len(known) < len(limits) or known != sorted(set(known)):
            raise ValueError("bands rise by amount, and only the last has no end")
        return self


class _Appeal(_Data):
    days: Annotated[int, Field(ge=1, le=730)]
    basis: str


class _Procedure(_Data):
    procedure: str
    title: str
    valid_from: date
    bands: _Bands
    appeal: _Appeal

    def to_domain(self) -> ClaimProcedure:
        bands = tuple(one.to_domain() for one in self.bands.by_amount)
        return ClaimProcedure(self.procedure, self.valid_from, bands, self.appeal.days)


@cache
def _procedures() -> tuple[ClaimProcedure, ...]:
    """In order of time. Raises ValidationError for data that contradicts itself."""
    read = [_Procedure.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    return tuple(sorted((one.to_domain() for one in read), key=lambda one: one.valid_from))


def claim_procedure(on: date) -> ClaimProcedure:
    """The procedure in force on a day; before the first one, the first."""
    in_force = [one for one in _procedures() if one.valid_from <= on]
    return (in_force or _procedures()[:1])[-1]
