"""How long officers have for an answer: dated data."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.tickets import Terms

FOLDER: Final = Path(__file__).parent / "parameters" / "tickets"
_WorkingDays = Annotated[int, Field(ge=1, le=60)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    valid_from: date
    answer_working_days: _WorkingDays
    again_working_days: _WorkingDays
    silence_working_days: _WorkingDays
    basis: str


@cache
def _versions() -> tuple[_Data, ...]:
    """In order of time."""
    read = (_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(read, key=lambda one: one.valid_from))


def terms(on: date) -> Terms:
    """Those in force on a day; before the first ones, the first."""
    in_force = [one for one in _versions() if one.valid_from <= on]
    found = (in_force or _versions()[:1])[-1]
    return Terms(found.answer_working_days, found.again_working_days, found.silence_working_days)
