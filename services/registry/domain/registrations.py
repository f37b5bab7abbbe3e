"""An enterprise registers itself (自行登记): what the register of businesses has to say of it first."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal

_SPACE: Final = re.compile(r"\s+")


class Standing(StrEnum):
    """登记状态 of a business."""

    ACTIVE = "active"
    """存续"""
    REVOKED = "revoked"
    """吊销"""
    STRUCK_OFF = "struck_off"
    """注销"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register has under a credit code."""

    name: str
    standing: Standing


class Contradiction(StrEnum):
    """What the register has against a registration."""

    NO_ENTRY = "no_entry"
    REVOKED = "revoked"
    STRUCK_OFF = "struck_off"
    OTHER_NAME = "other_name"


CONTRADICTION_LABELS: Final[Mapping[Contradiction, str]] = {
    Contradiction.NO_ENTRY: "市场监管部门没有该统一社会信用代码的登记",
    Contradiction.REVOKED: "市场监管登记显示该企业已被吊销营业执照",
    Contradiction.STRUCK_OFF: "市场监管登记显示该企业已注销",
    Contradiction.OTHER_NAME: "名称与市场监管登记的不一致",
}
_GONE: Final[Mapping[Standing, Contradiction]] = {
    Standing.REVOKED: Contradiction.REVOKED,
    Standing.STRUCK_OFF: Contradiction.STRUCK_OFF,
}
_NOT_IN_BUSINESS: Final = "，不能登记；登记有误的，请先向市场监管部门更正"
_WAYS_OUT: Final[Mapping[Contradiction, str]] = {
    Contradiction.NO_ENTRY: "；请核对，新设企业请在登记信息更新后再办理",
    Contradiction.REVOKED: _NOT_IN_BUSINESS,
    Contradiction.STRUCK_OFF: _NOT_IN_BUSINESS,
    Contradiction.OTHER_NAME: "；请按营业执照填写，已更名的请待登记信息更新后再办理",
}


def contradiction(entry: Entry | None, name: str) -> Contradiction | None:
    """What speaks against the name that is claimed; no entry: the register has no such code."""
    if entry is None:
        return Contradiction.NO_ENTRY
    if entry.standing in _GONE:
        return _GONE[entry.standing]
    return None if _plain(entry.name) == _plain(name) else Contradiction.OTHER_NAME


def check_entry(entry: Entry | None, name: str) -> None:
    """Whether the register bears out what is claimed. Raises Refusal.

    The refusal does not say the name that is registered: whoever acts for the enterprise knows it.
    """
    if found := contradiction(entry, name):
        raise Refusal(CONTRADICTION_LABELS[found] + _WAYS_OUT[found])


def _plain(name: str) -> str:
    """Full and half width (brackets, letters) and blanks make no other name."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).casefold()
