"""人才: the persons an enterprise names, and what they are to it since when."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.loans import Span
from services.benefits.domain.rights.words import SINGLE, Office
from shared.days import LATEST

MOST_PEOPLE: Final = 500
"""Persons of one enterprise that are not erased: more than any small enterprise names, and no list without end"""
ERASED: Final = "（已删除）"


class IdKind(StrEnum):
    """身份证件种类"""

    RESIDENT = "resident"
    HONG_KONG_MACAO = "hong_kong_macao"
    TAIWAN = "taiwan"
    FOREIGN_RESIDENT = "foreign_resident"
    PASSPORT = "passport"

    @property
    def label(self) -> str:
        return ID_LABELS[self]


ID_LABELS: Final = {
    IdKind.RESIDENT: "居民身份证",
    IdKind.HONG_KONG_MACAO: "港澳居民来往内地通行证",
    IdKind.TAIWAN: "台湾居民来往大陆通行证",
    IdKind.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdKind.PASSPORT: "护照",
}
_RESIDENT: Final = re.compile(r"\d{17}[\dX]", re.ASCII)
_OTHER: Final = re.compile(r"[0-9A-Z]{6,20}", re.ASCII)


def normalise_id(kind: IdKind, text: str) -> str:
    """Raises ValueError saying what is wrong, without the number."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if kind is not IdKind.RESIDENT:
        if not _OTHER.fullmatch(number):
            raise ValueError("证件号码应为6至20位字母和数字")
        return number
    if not _RESIDENT.fullmatch(number):
        raise ValueError("居民身份证号码应为18位")
    if not _born_some_day(number) or number[-1] != _check_letter(number):
        raise ValueError("居民身份证号码校验不符，请核对是否抄错")
    return number


def _born_some_day(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


def _check_letter(number: str) -> str:
    """GB 11643-1999, by ISO/IEC 7064 MOD 11-2."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]


@dataclass(frozen=True, slots=True)
class Tenure:
    """任职: a person in an office, from a day to a day."""

    tenure_id: str
    talent_id: str
    office: Office
    since_on: date
    until_on: date | None = None
    """The last day; None: nobody has said that it ends"""

    @property
    def span(self) -> Span:
        return self.since_on, self.until_on or LATEST

    def holds_on(self, day: date) -> bool:
        return self.span[0] <= day <= self.span[1]


def check_tenure(new: Tenure, there: Iterable[Tenure]) -> None:
    """Of the enterprise's tenures: nobody is twice in one office, nor are two persons chairman at once. Raises
    Refusal."""
    if new.span[0] > new.span[1]:
        raise Refusal("任职截止日不能早于任职起始日")
    for one in there:
        if one.tenure_id == new.tenure_id or one.office is not new.office or not _overlap(one.span, new.span):
            continue
        if one.talent_id == new.talent_id:
            raise Refusal(f"此人该期间的“{one.office.label}”任职已登记；请核对起止日期")
        if new.office in SINGLE:
            raise Refusal(f"该期间的{one.office.label}已登记为另一人，同一时间只有一人任职；请先登记其任职截止日")


def check_ends(tenure: Tenure, until_on: date, today: date) -> None:
    """An end that has come is not moved any more. Raises Refusal."""
    if tenure.until_on is not None and tenure.until_on < today:
        raise Refusal(f"该任职已于 {tenure.until_on} 结束，不能更改；再次任职的，请另行登记")
    if until_on < tenure.since_on:
        raise Refusal("任职截止日不能早于任职起始日")


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
