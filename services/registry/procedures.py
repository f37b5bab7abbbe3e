"""The procedure of applications and what title holders owe: dated data, checked."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.desks import State
from services.registry.domain.duties import DutyRules
from services.registry.domain.procedures import Procedure
from services.registry.domain.titles import Ground, Term, Terms
from shared.values import HeldTier

FOLDER: Final = Path(__file__).parent / "parameters"
Deadline = Annotated[int, Field(ge=1, le=250)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _PublicNotice(_Data):
    working_days: Deadline
    basis: str


class _DeskTime(_Data):
    working_days: Deadline | None
    basis: str


class _Ban(_Data):
    years: Annotated[int, Field(ge=1, le=50)] | None
    every_tier: bool = False
    basis: str


class _Term(_Data):
    years: Annotated[int, Field(ge=1, le=50)]
    basis: str


class _RenewalWindow(_Data):
    months: Annotated[int, Field(ge=1, le=36)]
    basis: str


class _Procedure(_Data):
    procedure: str
    title: str
    valid_from: date
    notice: _PublicNotice
    desks: dict[Literal["submitted", "district", "city", "province", "miit", "notice", "objection"], _DeskTime]
    bans: dict[Ground, _Ban]
    term: _Term
    renewal: _RenewalWindow

    def to_domain(self) -> Procedure:
        return Procedure(
            name=self.procedure,
            notice_working_days=self.notice.working_days,
            desk_working_days={State(name): one.working_days for name, one in self.desks.items() if one.working_days},
            ban_years={ground: one.years for ground, one in self.bans.items() if one.years},
            renewal_months=self.renewal.months,
            cancels_every_tier=frozenset(ground for ground, one in self.bans.items() if one.every_tier),
        )


class _AnnualUpdate(_Data):
    due: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
    """The last day, month and day of every year"""
    basis: str


class _MajorChange(_Data):
    months: Annotated[int, Field(ge=1, le=60)]
    basis: str


class _Duties(_Data):
    duties: str
    title: str
    valid_from: date
    tiers: tuple[HeldTier, ...] = Field(min_length=1)
    annual_update: _AnnualUpdate
    major_change: _MajorChange

    def to_domain(self) -> DutyRules:
        due = date.fromisoformat(f"2001-{self.annual_update.due}")  # no leap year: the day is there every year
        return DutyRules(
            name=self.duties,
            valid_from=self.valid_from,
            tiers=frozenset(self.tiers),
            annual_due=(due.month, due.day),
            annual_basis=self.annual_update.basis,
            report_months=self.major_change.months,
            report_basis=self.major_change.basis,
        )


@cache
def duty_rules() -> tuple[DutyRules, ...]:
    """What each ruleset asks of title holders, in order of time."""
    files = (FOLDER / "duties").glob("*.yaml")
    found = [_Duties.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return tuple(sorted((one.to_domain() for one in found), key=lambda one: one.valid_from))


@cache
def _procedures() -> tuple[_Procedure, ...]:
    """In order of time."""
    files = (FOLDER / "procedure").glob("*.yaml")
    found = [_Procedure.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def procedure(on: date) -> Procedure:
    """The procedure in force on a day; before the first one, the first."""
    in_force = [one for one in _procedures() if one.valid_from <= on]
    return (in_force or _procedures()[:1])[-1].to_domain()


@cache
def terms() -> Terms:
    """How long titles are valid, in order of time."""
    return tuple(Term(one.valid_from, one.term.years) for one in _procedures())
