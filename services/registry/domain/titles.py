"""The rules of titles. Values in, values or a fact out: no database, no clock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from shared.events import (
    ChangeReason,
    Standing,
    TierChanged,
    Title,
    TitleChanged,
    TitleStatus,
    counting_on,
    tier_on,
)
from shared.values import EnterpriseId, Tier, add_years, holds_titles

VALIDITY_YEARS: Final = 3
"""三年有效 (工信部企业〔2022〕63号 and 〔2026〕2号: the same for every tier)."""


class Refusal(Exception):
    """The rules say no; the words say why and what to do."""


class Ground(StrEnum):
    """撤销事由"""

    ACCIDENT = "accident"
    """发生重大安全、质量、环境污染事故"""
    DISHONESTY = "dishonesty"
    """列入严重失信主体名单"""
    TAX_EVASION = "tax_evasion"
    """偷漏税"""
    FRAUD = "fraud"
    """数据造假"""
    UNQUALIFIED = "unqualified"
    """不再符合认定标准"""


GROUND_LABELS: Final = {
    Ground.ACCIDENT: "发生重大安全、质量或环境污染事故",
    Ground.DISHONESTY: "被列入严重失信主体名单",
    Ground.TAX_EVASION: "存在偷漏税行为",
    Ground.FRAUD: "数据造假",
    Ground.UNQUALIFIED: "不再符合认定标准",
}


@dataclass(frozen=True)
class Enterprise:
    """企业: one legal person."""

    enterprise_id: EnterpriseId
    uscc: str
    usccs: tuple[str, ...]
    name: str
    district: str
    industry: str
    version: int


@dataclass(frozen=True)
class Recognition:
    """认定: a new title."""

    title_id: str
    tier: Tier
    number: str
    authority: str
    document: str
    recognised_on: date
    valid_until: date | None = None
    """Only where the official list prints another day than three years less a day."""


@dataclass(frozen=True)
class Renewal:
    """复核通过: a title goes on for another three years."""

    title_id: str
    renews: str
    number: str | None
    authority: str
    document: str
    decided_on: date


@dataclass(frozen=True)
class Revocation:
    """撤销: a title ends on a day, for a stated ground."""

    title_id: str
    ground: Ground
    document: str
    decided_on: date


Decision = Recognition | Renewal | Revocation
Titles = tuple[Title, ...]


def valid_until(first_day: date) -> date:
    """The last valid day: three years less a day."""
    return add_years(first_day, VALIDITY_YEARS) - timedelta(days=1)


def decided(enterprise: Enterprise, titles: Titles, decision: Decision, today: date) -> Titles:
    """The titles after a decision. Raises Refusal."""
    return in_order(_RULES[type(decision)](enterprise, titles, decision, today))


def _recognised(enterprise: Enterprise, titles: Titles, decision: Recognition, today: date) -> Titles:
    if not holds_titles(enterprise.uscc):
        raise Refusal("个体工商户不是法人，不能持有称号；请核对统一社会信用代码")
    if decision.recognised_on > today:
        raise Refusal("认定日期不能晚于今天")
    until = decision.valid_until or valid_until(decision.recognised_on)
    if until < decision.recognised_on:
        raise Refusal("有效期至不能早于认定日期")
    for title in titles:
        if title.tier is decision.tier and title.recognised_on <= until and decision.recognised_on <= title.last_day:
            raise Refusal(
                f"已持有同级称号（{title.number}，至 {title.valid_until}）；如为复核通过，请办理复核而不是新认定"
            )
    return (
        *titles,
        Title(
            title_id=decision.title_id,
            tier=decision.tier,
            number=decision.number,
            authority=decision.authority,
            document=decision.document,
            recognised_on=decision.recognised_on,
            valid_until=until,
        ),
    )


def _renewed(enterprise: Enterprise, titles: Titles, decision: Renewal, today: date) -> Titles:
    old = find(titles, decision.renews)
    if old.status is TitleStatus.REVOKED:
        raise Refusal("称号已撤销，不能复核；须重新申请认定")
    if any(title.tier is old.tier and title.recognised_on > old.recognised_on for title in titles):
        raise Refusal("该称号之后已有新的一期；请对最新一期办理")
    if not old.recognised_on <= decision.decided_on <= today:
        raise Refusal("复核决定日期应在原认定日期之后，且不晚于今天")
    first_day = max(old.valid_until + timedelta(days=1), decision.decided_on)
    return (
        *titles,
        Title(
            title_id=decision.title_id,
            tier=old.tier,
            number=decision.number or old.number,
            authority=decision.authority,
            document=decision.document,
            recognised_on=first_day,
            valid_until=valid_until(first_day),
            renews=old.title_id,
        ),
    )


def _revoked(enterprise: Enterprise, titles: Titles, decision: Revocation, today: date) -> Titles:
    """Ends the title and every period that continues it."""
    old = find(titles, decision.title_id)
    if old.status is TitleStatus.REVOKED:
        raise Refusal("称号已经撤销")
    if decision.decided_on > today:
        raise Refusal("撤销决定日期不能晚于今天")
    if decision.decided_on < old.recognised_on:
        raise Refusal("撤销决定日期不能早于认定日期")
    chain = {old.title_id}
    for title in titles:  # in order of time, so a renewal follows what it renews
        if title.renews in chain:
            chain.add(title.title_id)
    # A period revoked before keeps its earlier end: this decision must not lengthen it.
    live = [title for title in titles if title.title_id in chain and title.status is not TitleStatus.REVOKED]
    if decision.decided_on > max(title.valid_until for title in live):
        raise Refusal("称号已到期，无须撤销")
    ended = {"status": TitleStatus.REVOKED, "ended_on": decision.decided_on}
    return tuple(title.model_copy(update=ended) if title in live else title for title in titles)


_RULES: Final[dict[type[Decision], Callable[..., Titles]]] = {
    Recognition: _recognised,
    Renewal: _renewed,
    Revocation: _revoked,
}


def find(titles: Iterable[Title], title_id: str) -> Title:
    """Raises Refusal when the enterprise never held it."""
    for title in titles:
        if title.title_id == title_id:
            return title
    raise Refusal("该企业没有这一称号，请核对编号")


def in_order(titles: Iterable[Title]) -> Titles:
    """By time, each marked whether it is the first of its tier, ever.

    An older title recorded later takes its own place in time, and with it the word "first".
    """
    seen: set[Tier] = set()
    ordered = []
    for title in sorted(titles, key=lambda t: (t.recognised_on, t.valid_until, t.title_id)):
        first = title.tier not in seen
        seen.add(title.tier)
        ordered.append(title if title.first is first else title.model_copy(update={"first": first}))
    return tuple(ordered)


def next_change_on(titles: Sequence[Title], today: date) -> date | None:
    """The next day on which time alone changes which titles count; None when it never does.

    Not only those that change the tier: a title that runs out under a higher one leaves the list and closes what
    rests on it, and one that takes over from the title it renews brings the list a new number and new dates.
    """
    ever = [title for title in titles if title.counts_on(title.recognised_on)]
    days = {title.recognised_on for title in ever} | {title.last_day + timedelta(days=1) for title in ever}
    return min((day for day in days if day > today), default=None)


def cause_of_time(told: Standing, today: date) -> tuple[ChangeReason, str]:
    """Why other titles count today than on the day told for, though nobody decided anything: a reason and its words.

    A renewal that takes over the day after keeps its tier: it is told, for the list, but as what it is. `EXPIRED`
    is said only where a tier that counted counts no longer.
    """
    if today < told.on:
        return ChangeReason.REWOUND, "时钟回拨（演示）"
    before, after = told.counting, counting_on(told.titles, today)
    tiers = {title.tier for title in after}
    ended = [title.tier.label for title in before if title.tier not in tiers]
    begun = [title.tier.label for title in after if title not in before]
    words = ((ended, "称号有效期届满"), (begun, "称号复核后续期生效"))
    text = "；".join("、".join(labels) + what for labels, what in words if labels)
    return ChangeReason.EXPIRED if ended else ChangeReason.CONTINUED, text


def change(
    enterprise: Enterprise,
    before: Standing,
    titles: Titles,
    on: date,
    reason: ChangeReason,
    reason_text: str,
) -> TierChanged | TitleChanged | None:
    """The fact that a new set of titles is, or the same set of which others count since; one of the two kinds.

    None when nothing is different: the same titles, of which the same count.
    """
    after = Standing(tier=tier_on(titles, on), on=on, titles=titles)
    if (after.tier, after.titles, after.counting) == (before.tier, before.titles, before.counting):
        return None
    cls = TitleChanged if after.tier is before.tier else TierChanged
    return cls(
        enterprise_id=enterprise.enterprise_id,
        uscc=enterprise.uscc,
        enterprise_version=enterprise.version,
        name=enterprise.name,
        district=enterprise.district,
        industry=enterprise.industry,
        usccs=enterprise.usccs,
        effective_on=on,
        previous=before,
        current=after,
        reason=reason,
        reason_text=reason_text,
    )


def raised(enterprise: Enterprise) -> Enterprise:
    """The enterprise after one more change."""
    return replace(enterprise, version=enterprise.version + 1)
