"""The kinds of services and activities the plan names: dated data, checked when it is read."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.helping.kinds import HelpKind, HelpKinds

FOLDER: Final = Path(__file__).parent / "parameters" / "helping"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Kind(_Data):
    label: str
    clause: Annotated[str, Field(pattern=r"^\d{2}-\d{1,2}$")]
    text: str
    groups: Mapping[str, str] = {}
    free: bool = False
    point_to_point: bool = False


class _Kinds(_Data):
    rules: str
    title: str
    valid_from: date
    kinds: Annotated[Mapping[str, _Kind], Field(min_length=1)]

    def to_domain(self) -> HelpKinds:
        kinds = {code: HelpKind(code, **one.model_dump()) for code, one in self.kinds.items()}
        return HelpKinds(self.rules, self.title, self.valid_from, kinds)


@cache
def _every() -> tuple[HelpKinds, ...]:
    """In order of time. Raises ValidationError for data that contradicts itself."""
    read = [_Kinds.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    return tuple(sorted((one.to_domain() for one in read), key=lambda one: one.valid_from))


def kinds_on(day: date) -> HelpKinds:
    """Those in force that day; before the first of them, the first."""
    first, *_ = _every()
    return next((one for one in reversed(_every()) if one.valid_from <= day), first)


def kind_of(code: str) -> HelpKind:
    """Of an entry made under whichever data: the newest that has it."""
    return next(one.kinds[code] for one in reversed(_every()) if code in one.kinds)


# ---- the demonstration city's ----------------------------------------------------------------------

DEMONSTRATION: Final = Path(__file__).parent / "parameters" / "demonstration" / "help.yaml"


class DemonstrationActivity(_Data):
    kind: str
    group: str | None = None
    district: str
    days: int | None = None
    """After the day on which the city is loaded; None: a service without a time of its own"""
    hours: int = 0
    capacity: int | None = None
    higher: bool = False
    """For firms with a title of 省级以上"""
    online: bool = False
    title: str
    text: str
    audience: str
    place: str


class DemonstrationProvider(_Data):
    name: str
    region: str
    kinds: tuple[str, ...]
    vouchers: tuple[str, ...]
    text: str


class DemonstrationCase(_Data):
    title: str
    text: str


class Demonstration(_Data):
    """Everything in it is invented."""

    activities: tuple[DemonstrationActivity, ...]
    providers: tuple[DemonstrationProvider, ...]
    cases: tuple[DemonstrationCase, ...]


@cache
def demonstration() -> Demonstration:
    return Demonstration.model_validate(yaml.safe_load(DEMONSTRATION.read_text("utf-8")))
