"""What titles entitle to. Values in, values out: no database, no clock.

Everything is a function of the titles an enterprise ever held and a day, so replaying a fact gives the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from services.benefits.domain.cases import supposed_title
from services.benefits.domain.formulas import Fixed, Quota
from services.benefits.domain.measures import FIRST_TITLE, TITLE, PolicySet
from services.benefits.domain.titles import TitleDay, unbroken_since
from shared.conditions import AnyOf
from shared.events import Item, Standing, Title, TitleStatus
from shared.values import Certainty, Tier

FIRST: Final = "first"
STANDING: Final = "standing"


@dataclass(frozen=True)
class Rule:
    """The part of an automatic measure that decides, without its words: it asks for a title and nothing else."""

    benefit_code: str
    label: str
    basis: str
    """Clause, policy set and legal status, as an enterprise reads them."""
    amount_fen: int | None
    certainty: Certainty
    asks: AnyOf
    district: str | None = None
    """Whose enterprises alone it is for; None: those of the whole city"""
    version_id: str | None = None
    """None: the policy set's own row"""
    begun: date | None = None
    """Before that day nothing was open under it; None: no bound"""

    @cached_property
    def tiers(self) -> frozenset[Tier]:
        return frozenset(Tier(code) for code in self.asks.codes)


def automatic(policy_set: PolicySet) -> tuple[Rule, ...]:
    """免申即享: what opens and closes with titles alone."""
    return tuple(
        Rule(
            benefit_code=one.benefit_code,
            label=one.label,
            basis=f"{policy_set.basis(one)}；{policy_set.note_of(one)}",
            amount_fen=one.formula.amount_fen if isinstance(one.formula, Fixed | Quota) else None,
            certainty=one.certainty,
            asks=one.title_question,
            district=one.district,
            version_id=one.enacted.version_id if one.enacted else None,
            begun=one.enacted.begun if one.enacted else None,
        )
        for one in policy_set.measures
        if one.automatic and one.title_question is not None
    )


class Automatic:
    """Every automatic measure of a rule book, by the district whose enterprises can have it."""

    def __init__(self, policy_set: PolicySet) -> None:
        self.rules = automatic(policy_set)
        self.districts = frozenset(one.district for one in self.rules if one.district is not None)
        """Those with measures of their own"""
        self._of_city = tuple(one for one in self.rules if one.district is None)
        self._of_district = {
            code: tuple(one for one in self.rules if one.district in (None, code)) for code in self.districts
        }

    def within(self, district: str) -> tuple[Rule, ...]:
        return self._of_district.get(district, self._of_city)


@dataclass(frozen=True)
class Entitled:
    """享受资格: one measure, one occasion, and why."""

    rule: Rule
    occasion: str
    since: date
    """The first day of the unbroken period in which the condition holds."""
    reason: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.rule.benefit_code, self.occasion)

    def item(self, reason: str = "") -> Item:
        rule = self.rule
        return Item(
            code=rule.benefit_code,
            label=rule.label,
            amount_fen=rule.amount_fen,
            certainty=rule.certainty,
            reason=reason or self.reason,
        )


Entitlements = Mapping[tuple[str, str], Entitled]


@dataclass(frozen=True)
class _Ground:
    """Why a condition holds, without the words of one measure."""

    occasion: str
    since: date
    reason: str


def entitled(rules: Iterable[Rule], titles: Sequence[Title], on: date) -> dict[tuple[str, str], Entitled]:
    """What these titles entitle to on a day. `titles` are all ever held, in order of time."""
    day = TitleDay(titles, on)
    grounds: dict[tuple[str, int], _Ground | None] = {}  # measures share their conditions: each is asked once
    found = {}
    for rule in rules:
        asked = (rule.asks.fact.name, rule.asks.wanted)
        if asked not in grounds:
            grounds[asked] = _GROUNDS[asked[0]](rule, day) if _met(rule.asks, day.mark(asked[0])) else None
        if ground := grounds[asked]:
            since = ground.since if rule.begun is None else max(ground.since, rule.begun)
            one = Entitled(rule, ground.occasion, since, f"{ground.reason}；{rule.basis}")
            found[one.key] = one
    return found


@lru_cache(maxsize=1_024)  # conditions are few and so are sets of titles: a burst asks the same again and again
def _met(asks: AnyOf, mark: int) -> bool:
    return bool(asks.truth(lambda _: mark).certain)


def _first_ground(rule: Rule, day: TitleDay) -> _Ground:
    begun = [title for tier, title in day.begun.items() if tier in rule.asks.codes]
    title = begun[0] if len(begun) == 1 else min(begun, key=lambda one: one.recognised_on)
    reason = f"首次认定为{title.tier.label}（{title.recognised_on}，{title.document}）"
    return _Ground(FIRST, title.recognised_on, reason)


def _standing_ground(rule: Rule, day: TitleDay) -> _Ground:
    held = [title for title in day.titles if title.tier in rule.tiers]
    best = max((title for title in day.counting if title.tier in rule.tiers), key=lambda title: title.tier.rank)
    reason = f"持有{best.tier.label}称号，有效至 {best.valid_until}"
    return _Ground(STANDING, unbroken_since(held, day.on), reason)


_GROUNDS: Final = {FIRST_TITLE: _first_ground, TITLE: _standing_ground}


@dataclass(frozen=True)
class Difference:
    """What one change of titles opened and closed."""

    gained: tuple[Entitled, ...]
    lost: tuple[Entitled, ...]
    after: Entitlements


def difference(rules: Sequence[Rule], previous: Standing, current: Standing) -> Difference:
    before = entitled(rules, previous.titles, previous.on)
    after = entitled(rules, current.titles, current.on)
    return Difference(
        gained=tuple(one for key, one in after.items() if key not in before),
        lost=tuple(one for key, one in before.items() if key not in after),
        after=after,
    )


def would_open(rules: Sequence[Rule], held: Standing, tier: Tier, on: date, now: Entitlements) -> tuple[Entitled, ...]:
    """What recognition of that tier on that day would open, beyond what is open `now`: spent first times stay spent,
    also those of a legal person this one absorbed."""
    if tier is Tier.NONE:
        return ()
    imagined = supposed_title(tier, held.titles, on, inherited=held.inherited)
    then = entitled(rules, (*held.titles, imagined), on)
    return tuple(one for key, one in then.items() if key not in now)


_ENDS: Final = {
    TitleStatus.REVOKED: "称号被撤销",
    TitleStatus.SUSPENDED: "称号被暂停",
    TitleStatus.ENDED: "企业注销或被合并，称号终止",
}


def closing_reason(lost: Entitled, previous: Standing, current: Standing) -> str:
    """Why it closed, in words: what happened to a title that counted and counts no longer, or that it ran out."""
    ended = [
        title.status
        for title in current.titles
        if not title.counts_on(current.on) and any(title.title_id == one.title_id for one in previous.counting)
    ]
    words = next((_ENDS[status] for status in _ENDS if status in ended), "称号已不在有效期内")
    return f"{words}；{lost.rule.basis}"


def closed_on(lost: Entitled, current: Standing) -> date:
    """The first day its condition no longer held: that of a decision about the past lies there, not on the day told.

    Where a title goes on to count and another took the word "first" from it, nothing ended but what was known.
    """
    spans = [span for title in current.titles if title.tier in lost.rule.tiers for span in title.spans]
    if any(first <= current.on <= last for first, last in spans):
        return current.on
    ends = [last + timedelta(days=1) for _, last in spans if last < current.on]
    return max(ends, default=min(lost.since, current.on))
