"""Personal data as it leaves by default (个人信息脱敏)."""

from typing import Final

_COMPOUND_SURNAMES: Final = (
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "司徒", "司空", "夏侯", "长孙", "宇文", "端木", "南宫", "轩辕", "独孤", "百里",
)  # fmt: skip


def masked_name(name: str) -> str:
    """The surname and a star: 张*, 欧阳*."""
    surname = name[:2] if name[:2] in _COMPOUND_SURNAMES else name[:1]
    return f"{surname}*"


def masked_phone(phone: str) -> str:
    """The first three and the last four digits: 138****5678; what is too short for that shows nothing."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 10 else "****"
