"""Shares of a whole: exact quotas and seeded draws of rows."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]


def apportion(total: int, weights: Sequence[float] | Floats) -> Ints:
    """Whole numbers in the ratio of the weights that add up to `total` (largest remainder)."""
    weight = np.clip(np.asarray(weights, dtype=np.float64), 0, None)
    exact = total * weight / weight.sum()
    quota: Ints = np.floor(exact).astype(np.int64)
    largest = np.argsort(quota - exact, kind="stable")[: total - int(quota.sum())]
    quota[largest] += 1
    return quota


def deal(rng: Generator, total: int, weights: Sequence[float] | Floats) -> Ints:
    """The index of a share for each of `total` rows: exact quotas in a random order."""
    quota = apportion(total, weights)
    dealt: Ints = rng.permutation(np.repeat(np.arange(len(quota)), quota))
    return dealt


def pick(rng: Generator, among: Bools, count: float) -> Bools:
    """`count` of the rows `among` allows (all of them if they are fewer)."""
    rows = np.flatnonzero(among)
    chosen = np.zeros(len(among), dtype=np.bool_)
    chosen[rng.choice(rows, min(round(count), len(rows)), replace=False)] = True
    return chosen


def chance(rng: Generator, percent: Floats | float, size: int) -> Bools:
    return rng.random(size) * 100 < percent


def grade(rng: Generator, weights: Floats) -> Ints:
    """One index per row, drawn by the weights in that row."""
    cumulative = np.cumsum(weights, axis=1)
    drawn = rng.random((len(weights), 1)) * cumulative[:, -1:]
    index: Ints = (drawn >= cumulative).sum(axis=1)
    return index
