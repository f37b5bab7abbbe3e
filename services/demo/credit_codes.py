"""Synthetic credit codes (统一社会信用代码, GB 32100-2015), kept away from issued series by their prefix."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.random import Generator
from stdnum.cn import uscc

from services.demo.model import Registration

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PREFIXES = ("MAX", "MAY")
_FREE = 5
"""Characters of the organisation code after the prefix."""
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ENTERPRISE = "91"


def organisation_code(eight: str) -> str:
    """主体标识码 with its own check character (GB 11714); the check of the whole code is another."""
    total = sum(int(ch, 36) * weight for ch, weight in zip(eight, _ORGANISATION_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return eight + {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(region: str, serial: int) -> str:
    """The code of a firm first registered in `region`; another serial is another code."""
    head, rest = divmod(serial, len(_ALPHABET) ** _FREE)
    free = ""
    for _ in range(_FREE):
        rest, digit = divmod(rest, len(_ALPHABET))
        free = _ALPHABET[digit] + free
    body = _ENTERPRISE + region + organisation_code(_PREFIXES[head] + free)
    return body + uscc.calc_check_digit(body)


def mint(
    rng: Generator, registration: Registration, districts: Sequence[str], established: Sequence[date]
) -> list[str]:
    """A code for each firm, all different; firms older than the merger of districts keep their region."""
    count = len(districts)
    region = np.array(districts, dtype="<U6")
    old = np.array([day < registration.reformed_on for day in established])
    for district, earlier in registration.earlier_regions.items():
        undecided = old & (region == district)
        drawn = rng.random(count) * 100
        reached = 0.0
        for code, percent in earlier.items():
            region[undecided & (reached <= drawn) & (drawn < reached + percent)] = code
            reached += percent
    serials = rng.choice(len(_PREFIXES) * len(_ALPHABET) ** _FREE, count, replace=False)
    return [credit_code(code, serial) for code, serial in zip(region.tolist(), serials.tolist(), strict=True)]
