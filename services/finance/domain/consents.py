"""授权: what an enterprise lets one institution see, what for and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DEFAULT_DAYS: Final = 30
"""How long a consent lasts when nobody says. No rule sets it: long enough for one application for credit."""


class DataItem(StrEnum):
    """数据项: the closed list of what can be consented to. All of it is the registry's; none of it is kept here."""

    CONTACTS = "contacts"
    ANNUAL_FIGURES = "annual_figures"
    ASSESSMENTS = "assessments"
    APPLICATIONS = "applications"

    @property
    def label(self) -> str:
        return ITEM_LABELS[self]


ITEM_LABELS: Final = {
    DataItem.CONTACTS: "联系人（姓名、电话、电子邮箱）",
    DataItem.ANNUAL_FIGURES: "年度数据（人员、收入、研发、利润、资产负债）",
    DataItem.ASSESSMENTS: "测评结论",
    DataItem.APPLICATIONS: "称号申报及其进展",
}
PERSONAL: Final = frozenset({DataItem.CONTACTS})
"""Of people: giving it to another needs their separate consent (《个人信息保护法》第二十三条)."""


class Purpose(StrEnum):
    """用途: the closed list of what a query may be for."""

    LOAN = "loan"
    GUARANTEE = "guarantee"
    INSURANCE = "insurance"
    BOND = "bond"
    EQUITY = "equity"
    AFTER_LENDING = "after_lending"

    @property
    def label(self) -> str:
        return PURPOSE_LABELS[self]


PURPOSE_LABELS: Final = {
    Purpose.LOAN: "贷款审查",
    Purpose.GUARANTEE: "担保审查",
    Purpose.INSURANCE: "保险承保审查",
    Purpose.BOND: "债券承销与发行审查",
    Purpose.EQUITY: "股权投资审查",
    Purpose.AFTER_LENDING: "贷后（保后）管理",
}


class Ending(StrEnum):
    """Why it ended before its last day."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    """What it was given for is over: the part of an application it is about ended without being accepted"""
    MERGED = "merged"
    DEREGISTERED = "deregistered"

    @property
    def label(self) -> str:
        return ENDING_LABELS[self]


ENDING_LABELS: Final = {
    Ending.WITHDRAWN: "企业撤回",
    Ending.CLOSED: "所为的融资申请已结束，授权终止",
    Ending.MERGED: "企业被合并，授权终止",
    Ending.DEREGISTERED: "企业注销，授权终止",
}


class State(StrEnum):
    FUTURE = "future"
    IN_FORCE = "in_force"
    USED_UP = "used_up"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    State.FUTURE: "尚未开始",
    State.IN_FORCE: "有效",
    State.USED_UP: "已用尽（仅限一次）",
    State.EXPIRED: "已到期",
    State.WITHDRAWN: "已撤回",
    State.ENDED: "已终止",
}
_ENDED: Final = {
    Ending.WITHDRAWN: State.WITHDRAWN,
    Ending.CLOSED: State.ENDED,
    Ending.MERGED: State.ENDED,
    Ending.DEREGISTERED: State.ENDED,
}


class Refusal(Exception):
    """Cannot be agreed to; says why and the way out."""


@dataclass(frozen=True)
class Terms:
    """What is agreed to, beside whom and the text. `until_on` is the last day."""

    purpose: Purpose
    items: tuple[DataItem, ...]
    from_on: date
    until_on: date
    single_use: bool


@dataclass(frozen=True)
class Wish:
    """What an enterprise says; None is left to the default."""

    purpose: Purpose
    items: Collection[DataItem]
    from_on: date | None
    until_on: date | None
    single_use: bool
    people_agreed: bool
    """The people whose data it is have agreed separately"""


def agreed(wish: Wish, today: date, max_days: int) -> Terms:
    """The terms, whole. Raises Refusal."""
    items = in_order(wish.items)
    personal = [item for item in items if item in PERSONAL]
    if personal and not wish.people_agreed:
        labels = "、".join(ITEM_LABELS[item] for item in personal)
        raise Refusal(f"{labels}属于个人信息，须先取得本人单独同意并在 people_agreed 中确认；也可不授权此项")
    first = wish.from_on or today
    last = wish.until_on or first + timedelta(days=min(DEFAULT_DAYS, max_days) - 1)
    if first < today:
        raise Refusal("授权不能从过去的日期开始；请改为今天或以后")
    if last < first:
        raise Refusal("授权的最后一天不能早于第一天")
    if last > today + timedelta(days=max_days - 1):
        raise Refusal(f"授权自今天起最长 {max_days} 天；到期后可再次授权")
    return Terms(wish.purpose, items, first, last, wish.single_use)


def in_order(items: Collection[DataItem]) -> tuple[DataItem, ...]:
    """Each once, in the order of the list."""
    return tuple(item for item in DataItem if item in items)


def shown(granted: Sequence[DataItem], asked: Collection[DataItem]) -> tuple[DataItem, ...]:
    """What a query is answered with: of what it asks for (nothing named: all of it) that which was consented to."""
    return in_order([item for item in granted if not asked or item in asked])


def state_of(terms: Terms, ended: Ending | None, reads: int, today: date) -> State:
    """The same as `store.consents` asks of the database: only what is IN_FORCE is read under."""
    if ended is not None:
        return _ENDED[ended]
    if terms.single_use and reads:
        return State.USED_UP
    if today > terms.until_on:
        return State.EXPIRED
    return State.FUTURE if today < terms.from_on else State.IN_FORCE
