"""The one notation of a text with gaps: `{heading}`. No escapes, no expressions, no attributes: nothing to abuse."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_PARTS: Final = re.compile(r"\{([a-z_]+)\}|([^{}]+)|(.)", re.DOTALL)


@dataclass(frozen=True)
class Gap:
    name: str


Part = str | Gap


class Malformed(ValueError):
    """A brace that opens or closes no gap; `place` counts characters from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(f"第 {place} 个字处的花括号不成对，或其中不是变量名；变量写作 {{heading}}")
        self.place = place


def parts(text: str) -> Sequence[Part]:
    """Raises Malformed."""
    found: list[Part] = []
    for match in _PARTS.finditer(text):
        name, words, stray = match.groups()
        if stray is not None:
            raise Malformed(match.start() + 1)
        found.append(words if name is None else Gap(name))
    return found


def names(text: str) -> frozenset[str]:
    """Raises Malformed."""
    return frozenset(part.name for part in parts(text) if isinstance(part, Gap))


def fill(text: str, value: Callable[[str], str], words: Callable[[str], str] = str) -> str:
    """Gaps by `value`, what stands between them by `words`. Filled once: a value with braces is no gap."""
    return "".join(value(part.name) if isinstance(part, Gap) else words(part) for part in parts(text))
