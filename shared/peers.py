"""What one service asks another while somebody waits: briefly, outside any transaction, and the peer may be away."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx

PATIENCE_SECONDS: Final = 1.5
"""A person waits for the answer: one without the peer's part is better than a late one."""


class PeerAway(Exception):
    """No usable answer in time: the asker says so and goes on without it."""


@dataclass(frozen=True)
class Peer:
    """`http` speaks to the peer with its prefix and carries the asker's own token."""

    http: httpx.AsyncClient
    seconds: float = PATIENCE_SECONDS

    async def get(self, path: str, **params: str | int | Sequence[str]) -> Any:
        """The JSON of a 200. Raises PeerAway for anything else."""
        found = await self.find(path, **params)
        if found is None:
            raise PeerAway("status 404")
        return found

    async def find(self, path: str, **params: str | int | Sequence[str]) -> Any | None:
        """The JSON of a 200; None for a 404: the peer is there, and has no such thing. Raises PeerAway."""
        return await self._answer(self.http.build_request("GET", path, params=params))

    async def work_out(self, path: str, question: Mapping[str, Any]) -> Any | None:
        """The same of a POST that keeps nothing: a question too large for an address."""
        return await self._answer(self.http.build_request("POST", path, json=question))

    async def _answer(self, request: httpx.Request) -> Any | None:
        try:
            async with asyncio.timeout(self.seconds):
                answer = await self.http.send(request)
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code != httpx.codes.OK:
                raise PeerAway(f"status {answer.status_code}")
            return answer.json()
        except (httpx.HTTPError, OSError, ValueError) as fault:  # TimeoutError is an OSError
            raise PeerAway(type(fault).__name__) from fault
