"""The credit authorities (公共信用信息): one port. Asked outside any transaction: a source may be slow, or away."""

from dataclasses import dataclass
from typing import Protocol


class Away(Exception):
    """The source does not answer now; the message is for people."""


@dataclass(frozen=True, slots=True)
class CreditWord:
    """What a source says: the lists the enterprise stands on, in words."""

    source: str
    lists: tuple[str, ...]


class CreditSource(Protocol):
    async def look_up(self, uscc: str) -> CreditWord:
        """The lists of 经营异常名录 and 严重失信主体名单 it stands on. Raises Away."""


class Unconnected:
    """A source nobody connected yet: officers record the check by hand."""

    async def look_up(self, uscc: str) -> CreditWord:
        raise Away("尚未接通")
