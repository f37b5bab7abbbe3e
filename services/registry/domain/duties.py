"""The rules of what a title holder owes (动态管理): what falls due when, and what follows when it is missed."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import OVER, Refusal, Titles
from shared.events import DutyKind, Title
from shared.values import Tier

REMINDED: Final = timedelta(days=90)
"""How long before its last day a title's renewal is recalled to its holder: a courtesy, no deadline of the law."""
RENEWAL_BASIS: Final = "工信部企业〔2022〕63号、〔2026〕2号：有效期三年，期满复核"
OTHERWISE: Final = {
    DutyKind.ANNUAL_UPDATE: "逾期未更新的，取消复核资格",
    DutyKind.MAJOR_CHANGE: "逾期未报告的，取消复核资格或直接取消称号",
    DutyKind.RENEWAL: "期满未通过复核的，称号自动失效",
}
DUTY_LABELS: Final = {
    DutyKind.ANNUAL_UPDATE: "年度更新",
    DutyKind.MAJOR_CHANGE: "重大变化报告",
    DutyKind.RENEWAL: "到期复核",
}


class DutyState(StrEnum):
    OPEN = "open"
    FULFILLED = "fulfilled"
    LATE = "late"
    """Done, but after its last day"""
    MISSED = "missed"


DUTY_STATE_LABELS: Final = {
    DutyState.OPEN: "待办",
    DutyState.FULFILLED: "已按期完成",
    DutyState.LATE: "逾期完成",
    DutyState.MISSED: "逾期未完成",
}


@dataclass(frozen=True)
class DutyRules:
    """What one ruleset asks of the holders of its tiers from a day on: dated data."""

    name: str
    valid_from: date
    tiers: frozenset[Tier]
    annual_due: tuple[int, int]
    """Month and day"""
    annual_basis: str
    report_months: int
    report_basis: str

    def annual_due_on(self, year: int) -> date:
        return date(year, *self.annual_due)


@dataclass(frozen=True)
class Duty:
    """One thing to be done by a day. `occasion` is what makes it this one: a year, a major change, a title."""

    kind: DutyKind
    occasion: str
    label: str
    due_on: date
    basis: str


def state_of(due_on: date, done_on: date | None, today: date) -> DutyState:
    if done_on is not None:
        return DutyState.FULFILLED if done_on <= due_on else DutyState.LATE
    return DutyState.OPEN if today <= due_on else DutyState.MISSED


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ---- what falls due -------------------------------------------------------------------------------


def owed(rules: Sequence[DutyRules], titles: Titles, reported: frozenset[int], today: date) -> list[Duty]:
    """What a holder of these titles owes today. Nothing is opened after its last day: nobody misses unheard.

    `reported` are the years whose figures are there.
    """
    annual = _annual_update(rules, titles, today)
    found = [annual] if annual and today.year - 1 not in reported else []
    return found + _renewals(titles, today)


def _holding(titles: Iterable[Title], today: date) -> list[Title]:
    """Those that run today, suspended ones included: a suspension suspends no duty."""
    return [title for title in titles if title.recognised_on <= today <= title.last_day]


def _annual_update(rules: Sequence[DutyRules], titles: Titles, today: date) -> Duty | None:
    """Asked by the rules of the highest tier held, as they are in force on their own last day of the year."""
    tiers = sorted({title.tier for title in _holding(titles, today)}, key=lambda tier: -tier.rank)
    for tier in tiers:
        in_force = [one for one in rules if tier in one.tiers and one.valid_from <= one.annual_due_on(today.year)]
        if not in_force:
            continue
        rule = max(in_force, key=lambda one: one.valid_from)
        due_on = rule.annual_due_on(today.year)
        if today > due_on:
            return None
        label = f"更新 {today.year - 1} 年度企业信息"
        return Duty(DutyKind.ANNUAL_UPDATE, str(today.year), label, due_on, rule.annual_basis)
    return None


def _renewals(titles: Titles, today: date) -> list[Duty]:
    renewed = {title.renews for title in titles}
    return [
        Duty(
            DutyKind.RENEWAL,
            title.title_id,
            f"{title.tier.label}称号将到期，请申请复核",
            title.valid_until,
            RENEWAL_BASIS,
        )
        for title in _holding(titles, today)
        if title.status not in OVER and title.title_id not in renewed and title.valid_until - REMINDED <= today
    ]


def report_due(rules: Sequence[DutyRules], titles: Titles, occurred_on: date) -> tuple[date, str] | None:
    """By when a major change of that day is to be reported, and the document; None for who held nothing then."""
    tiers = {title.tier for title in _holding(titles, occurred_on)}
    asking = [one for one in rules if one.valid_from <= occurred_on and tiers & one.tiers]
    if not asking:
        return None
    rule = max(asking, key=lambda one: one.valid_from)
    return months_after(occurred_on, rule.report_months), rule.report_basis


# ---- what follows ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """A duty that was opened, as far as a renewal asks about it."""

    kind: DutyKind
    label: str
    due_on: date
    done_on: date | None


def check_renewal(title: Title, duties: Iterable[Owed], today: date) -> None:
    """取消复核资格: what was not done in time during the title's term forbids its renewal. Raises Refusal."""
    for duty in sorted(duties, key=lambda one: one.due_on):
        if duty.kind is DutyKind.RENEWAL or not title.recognised_on <= duty.due_on:
            continue
        if state_of(duty.due_on, duty.done_on, today) in (DutyState.MISSED, DutyState.LATE):
            raise Refusal(
                f"“{duty.label}”应在 {duty.due_on} 前完成而未按期完成，复核资格已取消；称号到期后可重新申请认定"
            )
