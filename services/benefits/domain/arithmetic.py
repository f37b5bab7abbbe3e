"""Exact arithmetic in fen, written once for one subject and for a column of them."""

from math import gcd
from typing import Any, Final

import numpy as np

from shared.truth import UNKNOWN, Mark

WHOLE: Final = 10_000
"""A percentage is kept in hundredths of a percent: 50 % is 5,000 of these."""
_LARGEST: Final = 2**62


def choose(condition: Any, yes: Any, no: Any) -> Any:
    return np.where(condition, yes, no) if isinstance(condition, np.ndarray) else (yes if condition else no)


def lesser(one: Any, other: Any) -> Any:
    return np.minimum(one, other) if _columns(one, other) else min(one, other)


def greater(one: Any, other: Any) -> Any:
    return np.maximum(one, other) if _columns(one, other) else max(one, other)


def _columns(*values: Any) -> bool:
    return any(isinstance(value, np.ndarray) for value in values)


def share(base: Any, part: Any, whole: int) -> Any:
    """base × part / whole, half up, exactly; nothing here is below zero.

    (2 × base × part + whole) / (2 × whole), its constants cut to the smallest. Python's own integers take over where
    int64 would not hold the product.
    """
    top, half, bottom = 2 * part, whole, 2 * whole
    if isinstance(part, int):
        common = gcd(top, half)
        top, half, bottom = top // common, half // common, bottom // common
    if _columns(base, part) and _most(base) * _most(top) > _LARGEST - half:
        exact = np.asarray(base).astype(object) * top
        return ((exact + half) // bottom).astype(np.int64)
    scaled = base if isinstance(top, int) and top == 1 else base * top
    return (scaled + half) // bottom


def _most(value: Any) -> int:
    return int(value.max(initial=0)) if isinstance(value, np.ndarray) else int(value)


def known(figure: Mark, fen: Mark) -> Mark:
    """The amount where its figure is known. A mark of UNKNOWN must not reach the arithmetic: see `safe`."""
    unknown = figure == UNKNOWN
    if isinstance(unknown, np.ndarray) and not unknown.any():
        return fen  # the usual case, and a pass over the column saved
    return choose(unknown, UNKNOWN, fen)


def safe(figure: Mark) -> Mark:
    """A figure that is never below zero, 0 where nobody knows it: UNKNOWN is the lowest number there is."""
    return greater(figure, 0)


def less_received(full: Mark, received: Mark) -> Mark:
    """What is left of an amount that is paid once."""
    if isinstance(received, int) and received == 0:
        return full
    return greater(full - received, 0)
