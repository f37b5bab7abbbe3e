"""What can be said of institutions, credentials, equity rounds, products and contacts, and who may change it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from services.registry.domain.profile import SOURCE_LABELS, Source
from services.registry.domain.statements import outranks

MOST: Final = 500
"""Entries of one section of one enterprise: more than any firm has, and a page can still carry them."""


class Section(StrEnum):
    """The lists of a profile."""

    INSTITUTIONS = "institutions"
    """研发机构"""
    CREDENTIALS = "credentials"
    """资质、认证与奖励"""
    EQUITY_ROUNDS = "equity-rounds"
    """股权融资"""
    PRODUCTS = "products"
    """产品"""
    CONTACTS = "contacts"
    """联系人"""


SECTION_LABELS: Final = {
    Section.INSTITUTIONS: "研发机构",
    Section.CREDENTIALS: "资质与奖励",
    Section.EQUITY_ROUNDS: "股权融资",
    Section.PRODUCTS: "产品",
    Section.CONTACTS: "联系人",
}


class ContactRole(StrEnum):
    LEGAL_REPRESENTATIVE = "legal_representative"
    """法定代表人"""
    OPERATOR = "operator"
    """经办人"""
    FINANCE = "finance"
    """财务负责人"""


ROLE_LABELS: Final = {
    ContactRole.LEGAL_REPRESENTATIVE: "法定代表人",
    ContactRole.OPERATOR: "经办人",
    ContactRole.FINANCE: "财务负责人",
}
_HAPPENED: Final = {
    "awarded_on": "取得日期",
    "paid_on": "实缴日期",
    "recognised_on": "认定日期",
    "niche_since": "进入细分市场日期",
}


class Refused(ValueError):
    """The message says what is wrong and what to do."""


def check(values: Mapping[str, Any], today: date) -> None:
    """Raises Refused for what cannot be: a day still to come, an end before its beginning."""
    for name, label in _HAPPENED.items():
        if (day := values.get(name)) is not None and day > today:
            raise Refused(f"{label}晚于今天；请填已经发生的日期")
    until = values.get("valid_until")
    if until is not None and until < values["awarded_on"]:
        raise Refused("有效期至早于取得日期；请核对证书")


def check_may_change(said_by: str, changing: Source) -> None:
    """Raises Refused when a weightier side said it."""
    if outranks(Source(said_by), changing):
        who = SOURCE_LABELS[Source(said_by)]
        raise Refused(f"此项由{who}提供，不能自行更改；如有出入，请联系所在区、县（市）经信部门")


def check_room(already: int) -> None:
    if already >= MOST:
        raise Refused(f"每栏最多 {MOST} 条；请先删去不再需要的")
