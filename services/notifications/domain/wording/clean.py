"""Values made harmless: whatever an enterprise is called, it stays a name inside a sentence.

Control and format characters go: bidirectional overrides and isolates that turn a sentence around, zero-width ones
that hide in it, line ends that would begin a new header. Markup is escaped where there is markup at all.
"""

import unicodedata
from html import escape
from typing import Final

from services.notifications.domain.wording.segments import units

_LINE_ENDS: Final = {"\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"}
_GONE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories without a shape of their own, or without any meaning"""
_SIGNATURE_BRACKETS: Final = str.maketrans({"【": "［", "】": "］"})


def lines(text: str) -> str:
    """Text of several lines."""
    ended = text.replace("\r\n", "\n")
    kept = ("\n" if char in _LINE_ENDS else " " if char == "\t" else char for char in ended if not _gone(char))
    return "".join(kept)


def line(text: str, most: int | None = None) -> str:
    """Text of one line, cut to `most` characters."""
    whole = " ".join(lines(text).split())
    return whole if most is None or len(whole) <= most else f"{whole[: most - 1]}…"


def short(text: str, most: int) -> str:
    """For a text message: one line of so many 16-bit units that cannot pass for another sender's signature."""
    whole = line(text).translate(_SIGNATURE_BRACKETS)
    if units(whole) <= most:
        return whole
    kept = whole[: most - 1]
    while units(kept) >= most:
        kept = kept[:-1]
    return f"{kept}…"


def markup(text: str) -> str:
    """For HTML. Isolated, so that a name written from right to left turns nothing around it."""
    return f"<bdi>{escape(lines(text)).replace(chr(10), '<br>')}</bdi>"


def _gone(char: str) -> bool:
    return char not in _LINE_ENDS and char != "\t" and unicodedata.category(char) in _GONE
