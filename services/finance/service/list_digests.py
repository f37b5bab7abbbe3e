"""Proves that a copy of the list equals the list, or says where it differs."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

from services.finance import store
from services.finance.domain import list_digest as rules
from services.finance.domain.list_digest import Digest
from services.finance.domain.shared_list import ListFilter
from services.finance.service.list_readers import NOWHERE, Place, Reader, check, following
from services.finance.store.list_changes import State
from shared.db import Tx

Verdict = Literal["equal", "behind", "different"]
REMEMBERED: Final = 64
"""Digests of so many questions, some 40 KB each"""


@dataclass(frozen=True, slots=True)
class Proof:
    """The digest of what one institution may see under its filter, and the place it stands at."""

    place: Place
    cursor: str
    digest: Digest


async def proof(tx: Tx, reader: Reader, asked: ListFilter) -> Proof:
    state = await check(tx, reader.caller)
    place, digest = await _digest(tx, asked, state)
    return Proof(place, reader.copy(place, state.history), digest)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a client says of its copy. Each step answers the one before it: digest, buckets, lines of some buckets."""

    cursor: str | None
    """None: nobody knows which changes it has"""
    count: int
    digest: str
    buckets: Mapping[str, str] | None
    lines: Mapping[str, Mapping[str, str]] | None
    """By bucket: enterprise_id -> leaf"""


@dataclass(frozen=True, slots=True)
class Repair:
    op: str
    enterprise_id: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    verdict: Verdict
    proof: Proof
    behind: int
    """Changes the copy has not done yet"""
    buckets: Sequence[str]
    """Where it differs"""
    repairs: Sequence[Repair]


async def compare(tx: Tx, reader: Reader, asked: ListFilter, copy: Copy) -> Comparison:
    """A copy that has changes to do is not compared: it would differ, and nobody could tell why."""
    state = await check(tx, reader.caller)
    place = reader.read_copy(copy.cursor, state.history)
    await following(tx, place or NOWHERE, state)
    at, digest = await _digest(tx, asked, state)
    ours = Proof(at, reader.copy(at, state.history), digest)
    behind = at.number - place.number if place else 0
    if behind:
        return Comparison("behind", ours, behind, (), ())
    if (copy.count, copy.digest) == (digest.count, digest.hash):
        return Comparison("equal", ours, 0, (), ())
    differing = rules.differing(digest, copy.buckets) if copy.buckets is not None else ()
    repairs = await _repairs(tx, asked, copy.lines) if copy.lines else ()
    return Comparison("different", ours, 0, differing, repairs)


async def _repairs(tx: Tx, asked: ListFilter, lines: Mapping[str, Mapping[str, str]]) -> list[Repair]:
    ours = {row.enterprise_id: row for row in await store.list_digest.of_buckets(tx, asked, list(lines))}
    theirs = {id_: leaf for bucket in lines.values() for id_, leaf in bucket.items()}
    wrong = [row for id_, row in ours.items() if theirs.get(id_) != row.leaf]
    return [
        *(Repair("upsert", row.enterprise_id, row.document) for row in wrong),
        *(Repair("remove", id_, None) for id_ in sorted(theirs.keys() - ours.keys())),
    ]


# ---- in memory -----------------------------------------------------------------------------------

_Remembered = OrderedDict[tuple[ListFilter, State], tuple[Place, Digest]]
_OF: Final[WeakKeyDictionary[Any, _Remembered]] = WeakKeyDictionary()


async def _digest(tx: Tx, asked: ListFilter, state: State) -> tuple[Place, Digest]:
    """Read in one statement with the number it stands at; kept while the list stays in the same state."""
    remembered = _OF.setdefault(tx.get_bind(), OrderedDict())
    known = remembered.get((asked, state))
    if known is None:
        number, cause_id, packed = await store.list_digest.packed(tx, asked)
        known = Place(number, cause_id), rules.digest(packed)
        if number == state.head:
            remembered[asked, state] = known
            while len(remembered) > REMEMBERED:
                remembered.popitem(last=False)
    return known
