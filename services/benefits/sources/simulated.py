"""A simulated credit authority: the same answer to the same question, for an invented enterprise. Nothing is real."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.benefits.sources import Away, CreditWord

_LISTS: Final[Mapping[str, str]] = {"abnormal": "经营异常名录", "dishonest": "严重失信主体名单"}
"""Drawn as the registry's simulated authority draws them: both say the same of an enterprise."""


@dataclass
class Simulated:
    """`entries` says otherwise, by code; `away` and `seconds` are for trying a source that is away, or slow."""

    listed_per_mille: int = 5
    """Of the firms, those on a list"""
    entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    away: bool = False
    seconds: float = 0.0

    async def look_up(self, uscc: str) -> CreditWord:
        await asyncio.sleep(self.seconds)
        if self.away:
            raise Away("暂时无法连接")
        return CreditWord("模拟的公共信用信息", self.entries.get(uscc, self._drawn(uscc)))

    def _drawn(self, uscc: str) -> tuple[str, ...]:
        return tuple(label for name, label in _LISTS.items() if _draw(uscc, name) % 1_000 < self.listed_per_mille)


def _draw(*about: str) -> int:
    return int.from_bytes(hashlib.sha256("/".join(about).encode()).digest()[:8])
