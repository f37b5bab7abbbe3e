"""The working days as they are published: a notice (放假通知) for each year, as data beside this file."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.working_days import Calendar, Year

FOLDER: Final = Path(__file__).parent / "calendar"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Holiday(_Data):
    name: str
    from_: date = Field(alias="from")
    until: date


class _Notice(_Data):
    """放假通知 of one year."""

    year: int
    document: str
    published_on: date
    holidays: tuple[_Holiday, ...]
    workdays: tuple[date, ...]

    @model_validator(mode="after")
    def _worked_days_are_weekends(self) -> Self:
        """A slip of the pen shows: only weekends are worked instead, and no day is both."""
        if any(day.weekday() < 5 or day.year != self.year for day in self.workdays) or self.days & set(self.workdays):
            raise ValueError(f"{self.year}: a make-up workday is no weekend of the year, or a holiday")
        return self

    @property
    def days(self) -> frozenset[date]:
        spans = ((one.from_, (one.until - one.from_).days + 1) for one in self.holidays)
        return frozenset(first + timedelta(days=n) for first, length in spans for n in range(length))


@cache
def calendar() -> Calendar:
    """Every year whose notice is published. Raises ValidationError for data that contradicts itself."""
    notices = [
        _Notice.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(FOLDER.glob("*.yaml"))
    ]
    return Calendar({one.year: Year(one.days, frozenset(one.workdays)) for one in notices})
