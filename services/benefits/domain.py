"""What titles entitle to. Values in, values out: no database, no clock.

Everything is a function of the titles an enterprise ever held and a day, so replaying a fact gives the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from shared.days import add_years
from shared.events import Item, Standing, Title, TitleStatus
from shared.values import Certainty, Tier

FIRST: Final = "first"
STANDING: Final = "standing"


@dataclass(frozen=True)
class Rule:
    """The part of a measure that decides, without its words. Exactly one of the two conditions is set."""

    benefit_code: str
    label: str
    basis: str
    """Clause, policy set and legal status, as an enterprise reads them."""
    amount_fen: int | None
    certainty: Certainty
    once_for_first: Tier | None = None
    while_holding: frozenset[Tier] = field(default_factory=frozenset)


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
    grounds: dict[object, _Ground | None] = {}  # measures share their conditions: each is asked once
    found = {}
    for rule in rules:
        condition = (rule.once_for_first, rule.while_holding)
        if condition not in grounds:
            grounds[condition] = _ground(rule, titles, on)
        if ground := grounds[condition]:
            one = Entitled(rule, ground.occasion, ground.since, f"{ground.reason}；{rule.basis}")
            found[one.key] = one
    return found


def _ground(rule: Rule, titles: Sequence[Title], on: date) -> _Ground | None:
    if rule.once_for_first is not None:
        return _first_ground(_first_period(rule.once_for_first, titles), on)
    return _standing_ground([title for title in titles if title.tier in rule.while_holding], on)


def _first_ground(period: Sequence[Title], on: date) -> _Ground | None:
    if not any(title.counts_on(on) for title in period):
        return None
    first = period[0]
    reason = f"首次认定为{first.tier.label}（{first.recognised_on}，{first.document}）"
    return _Ground(FIRST, first.recognised_on, reason)


def _standing_ground(held: Sequence[Title], on: date) -> _Ground | None:
    carrying = [title for title in held if title.counts_on(on)]
    if not carrying:
        return None
    best = max(carrying, key=lambda title: title.tier.rank)
    reason = f"持有{best.tier.label}称号，有效至 {best.valid_until}"
    return _Ground(STANDING, _unbroken_since(held, on), reason)


def _first_period(tier: Tier, titles: Sequence[Title]) -> list[Title]:
    """The first title of a tier and what continues it without a gap. Re-recognition after a gap is not first."""
    period: list[Title] = []
    for title in titles:
        if title.tier is not tier:
            continue
        if title.first:
            period = [title]
        elif period and period[-1].ended_on is None and _follows(title, period[-1]):
            period.append(title)
    return period


def _follows(title: Title, previous: Title) -> bool:
    return title.recognised_on <= previous.last_day + timedelta(days=1)


def _unbroken_since(titles: Sequence[Title], on: date) -> date:
    """Where the period containing `on` began: titles that touch or overlap make one, a suspension interrupts it."""
    since: date | None = None
    reaches: date | None = None
    for first, last in sorted(span for title in titles for span in title.spans if span[0] <= on):
        if since is None or reaches is None or first > reaches + timedelta(days=1):
            since, reaches = first, last
        reaches = max(reaches, last)
    assert since is not None, "asked only of titles one of which counts on that day"
    return since


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
    titles = held.titles
    imagined = Title(
        title_id="",
        tier=tier,
        number="",
        authority="",
        document="拟认定",
        recognised_on=on,
        valid_until=add_years(on, 3) - timedelta(days=1),
        first=tier not in held.inherited and all(title.tier is not tier for title in titles),
    )
    then = entitled(rules, (*titles, imagined), on)
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
    tiers = lost.rule.while_holding or {lost.rule.once_for_first}
    spans = [span for title in current.titles if title.tier in tiers for span in title.spans]
    if any(first <= current.on <= last for first, last in spans):
        return current.on
    ends = [last + timedelta(days=1) for _, last in spans if last < current.on]
    return max(ends, default=min(lost.since, current.on))
