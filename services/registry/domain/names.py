"""Names as they are sought: the same spelling for a name and a question, and the pieces an index keeps of a name."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

SEPARATOR: Final = "\n"
"""Between the names of one enterprise; no name and no question contains it."""


def folded(text: str) -> str:
    """One form of what reads alike: full-width and half-width, compatibility forms, upper and lower case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def searchable(names: Iterable[str]) -> str:
    """All names an enterprise is found by, each in its one form."""
    return SEPARATOR.join(folded(name) for name in names)


_COMMON_WORD: Final = "有限公司"
"""Nearly every name ends with it: an index of its pieces would point at everybody, and cost a third of the rows."""


def grams(text: str) -> Mapping[str, bool]:
    """Every two neighbouring characters, and the last one of each name alone: any character begins one of them.

    The value says whether it is the first that begins with its character: those name every character once. Those of
    the word that everybody has are left out.
    """
    found: dict[str, bool] = {}
    begun: set[str] = set()
    for name in text.split(SEPARATOR):
        for at, first in enumerate(name):
            gram = name[at : at + 2]
            if gram not in _COMMON:
                found.setdefault(gram, first not in begun)
                begun.add(first)
    return found


def telling(question: str) -> list[str]:
    """What an index looks up for a question: the character itself, or its pairs. Empty when they tell nothing."""
    if len(question) == 1:
        return [] if question in _COMMON_WORD else [question]
    return [pair for pair in _pairs(question) if pair not in _COMMON]


def _pairs(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))


_COMMON: Final = frozenset((*_pairs(_COMMON_WORD), _COMMON_WORD[-1]))
