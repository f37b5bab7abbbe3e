"""The chain of an audit trail: every row carries a hash of itself and of the row before. Values in, values out.

hash = SHA-256(hash before ‖ line feed ‖ canonical row), in hexadecimal; the first row follows 64 zeros. The canonical
row is a JSON array in UTF-8, without spaces: service, number, instant (UTC, microseconds, Z), actor, operation,
object, changes (null where nothing was edited), correlation id. Strings stand as stored; nothing but quotes,
backslashes and control characters is escaped. So anybody can recompute it with any JSON library.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row of the trail says."""

    at: datetime
    actor: str
    operation: str
    object: str
    changes: str | None
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the chain."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Sealed:
    entry: Entry
    link: Link
    """As stored: right or wrong, the chain tells"""


class Fault(StrEnum):
    """What is wrong with a trail."""

    ALTERED = "altered"
    """A row does not give its hash: it, or the one before, was changed or put there."""
    MISSING = "missing"
    """A row was taken away."""
    ADDED = "added"
    """A row stands where nothing was sealed."""
    NOT_AS_SIGNED = "not_as_signed"
    """Other than the checkpoint says: the trail was written anew."""


FAULT_LABELS: Final = {
    Fault.ALTERED: "内容与校验值不符：此条或其前一条被改动",
    Fault.MISSING: "缺少此条",
    Fault.ADDED: "此条未经封存，系事后加入",
    Fault.NOT_AS_SIGNED: "与签名的检查点不符：记录被重写",
}


@dataclass(frozen=True, slots=True)
class Break:
    """The first number that disagrees."""

    number: int
    fault: Fault


GENESIS: Final = Link(0, "0" * 64)


def following(source: str, before: Link, entry: Entry) -> Link:
    """The place of an entry of this service's trail behind another."""
    number = before.number + 1
    instant = entry.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    row = [source, number, instant, entry.actor, entry.operation, entry.object, entry.changes, entry.correlation_id]
    canonical = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return Link(number, hashlib.sha256(f"{before.hash}\n{canonical}".encode()).hexdigest())


def first_break(source: str, before: Link, rows: Iterable[Sealed], head: Link, *, to_the_end: bool) -> Break | None:
    """The first of consecutive rows that is not as it was sealed.

    `to_the_end`: the rows go up to the head, and none may be missing before it.
    """
    at = before
    for row in rows:
        if row.link.number != at.number + 1:
            return Break(at.number + 1, Fault.MISSING)
        if row.link.number > head.number:
            return Break(row.link.number, Fault.ADDED)
        if row.link != following(source, at, row.entry):
            return Break(row.link.number, Fault.ALTERED)
        at = row.link
    if to_the_end and at.number < head.number:
        return Break(at.number + 1, Fault.MISSING)
    if at.number == head.number and at.hash != head.hash:
        return Break(at.number, Fault.ALTERED)
    return None
