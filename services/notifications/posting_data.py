"""What can be posted: dated data."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.postings import Chooses, Direction, Kind, Poster

FOLDER: Final = Path(__file__).parent / "parameters" / "postings"


class _KindData(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]
    label: str
    clause: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]+$")]
    article: str
    directions: frozenset[Direction]
    posted_by: frozenset[Poster]
    reviewed: bool
    chooses: Chooses
    choice_working_days: Annotated[int, Field(ge=1, le=60)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    valid_from: date
    policy_set: str
    basis: str
    kinds: tuple[_KindData, ...]


@cache
def _versions() -> tuple[_Data, ...]:
    """In order of time."""
    read = (_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(read, key=lambda one: one.valid_from))


def kinds(on: date) -> Mapping[str, Kind]:
    """Those in force on a day, by code; before the first ones, the first."""
    in_force = [one for one in _versions() if one.valid_from <= on]
    found = (in_force or _versions()[:1])[-1]
    return {one.code: Kind(**dict(one)) for one in found.kinds}


@cache
def label(code: str) -> str:
    """Also of a kind that is not in force any more."""
    return next(one.label for version in reversed(_versions()) for one in version.kinds if one.code == code)
