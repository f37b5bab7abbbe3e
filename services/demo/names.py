"""Names nobody bears: place, 示例 or 测试, two characters, a word of the industry, 有限公司."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from services.demo.model import NameModel
from services.demo.shares import Bools, pick


def _in_turn(number: int, *choices: Sequence[str]) -> str:
    """The number written in the mixed radix of the choices: different numbers are different names."""
    words = []
    for choice in choices:
        number, index = divmod(number, len(choice))
        words.append(choice[index])
    return "".join(words)


def invent(rng: Generator, model: NameModel, industries: Sequence[str]) -> list[str]:
    """A name for each firm, all different; a few with characters that careless software breaks on."""
    count = len(industries)
    industry = np.array(industries)
    plain: Bools = np.ones(count, dtype=np.bool_)
    names = [""] * count
    kinds: list[tuple[Bools, Sequence[str]]] = []
    for kind in (model.rare, model.beyond_bmp):
        chosen = pick(rng, plain, max(1, count * kind.percent / 100))
        kinds.append((chosen, kind.characters))
        plain = plain & ~chosen
    for chosen, first_characters in (*kinds, (plain, model.characters)):
        for code, words in model.words.items():
            rows = np.flatnonzero(chosen & (industry == code))
            parts = (model.places, model.marks, first_characters, model.characters, words)
            room = int(np.prod([len(part) for part in parts]))
            if len(rows) > room:
                raise ValueError(f"names.yaml has names for {room} firms of {code}, not for {len(rows)}")
            numbers = rng.choice(room, len(rows), replace=False).tolist()
            for row, number in zip(rows.tolist(), numbers, strict=True):
                names[row] = _in_turn(number, *parts) + model.ending
    return names
