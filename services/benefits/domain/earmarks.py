"""新增市县留成 (02-4): over which firms a district's increase is counted, and what it comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.benefits.domain.titles import spans
from shared.events import Title


@dataclass(frozen=True, slots=True)
class Firm:
    """Located in the district in the year, with what stayed of its taxes; None where finance has not said."""

    titles: tuple[Title, ...]
    ended_on: date | None
    this_fen: int | None
    before_fen: int | None

    @property
    def gone(self) -> bool:
        """It ended, and finance says nothing of the year: what it paid is with whoever absorbed it."""
        return self.ended_on is not None and self.this_fen is None


@dataclass(frozen=True, slots=True)
class Increase:
    """Of a district over the year before; sums only, no figure of a firm."""

    firms: int
    missing: int
    """Firms that count and of which a figure of one of the two years is not known: then there is no amount"""
    this_fen: int
    before_fen: int

    @property
    def known(self) -> bool:
        return self.firms > 0 and not self.missing


def held_in(titles: Sequence[Title], tiers: Iterable[str], year: int) -> bool:
    """A title of one of these tiers counted on at least one day of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return any(since <= last and first <= until for since, until in spans(titles, tiers))


def increase(firms: Iterable[Firm], tiers: Iterable[str], year: int) -> Increase:
    """Over the firms with a title in the year; the same firms in both years."""
    asked = frozenset(tiers)
    counted = [one for one in firms if held_in(one.titles, asked, year) and not one.gone]
    missing = [one for one in counted if one.this_fen is None or one.before_fen is None]
    return Increase(
        firms=len(counted),
        missing=len(missing),
        this_fen=sum(one.this_fen or 0 for one in counted),
        before_fen=sum(one.before_fen or 0 for one in counted),
    )
