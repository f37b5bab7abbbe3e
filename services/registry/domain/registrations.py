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


_GONE: Final[Mapping[Standing, str]] = {Standing.REVOKED: "已被吊销营业执照", Standing.STRUCK_OFF: "已注销"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register has under a credit code."""

    name: str
    standing: Standing


def check_entry(entry: Entry | None, name: str) -> None:
    """Whether the register bears out what is claimed; None: it has no such code. Raises Refusal.

    The refusal does not say the name that is registered: whoever acts for the enterprise knows it.
    """
    if entry is None:
        raise Refusal("市场监管部门没有该统一社会信用代码的登记；请核对，新设企业请在登记信息更新后再办理")
    if entry.standing in _GONE:
        raise Refusal(f"市场监管登记显示该企业{_GONE[entry.standing]}，不能登记；登记有误的，请先向市场监管部门更正")
    if _plain(entry.name) != _plain(name):
        raise Refusal("名称与市场监管登记的不一致；请按营业执照填写，已更名的请待登记信息更新后再办理")


def _plain(name: str) -> str:
    """Full and half width (brackets, letters) and blanks make no other name."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).casefold()
