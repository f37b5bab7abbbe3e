"""How claims and quotas are handled: dated data, checked when it is read."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.benefits.domain.claims import Band, ClaimProcedure
from services.benefits.domain.vouchers import Payee, QuotaRules, Silence
from shared.values import Money, YuanIn

FOLDER: Final = Path(__file__).parent / "parameters" / "claims"
QUOTAS: Final = Path(__file__).parent / "parameters" / "quotas"


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


# ---- quotas and the fund of service vouchers --------------------------------------------------------


class _Silence(_Data):
    period: str
    allocation: str
    payee: Payee

    def to_domain(self, after_loss: str) -> Silence:
        return Silence(self.period, self.allocation, self.payee, after_loss)


class _Warning(_Data):
    days: Annotated[int, Field(ge=1, le=365)]
    basis: str


class _Quotas(_Data):
    rules: str
    title: str
    valid_from: date
    benefits: Mapping[str, _Silence]
    otherwise: _Silence
    after_loss: str
    warning: _Warning

    def to_domain(self) -> QuotaRules:
        silences = {code: one.to_domain(self.after_loss) for code, one in self.benefits.items()}
        otherwise = self.otherwise.to_domain(self.after_loss)
        return QuotaRules(self.rules, self.valid_from, silences, otherwise, self.warning.days)


@cache
def _quota_rules() -> tuple[QuotaRules, ...]:
    """In order of time."""
    read = [_Quotas.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in QUOTAS.glob("*.yaml")]
    return tuple(sorted((one.to_domain() for one in read), key=lambda one: one.valid_from))


def quota_rules(on: date) -> QuotaRules:
    """Those in force on a day; before the first ones, the first."""
    in_force = [one for one in _quota_rules() if one.valid_from <= on]
    return (in_force or _quota_rules()[:1])[-1]
