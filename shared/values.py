"""Values that mean the same in every service. No I/O, no clock."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, NewType, Self

from annotated_types import MaxLen
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from stdnum.cn import uscc as stdnum_uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

EnterpriseId = NewType("EnterpriseId", str)
"""Stable identity of a legal person, through renames, mergers and new USCCs."""


class Tier(StrEnum):
    """Tiers of 优质中小企业梯度培育 (工信部企业〔2022〕63号; 省级隐形冠军 after 浙经信), lowest first."""

    NONE = "none"
    INNOVATIVE = "innovative"
    """创新型中小企业"""
    SPECIALISED = "specialised"
    """省级专精特新中小企业"""
    HIDDEN_CHAMPION = "hidden_champion"
    """省级隐形冠军"""
    LITTLE_GIANT = "little_giant"
    """国家级专精特新"小巨人"企业"""

    @property
    def rank(self) -> int:
        return _RANK[self]

    @property
    def label(self) -> str:
        """The Chinese words a citizen reads."""
        return TIER_LABELS[self]

    def above(self) -> "Tier | None":
        """The next rung of the ladder: the side title 隐形冠军 is not a rung; None at the top."""
        return _NEXT.get(self)

    @classmethod
    def highest(cls, tiers: Iterable["Tier"]) -> "Tier":
        return max(tiers, key=lambda tier: tier.rank, default=cls.NONE)


_RANK: Final = {tier: rank for rank, tier in enumerate(Tier)}
_NEXT: Final = {
    Tier.NONE: Tier.INNOVATIVE,
    Tier.INNOVATIVE: Tier.SPECIALISED,
    Tier.SPECIALISED: Tier.LITTLE_GIANT,
    Tier.HIDDEN_CHAMPION: Tier.LITTLE_GIANT,
}
TIER_LABELS: Final = {
    Tier.NONE: "无称号",
    Tier.INNOVATIVE: "创新型中小企业",
    Tier.SPECIALISED: "省级专精特新中小企业",
    Tier.HIDDEN_CHAMPION: "省级隐形冠军企业",
    Tier.LITTLE_GIANT: "国家级专精特新“小巨人”企业",
}
HOLDABLE: Final = tuple(tier for tier in Tier if tier is not Tier.NONE)
"""The tiers an enterprise can hold a title of."""


def holdable(tier: Tier) -> Tier:
    if tier is Tier.NONE:
        raise ValueError("这不是一个称号")
    return tier


HeldTier = Annotated[
    Tier,
    Field(strict=False),
    AfterValidator(holdable),
    WithJsonSchema({"type": "string", "enum": [tier.value for tier in HOLDABLE]}),
]
"""A tier an enterprise can hold a title of, as a caller writes it."""
PROVINCIAL_AND_ABOVE: Final = frozenset({Tier.SPECIALISED, Tier.HIDDEN_CHAMPION, Tier.LITTLE_GIANT})
"""省级以上专精特新: the words of the plan's clauses 2, 5, 10 and 11."""

DISTRICTS: Final = {
    "330102": "上城区",
    "330105": "拱墅区",
    "330106": "西湖区",
    "330108": "滨江区",
    "330109": "萧山区",
    "330110": "余杭区",
    "330111": "富阳区",
    "330112": "临安区",
    "330113": "临平区",
    "330114": "钱塘区",
    "330122": "桐庐县",
    "330127": "淳安县",
    "330182": "建德市",
}
"""The 13 districts of Hangzhou since 2021 (GB/T 2260)."""


def known_district(code: str) -> str:
    if code not in DISTRICTS:
        raise ValueError("没有这个区、县（市）代码；已撤并的请用现在的代码")
    return code


District = Annotated[str, AfterValidator(known_district), WithJsonSchema({"type": "string", "enum": list(DISTRICTS)})]
"""区、县（市）代码"""
CITY: Final = "330100"
"""杭州市: the scope of an officer who sees every district."""


class Verdict(StrEnum):
    """Three-valued: a missing figure is not a no."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """What an amount promises, after the words of the clause (最高, 不低于, 一定比例 …)."""

    NOMINAL = "nominal"
    UPPER_BOUND = "upper_bound"
    LOWER_BOUND = "lower_bound"
    RATE_UNSPECIFIED = "rate_unspecified"
    NON_MONETARY = "non_monetary"


# ---- text ------------------------------------------------------------------------------------

_UNSEEN: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that print as nothing."""
_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, zero-width and bidirectional ones included (they make two names look alike), and line separators."""
_MARKS_IN_A_ROW: Final = 4
"""More combining marks on one letter than any name has: they would paint over the page."""


@lru_cache(4_096)  # a list repeats its authorities and documents in every row
def clean_text(text: str) -> str:
    """One spelling of a text (NFC, trimmed); refuses characters nobody can see or print."""
    text = unicodedata.normalize("NFC", text).strip()
    marks = 0
    for ch in text:
        category = unicodedata.category(ch)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if ch in _UNSEEN or (category in _UNPRINTABLE and not _is_rare_ideograph(ch)) or marks > _MARKS_IN_A_ROW:
            raise ValueError("含有不可见或控制字符，请重新输入")
    if not text:
        raise ValueError("不能为空")
    return text


def _is_rare_ideograph(ch: str) -> bool:
    """Planes 2 and 3 are for ideographs only; people's names use ones newer than this Python's Unicode."""
    return 0x20000 <= ord(ch) <= 0x3FFFF and ord(ch) & 0xFFFE != 0xFFFE


# Measured twice: NFC makes some texts longer, and the column holds the result.
Text = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(clean_text), MaxLen(500)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(clean_text), MaxLen(120)]


# ---- 统一社会信用代码 (GB 32100-2015) --------------------------------------------------------------

_USCC: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)
_USCC_FAULTS: Final[dict[type[ValidationError], str]] = {
    InvalidLength: "统一社会信用代码应为18位",
    InvalidFormat: "统一社会信用代码含有不允许的字符（不用 I、O、S、V、Z）",
    InvalidChecksum: "统一社会信用代码校验位不符，请核对是否抄错",
}


def normalise_uscc(text: str) -> str:
    """NFKC, upper case, no spaces or hyphens; raises ValueError saying what is wrong with it."""
    code: str = stdnum_uscc.compact(unicodedata.normalize("NFKC", text)).upper()
    try:
        stdnum_uscc.validate(code)
    except ValidationError as fault:
        raise ValueError(_USCC_FAULTS.get(type(fault), "统一社会信用代码无效")) from fault
    if not _USCC.fullmatch(code):
        raise ValueError(_USCC_FAULTS[InvalidFormat])
    return code


def holds_titles(code: str) -> bool:
    """Only legal persons hold titles: a 92-code (个体工商户) registers and holds none."""
    return not code.startswith("92")


CreditCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(normalise_uscc)]


# ---- money -----------------------------------------------------------------------------------

_YUAN: Final = re.compile(r"\d{1,13}(\.\d{1,2})?", re.ASCII)


class Money(int):
    """An exact amount in fen. In JSON a string of yuan: "1000000.00"."""

    @classmethod
    def from_yuan(cls, text: str) -> Self:
        if not _YUAN.fullmatch(text):
            raise ValueError('金额应为元的字符串，如 "1000000.00"，最多两位小数')
        return cls(int(Decimal(text).scaleb(2)))

    @classmethod
    def from_signed_yuan(cls, text: str) -> Self:
        """A loss is a negative profit."""
        return cls(cls.from_yuan(text.removeprefix("-")) * (-1 if text.startswith("-") else 1))

    @classmethod
    def round_half_up(cls, fen: Decimal) -> Self:
        return cls(int(fen.quantize(Decimal(1), ROUND_HALF_UP)))

    @property
    def yuan(self) -> str:
        return yuan(self)


def yuan(fen: int) -> str:
    """The JSON form of an amount of fen."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


YuanIn = Annotated[str, StringConstraints(max_length=16), AfterValidator(lambda t: Money.from_yuan(t).yuan)]
"""An amount as a caller writes it; kept in its canonical spelling, "12" becomes "12.00"."""


def spelled(reference: str) -> str:
    """A number of a contract, slip, product or notice in one spelling: width, case and spaces make no other one.

    Finance and benefits compare what banks report of a loan by this, so they know one loan by the same name.
    """
    return "".join(unicodedata.normalize("NFKC", reference).casefold().split())
