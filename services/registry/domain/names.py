"""Names as they are sought: the same spelling for a name and a question, and the pieces an index keeps of a name."""

import unicodedata
from collections.abc import Iterable, Mapping

SEPARATOR = "\n"
"""Between the names of one enterprise; no name and no question contains it."""


def folded(text: str) -> str:
    """One form of what reads alike: full-width and half-width, compatibility forms, upper and lower case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def searchable(names: Iterable[str]) -> str:
    """All names an enterprise is found by, each in its one form."""
    return SEPARATOR.join(folded(name) for name in names)


def grams(text: str) -> Mapping[str, bool]:
    """Every two neighbouring characters, and the last one of each name alone: any character begins one of them.

    The value says whether it is the first that begins with its character: those name every character once.
    """
    found: dict[str, bool] = {}
    begun: set[str] = set()
    for name in text.split(SEPARATOR):
        for at, first in enumerate(name):
            found.setdefault(name[at : at + 2], first not in begun)
            begun.add(first)
    return found


def pairs(question: str) -> list[str]:
    """The grams a name must have to contain a question of two characters and more."""
    return list(dict.fromkeys(question[at : at + 2] for at in range(len(question) - 1)))
