"""The attention budget as it was set: dated data."""

from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.topics import Topic
from services.notifications.domain.outgoing import Channel

FOLDER: Final = Path(__file__).parent / "parameters" / "attention"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    valid_from: date
    basis: str
    quiet_from: time
    quiet_until: time
    weekly_cap: Annotated[int, Field(ge=1, le=50)]
    merge_minutes: Annotated[int, Field(ge=1, le=720)]
    digest_at: time
    patience_hours: Annotated[int, Field(ge=1, le=48)]
    reminder_days: tuple[Annotated[int, Field(ge=1, le=180)], ...]
    signature: Annotated[str, Field(min_length=2, max_length=12)]
    channels: dict[Topic, frozenset[Channel]]

    @field_validator("channels")
    @classmethod
    def _of_every_topic(cls, channels: dict[Topic, frozenset[Channel]]) -> dict[Topic, frozenset[Channel]]:
        if missing := set(Topic) - set(channels):
            raise ValueError(f"no channels for {sorted(missing)}")
        return channels

    def to_rules(self) -> Rules:
        return Rules(
            valid_from=self.valid_from,
            quiet=Quiet(self.quiet_from, self.quiet_until),
            weekly_cap=self.weekly_cap,
            merge=timedelta(minutes=self.merge_minutes),
            digest_at=self.digest_at,
            patience=timedelta(hours=self.patience_hours),
            leads=tuple(sorted(self.reminder_days, reverse=True)),
            channels=self.channels,
            signature=self.signature,
        )


@cache
def _versions() -> tuple[Rules, ...]:
    """In order of time."""
    read = (_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted((one.to_rules() for one in read), key=lambda one: one.valid_from))


def rules(on: date) -> Rules:
    """Those in force on a day; before the first ones, the first."""
    in_force = [one for one in _versions() if one.valid_from <= on]
    return (in_force or _versions()[:1])[-1]
