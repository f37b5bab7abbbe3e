"""How long a text message is: what operators charge and deliver by."""

from math import ceil
from typing import Final

ALONE: Final = 70
"""UCS-2 characters of one text message (3GPP TS 23.040: 140 octets)"""
JOINED: Final = 67
"""Of each part of a longer one: six octets say which part it is"""
MOST_SEGMENTS: Final = 3
"""Ours: nobody reads a fourth"""


def units(text: str) -> int:
    """In 16-bit units. A Chinese signature makes every text message of ours UCS-2, whatever the rest is."""
    return len(text.encode("utf-16-le")) // 2


def segments(text: str) -> int:
    length = units(text)
    return 1 if length <= ALONE else ceil(length / JOINED)
