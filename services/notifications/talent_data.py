"""How needs of talents are told apart and published: dated data."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.talents import Terms

FOLDER: Final = Path(__file__).parent / "parameters" / "talents"


class _Occupation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,24}$")]
    label: str


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    valid_from: date
    clause: str
    basis: str
    longest_days: Annotated[int, Field(ge=1, le=730)]
    reminder_days: Annotated[int, Field(ge=1, le=180)]
    fewest_enterprises: Annotated[int, Field(ge=2, le=20)]
    occupations: tuple[_Occupation, ...]


@cache
def _versions() -> tuple[_Data, ...]:
    """In order of time."""
    read = (_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(read, key=lambda one: one.valid_from))


def _on(day: date) -> _Data:
    in_force = [one for one in _versions() if one.valid_from <= day]
    return (in_force or _versions()[:1])[-1]


def terms(on: date) -> Terms:
    """Those in force on a day; before the first ones, the first."""
    found = _on(on)
    return Terms(found.longest_days, found.reminder_days, found.fewest_enterprises)


def occupations(on: date) -> Mapping[str, str]:
    """Labels by code, of those in force on a day."""
    return {one.code: one.label for one in _on(on).occupations}


def all_occupations() -> Mapping[str, str]:
    """Labels by code, of the newest version: what the document of the API says."""
    return {one.code: one.label for one in _versions()[-1].occupations}


@cache
def occupation_label(code: str) -> str:
    """Also of one that is not in force any more."""
    return next(one.label for version in reversed(_versions()) for one in version.occupations if one.code == code)
