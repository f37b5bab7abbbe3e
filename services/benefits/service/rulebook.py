"""Rules in force on a day, from one place: the policy set, and what officers published over it.

What was read is remembered by the revision that the transaction reads, so that asking costs one row.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from services.benefits import measures, store
from services.benefits.domain.entitlements import Automatic
from services.benefits.domain.live import Live
from services.benefits.domain.measures import Measure, RuleBook
from services.benefits.domain.versions import Force, Span, in_force
from services.benefits.measures import Enacted, RuleText
from services.benefits.store.tables import MeasureVersionRow
from shared.db import Tx
from shared.values import CITY, DISTRICTS

POLICY_SET: Final = measures.SEED
"""Under which entitlements open, and whose measures versions supersede"""
_REVISIONS: Final = 8
_OF_CITY: Final = "杭州市"


class InForce:
    """A rule book with what follows from it; there is one object for what was in force together."""

    def __init__(self, book: RuleBook, versions: Mapping[str, Enacted | None]) -> None:
        self.book, self.versions = book, versions

    @cached_property
    def automatic(self) -> Automatic:
        return Automatic(self.book.policy_set)

    @cached_property
    def live(self) -> Live:
        return Live(self.book.policy_set.measures)

    @cached_property
    def text(self) -> RuleText:
        """For a receipt: the set and what supersedes its measures."""
        return measures.text_with(measures.set_text(self.book.policy_set.policy_set), self.versions)


@dataclass(frozen=True)
class _Version:
    """What of a version never changes once it has a day."""

    number: int
    district: str
    since: date
    body: Mapping[str, Any]


@dataclass(frozen=True)
class _Revision:
    """Every version with a day, and the books they made so far."""

    spans: Sequence[Span]
    versions: Mapping[str, _Version]
    made: dict[frozenset[tuple[str, Force | None]], InForce] = field(default_factory=dict)

    def on(self, day: date) -> InForce:
        forces = in_force(self.spans, day)
        which = frozenset(forces.items())
        if which not in self.made:
            enacted = {code: self._enacted(code, force) if force else None for code, force in forces.items()}
            self.made[which] = _book(enacted)
        return self.made[which]

    def _enacted(self, benefit_code: str, force: Force) -> Enacted:
        one = self.versions[force.version_id]
        of_set = measures.policy_set(POLICY_SET)
        took_over = force.first and of_set is not None and of_set.find(benefit_code) is not None
        return Enacted(
            body=one.body,
            version_id=force.version_id,
            number=one.number,
            issuer=issuer(one.district),
            district=None if one.district == CITY else one.district,
            since=one.since,
            begun=None if took_over else force.begun,
        )


_READ: Final[dict[str, _Revision]] = {}
"""By revision, which no two databases share; the newest last"""


async def current(tx: Tx, on: date) -> RuleBook:
    """The rules in force on that day, as far as they are decided now."""
    return (await of_day(tx, on)).book


async def of_day(tx: Tx, on: date) -> InForce:
    """The same, with what follows from them."""
    return await _of(tx, await store.versions.revision(tx), on)


async def of_set(tx: Tx, name: str, on: date) -> InForce | None:
    """Of the set that versions supersede measures of, as it is on that day; any other as it stands."""
    if name == POLICY_SET:
        return await of_day(tx, on)
    return _other(name) if measures.policy_set(name) else None


async def applied(tx: Tx) -> InForce:
    """Those of today, for whoever writes what follows from them: until it commits nobody changes them."""
    return await _of(tx, await store.versions.shared_revision(tx), tx.today)


def version_of(book: RuleBook, benefit_code: str) -> str:
    """Which version stands there; empty: the set's own row, or nothing."""
    found = book.policy_set.find(benefit_code)
    return found.enacted.version_id if found and found.enacted else ""


def measure_of(row: MeasureVersionRow) -> Measure:
    """As the officer wrote it, without days."""
    return measures.maker(POLICY_SET).version(json.loads(row.body))


def with_version(there: InForce, row: MeasureVersionRow, since: date) -> RuleBook:
    """What would be in force if this version came into force on that day."""
    district = None if row.district == CITY else row.district
    own = there.versions.get(row.benefit_code)
    alone = there.book.policy_set.find(row.benefit_code) is None
    begun = own.begun if own else since if alone else None
    enacted = Enacted(json.loads(row.body), row.version_id, row.number, issuer(row.district), district, since, begun)
    return _book({**there.versions, row.benefit_code: enacted}).book


def issuer(district: str) -> str:
    return DISTRICTS.get(district, _OF_CITY)


async def _of(tx: Tx, revision: str, on: date) -> InForce:
    if not revision:
        return _seed()
    if revision not in _READ:
        read = _revision(await store.versions.dated(tx))
        for oldest in list(_READ)[: len(_READ) + 1 - _REVISIONS]:
            del _READ[oldest]
        _READ[revision] = read
    return _READ[revision].on(on)


def _revision(rows: Sequence[MeasureVersionRow]) -> _Revision:
    spans, versions = [], {}
    for row in rows:
        assert row.in_force_from is not None, "only versions with a day are asked for"
        spans.append(Span(row.version_id, row.benefit_code, row.number, row.in_force_from, row.withdrawn_on))
        versions[row.version_id] = _Version(row.number, row.district, row.in_force_from, json.loads(row.body))
    return _Revision(spans, versions)


@lru_cache(maxsize=1)
def _seed() -> InForce:
    return _book({})


@cache
def _other(name: str) -> InForce:
    book = measures.book(name)
    assert book is not None, "asked only of sets there are"
    return InForce(book, {})


def _book(versions: Mapping[str, Enacted | None]) -> InForce:
    of_set = measures.policy_set(POLICY_SET)
    assert of_set is not None, "the seed is loaded or nothing is"
    maker = measures.maker(POLICY_SET)
    made = {code: measures.measure_of(maker, one) if one else None for code, one in versions.items()}
    return InForce(RuleBook(of_set.revised(made) if made else of_set, measures.quotes()), versions)
