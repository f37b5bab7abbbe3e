"""Asks a peer's feed for what comes after a cursor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Pulled:
    epoch: str
    head: int
    body: bytes
    """A CloudEvents JSON batch; its first fact has the number after the cursor."""


class SourceAway(Exception):
    """The source does not answer now; the next try will tell."""


class HistoryForked(Exception):
    """The source refuses our cursor (410): somebody restored a backup, or one of us is corrupt."""


Pull = Callable[[int, str, str], Awaitable[Pulled]]
"""(number, epoch, event_id of that number) -> what follows"""


def feed_client(http: httpx.AsyncClient) -> Pull:
    """`http` speaks to the source with its prefix and carries the service's own token."""

    async def pull(number: int, epoch: str, event_id: str) -> Pulled:
        params: dict[str, str | int] = {"after": number, "epoch": epoch, "event_id": event_id}
        try:
            answer = await http.get("/internal/feed", params=params)
        except (httpx.HTTPError, OSError) as fault:
            raise SourceAway(f"{type(fault).__name__}") from fault
        if answer.status_code == httpx.codes.GONE:
            raise HistoryForked
        if answer.status_code != httpx.codes.OK:
            raise SourceAway(f"status {answer.status_code}")
        return Pulled(answer.headers["X-Feed-Epoch"], int(answer.headers["X-Feed-Head"]), answer.content)

    return pull
