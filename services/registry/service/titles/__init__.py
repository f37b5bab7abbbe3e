"""Titles: decided by officers, recorded with all that follows, expired by time."""

from services.registry.service.titles.deciding import (
    check_decides,
    recognise,
    renew,
    resume,
    revoke,
    revoke_decided,
    suspend,
)
from services.registry.service.titles.recording import (
    Changed,
    Held,
    decide_all,
    decide_one,
    expire,
    hold,
    new_id,
    record,
)
from services.registry.service.titles.words import reason_texts

__all__ = [
    "Changed",
    "Held",
    "check_decides",
    "decide_all",
    "decide_one",
    "expire",
    "hold",
    "new_id",
    "reason_texts",
    "recognise",
    "record",
    "renew",
    "resume",
    "revoke",
    "revoke_decided",
    "suspend",
]
