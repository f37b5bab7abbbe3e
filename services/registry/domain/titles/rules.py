"""The rules of decisions about titles. Values in, values out: no database, no clock."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from services.registry.domain.titles.decisions import (
    Decision,
    Ending,
    Enterprise,
    Recognition,
    Refusal,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    TakingOver,
    Terms,
    Titles,
)
from services.registry.domain.titles.history import in_order
from shared.days import DAY, add_years
from shared.events import Suspension, Title, TitleStatus
from shared.values import Tier, holds_titles

OVER: Final = frozenset({TitleStatus.REVOKED, TitleStatus.ENDED})
"""Ended before their time, by a decision."""


def valid_until(first_day: date, terms: Terms) -> date:
    """The last valid day: as many years as are given from a first day like this on, less a day."""
    in_force = [term for term in terms if term.valid_from <= first_day]
    return add_years(first_day, (in_force or terms)[-1 if in_force else 0].years) - DAY


def decided(enterprise: Enterprise, titles: Titles, decision: Decision, today: date, terms: Terms) -> Titles:
    """The titles after a decision. Raises Refusal."""
    return in_order(_RULES[type(decision)](enterprise, titles, decision, today, terms), enterprise.inherited)


def find(titles: Iterable[Title], title_id: str) -> Title:
    """Raises Refusal when the enterprise never held it."""
    for title in titles:
        if title.title_id == title_id:
            return title
    raise Refusal("该企业没有这一称号，请核对编号")


def _recognised(enterprise: Enterprise, titles: Titles, decision: Recognition, today: date, terms: Terms) -> Titles:
    if not holds_titles(enterprise.uscc):
        raise Refusal("个体工商户不是法人，不能持有称号；请核对统一社会信用代码")
    if decision.recognised_on > today:
        raise Refusal("认定日期不能晚于今天")
    if enterprise.ended_on is not None and decision.recognised_on >= enterprise.ended_on:
        raise Refusal(f"企业已于 {enterprise.ended_on} 注销或被合并；只能补录此前的称号")
    until = decision.valid_until or valid_until(decision.recognised_on, terms)
    if until < decision.recognised_on:
        raise Refusal("有效期至不能早于认定日期")
    title = Title(
        title_id=decision.title_id,
        tier=decision.tier,
        number=decision.number,
        authority=decision.authority,
        document=decision.document,
        recognised_on=decision.recognised_on,
        valid_until=until,
    )
    if enterprise.ended_on is not None and enterprise.ended_on <= until:
        title = title.model_copy(update={"status": TitleStatus.ENDED, "ended_on": enterprise.ended_on})
    _check_no_other(titles, title.tier, title.recognised_on, title.last_day)
    _check_not_the_same(titles, title)
    return (*titles, title)


def _check_not_the_same(titles: Titles, new: Title) -> None:
    """A title revoked on its first day leaves the day free, but not to itself: a decision is recorded once."""
    if any(
        (title.tier, title.number, title.recognised_on) == (new.tier, new.number, new.recognised_on) for title in titles
    ):
        raise Refusal(
            f"同级、同编号、同日认定的称号（{new.number}，自 {new.recognised_on}）已有记录；请核对编号和认定日期"
        )


def _check_no_other(titles: Titles, tier: Tier, first: date, last: date) -> None:
    for title in titles:
        if title.tier is tier and title.recognised_on <= last and first <= title.last_day:
            raise Refusal(
                f"已持有同级称号（{title.number}，至 {title.valid_until}）；如为复核通过，请办理复核而不是新认定"
            )


def _renewed(enterprise: Enterprise, titles: Titles, decision: Renewal, today: date, terms: Terms) -> Titles:
    old = find(titles, decision.renews)
    if old.status is TitleStatus.REVOKED:
        raise Refusal("称号已撤销，不能复核；须重新申请认定")
    if old.status is TitleStatus.ENDED or enterprise.ended_on is not None:
        raise Refusal("企业已注销或被合并，称号已终止，不能复核")
    if old.status is TitleStatus.SUSPENDED:
        raise Refusal("称号暂停期间不能复核；请先恢复，或撤销")
    if any(title.tier is old.tier and title.recognised_on > old.recognised_on for title in titles):
        raise Refusal("该称号之后已有新的一期；请对最新一期办理")
    if not old.recognised_on <= decision.decided_on <= today:
        raise Refusal("复核决定日期应在原认定日期之后，且不晚于今天")
    first_day = max(old.valid_until + DAY, decision.decided_on)
    return (
        *titles,
        Title(
            title_id=decision.title_id,
            tier=old.tier,
            number=decision.number or old.number,
            authority=decision.authority,
            document=decision.document,
            recognised_on=first_day,
            valid_until=valid_until(first_day, terms),
            renews=old.title_id,
        ),
    )


def _revoked(enterprise: Enterprise, titles: Titles, decision: Revocation, today: date, terms: Terms) -> Titles:
    """Ends the title and every period that continues it; with `every_tier` whatever else has not run out."""
    old = find(titles, decision.title_id)
    if old.status is TitleStatus.REVOKED:
        raise Refusal("称号已经撤销")
    if decision.decided_on > today:
        raise Refusal("撤销决定日期不能晚于今天")
    if decision.decided_on < old.recognised_on:
        raise Refusal("撤销决定日期不能早于认定日期")
    chain = _going_on(titles, old.title_id)
    # A period revoked before keeps its earlier end: this decision must not lengthen it.
    live = [title for title in titles if title.title_id in chain and title.status is not TitleStatus.REVOKED]
    if decision.every_tier:
        live += [
            title
            for title in titles
            if title.title_id not in chain
            and title.status is not TitleStatus.REVOKED
            and title.last_day >= decision.decided_on
        ]
    if decision.decided_on > max(title.last_day for title in live):
        raise Refusal("称号已到期，无须撤销")
    return _ending(titles, live, TitleStatus.REVOKED, decision.decided_on)


def _suspended(enterprise: Enterprise, titles: Titles, decision: Suspending, today: date, terms: Terms) -> Titles:
    """Suspends the title and every period that continues it."""
    old = find(titles, decision.title_id)
    if old.status in OVER:
        raise Refusal("称号已撤销或终止，无须暂停")
    if old.status is TitleStatus.SUSPENDED:
        raise Refusal("称号已经暂停；核查结束后请恢复或撤销")
    if not old.recognised_on <= decision.decided_on <= today:
        raise Refusal("暂停日期应在认定日期之后，且不晚于今天")
    chain = _going_on(titles, old.title_id)
    live = [title for title in titles if title.title_id in chain and title.status not in OVER]
    if decision.decided_on > max(title.last_day for title in live):
        raise Refusal("称号已到期，无须暂停")
    for before in (one for title in live for one in title.suspensions):
        if before.until_on is None or decision.decided_on < before.until_on or decision.decided_on == before.from_on:
            raise Refusal(f"该日期已在此前的暂停期内（自 {before.from_on}）；请核对日期")
    period = Suspension(from_on=decision.decided_on, ground=decision.ground, document=decision.document)
    return _altered(
        titles,
        live,
        lambda title: {"status": TitleStatus.SUSPENDED, "suspensions": (*title.suspensions, period)},
    )


def _resumed(enterprise: Enterprise, titles: Titles, decision: Resuming, today: date, terms: Terms) -> Titles:
    """Resumes the title with all that was suspended with it."""
    old = find(titles, decision.title_id)
    if old.status is not TitleStatus.SUSPENDED:
        raise Refusal("称号没有暂停，无须恢复")
    if not old.suspensions[-1].from_on <= decision.decided_on <= today:
        raise Refusal(f"恢复日期应在暂停日期（{old.suspensions[-1].from_on}）之后，且不晚于今天")
    together = [
        title
        for title in titles
        if title.status is TitleStatus.SUSPENDED and title.suspensions[-1] == old.suspensions[-1]
    ]
    return _altered(
        titles,
        together,
        lambda title: {
            "status": TitleStatus.VALID,
            "suspensions": (
                *title.suspensions[:-1],
                title.suspensions[-1].model_copy(update={"until_on": decision.decided_on}),
            ),
        },
    )


def _ended(enterprise: Enterprise, titles: Titles, decision: Ending, today: date, terms: Terms) -> Titles:
    """What has not run out by then ends; what began later never counted."""
    if decision.on > today:
        raise Refusal("日期不能晚于今天；请在事情发生之后登记")
    live = [title for title in titles if title.last_day >= decision.on]
    revoked = [title for title in live if title.status is TitleStatus.REVOKED]
    titles = _ending(titles, revoked, TitleStatus.REVOKED, decision.on)  # for a day after the end there is nobody
    return _ending(titles, [one for one in live if one not in revoked], TitleStatus.ENDED, decision.on)


def _taken_over(enterprise: Enterprise, titles: Titles, decision: TakingOver, today: date, terms: Terms) -> Titles:
    """称号和有效期不变: the survivor holds it from the day of the merger to the day it would have run out."""
    old = decision.title
    if old.status is not TitleStatus.ENDED or old.ended_on != decision.merged_on:
        raise Refusal("只能承继因本次合并而终止的称号")
    _check_no_other(titles, old.tier, decision.merged_on, old.valid_until)
    taken = Title(
        title_id=decision.title_id,
        tier=old.tier,
        number=old.number,
        authority=old.authority,
        document=decision.document,
        recognised_on=decision.merged_on,
        valid_until=old.valid_until,
        renews=old.title_id,
    )
    _check_not_the_same(titles, taken)
    return (*titles, taken)


def _going_on(titles: Titles, title_id: str) -> set[str]:
    """A title and every period that continues it."""
    chain = {title_id}
    for title in titles:  # in order of time, so a renewal follows what it renews
        if title.renews in chain:
            chain.add(title.title_id)
    return chain


def _ending(titles: Titles, live: list[Title], status: TitleStatus, on: date) -> Titles:
    return _altered(
        titles,
        live,
        lambda title: {"status": status, "ended_on": on if title.ended_on is None else min(on, title.ended_on)},
    )


def _altered(titles: Titles, which: list[Title], values: Callable[[Title], dict[str, Any]]) -> Titles:
    return tuple(title.model_copy(update=values(title)) if title in which else title for title in titles)


_RULES: Final[dict[type[Decision], Callable[..., Titles]]] = {
    Recognition: _recognised,
    Renewal: _renewed,
    Revocation: _revoked,
    Suspending: _suspended,
    Resuming: _resumed,
    Ending: _ended,
    TakingOver: _taken_over,
}
