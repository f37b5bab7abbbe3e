"""案情: one asker on one day, with everything a calculation may use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.loans import DAY, Loan, Span, between, merged
from services.benefits.domain.titles import spans, title_facts
from shared.conditions import Subject, Value
from shared.days import add_years
from shared.events import Title
from shared.values import Tier

Received = Mapping[str, int]
"""Fen by benefit_code"""
_SUPPOSED = "拟认定"


@dataclass(frozen=True)
class Borrower:
    """Who borrowed, where the asker absorbed it since."""

    titles: tuple[Title, ...]
    until: date
    """The day of the merger: from then on the titles of whoever absorbed it count"""
    absorber: "Borrower | None" = None
    """None: the asker; else a firm that was itself absorbed since"""

    def counted(self, asker: Sequence[Span], tiers: Iterable[str]) -> tuple[Span, ...]:
        before = between(spans(self.titles, tiers), date.min, self.until - DAY)
        then = asker if self.absorber is None else self.absorber.counted(asker, tiers)
        return merged((*before, *between(then, self.until, date.max - DAY)))


@dataclass(frozen=True)
class Thing:
    """A product, plot, loan or person of the enterprise."""

    kind: SubjectKind
    ref: str
    """What the asker calls it; unique among the things of its kind"""
    facts: Mapping[str, Value] = field(default_factory=dict)
    received: Received = field(default_factory=dict)
    interest_paid: Mapping[int, int] = field(default_factory=dict)
    """Of a loan: fen by year"""
    other_subsidies: Mapping[int, int] = field(default_factory=dict)
    repayments: tuple[tuple[date, int], ...] = ()
    """Of a loan: principal paid back in part before the end, in order of time, day and fen"""
    borrower: Borrower | None = None
    """Of a loan; None: the asker itself"""

    def loan(self, asker: Sequence[Span], tiers: Iterable[str]) -> Loan | None:
        """None: one of the figures it takes is missing. `asker`: the days on which the asker holds one of the tiers."""
        known = {name: self.facts.get(name) for name in ("principal", "drawn_on", "matures_on", "repaid_on")}
        principal, drawn_on, matures_on, repaid_on = known.values()
        if not isinstance(principal, int) or not isinstance(drawn_on, date) or not isinstance(matures_on, date):
            return None
        early = repaid_on if isinstance(repaid_on, date) else None
        return Loan(
            ref=self.ref,
            principal_fen=principal,
            drawn_on=drawn_on,
            matures_on=matures_on,
            repaid_on=early,
            interest_paid=self.interest_paid,
            other_subsidies=self.other_subsidies,
            repayments=self.repayments,
            counted=self.borrower.counted(asker, tiers) if self.borrower else None,
        )


@dataclass(frozen=True)
class Case:
    kind: SubjectKind
    """Who asks: an enterprise, a district, the city, a park or an institution"""
    on: date
    facts: Mapping[str, Value] = field(default_factory=dict)
    titles: tuple[Title, ...] | None = None
    """Every title it ever held, in order of time; None: nobody knows"""
    things: tuple[Thing, ...] = ()
    received: Received = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The facts, with those that follow from the titles."""
        return self.facts if self.titles is None else {**self.facts, **title_facts(self.titles, self.on)}

    @cached_property
    def subject(self) -> Subject:
        return Subject(FACTS, self.values)

    def of(self, kind: SubjectKind) -> Sequence[Thing]:
        return [thing for thing in self.things if thing.kind is kind]


class Read:
    """The figures of one subject as formulas read them: of the asker, or of one of its things."""

    __slots__ = ("_received", "subject")

    def __init__(self, case: Case, thing: Thing | None = None) -> None:
        self.subject = case.subject if thing is None else Subject(FACTS, {**case.values, **thing.facts})
        self._received = case.received if thing is None else thing.received

    def mark(self, name: str) -> int:
        return self.subject.mark(name)

    def received(self, codes: Iterable[str]) -> int:
        return sum(self._received.get(code, 0) for code in codes)

    def shown(self, name: str) -> str:
        return self.subject.shown(name)

    def label(self, name: str) -> str:
        return FACTS[name].label


def supposed_title(
    tier: Tier, titles: Sequence[Title], recognised_on: date, until: date | None = None, inherited: Iterable[Tier] = ()
) -> Title:
    """A title nobody has decided, for the usual three years; spent first times stay spent."""
    return Title(
        title_id="",
        tier=tier,
        number="",
        authority="",
        document=_SUPPOSED,
        recognised_on=recognised_on,
        valid_until=until or add_years(recognised_on, 3) - timedelta(days=1),
        first=tier not in inherited and all(title.tier is not tier for title in titles),
    )
