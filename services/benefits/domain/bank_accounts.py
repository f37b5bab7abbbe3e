"""收款账户: what a number must look like, whose it must be, and how it is shown."""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class AccountState(StrEnum):
    ENTERED = "entered"
    """Nobody has answered for it yet"""
    VERIFIED = "verified"
    REFUSED = "refused"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    AccountState.ENTERED: "核验中",
    AccountState.VERIFIED: "已核验",
    AccountState.REFUSED: "核验未通过",
    AccountState.CLOSED: "已停用",
}
_DIGITS: Final = re.compile(r"\d{9,32}", re.ASCII)
_CARDS: Final = (16, 17, 18, 19)
_CARD_PREFIX: Final = "62"
"""银联卡 begin so; their last digit checks the others (ISO/IEC 7812-1). Numbers of 对公账户 have no common check."""


def normalise_number(text: str) -> str:
    """Digits only. Raises ValueError saying what is wrong."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not _DIGITS.fullmatch(number):
        raise ValueError("账号应为9至32位数字")
    if number.startswith(_CARD_PREFIX) and len(number) in _CARDS and not _checks(number):
        raise ValueError("账号校验位不符，请核对是否抄错")
    return number


def _checks(number: str) -> bool:
    """Luhn: every second digit from the right doubled, its digits added; the sum ends in 0."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def same_holder(holder: str, enterprise: str) -> bool:
    """Brackets are written in either width."""
    return _folded(holder) == _folded(enterprise)


def _folded(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def masked(last_four: str) -> str:
    """The last four digits; how many come before them is nobody's business."""
    return f"**** {last_four}"
