"""For tests of any service: an app with its lifespan running, and callers with tokens."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar

import httpx

from shared.callers import Kind
from shared.issuing import Issuer

T = TypeVar("T")
SELDOM_SECONDS: Final = 0.15


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[Any]:
    """The app started and, afterwards, stopped, as a server would."""
    async with app.router.lifespan_context(app):
        yield app


def caller(
    app: Any, issuer: Issuer, prefix: str, kind: Kind, subject: str = "test", **claims: str
) -> httpx.AsyncClient:
    """A client of the app, in memory, with a token of that kind."""
    token = issuer.token(kind, subject, seconds=3600, **claims)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
        base_url=f"http://zone{prefix}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )


async def eventually(question: Callable[[], Awaitable[T]], *, seconds: float = 20, every: float = 0.02) -> T:
    """Asks until the answer is true, ever less often, so that asking does not delay what is waited for.

    AssertionError with the last answer when time is up.
    """
    deadline, wait = time.monotonic() + seconds, every
    while not (answer := await question()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds} s"
        await asyncio.sleep(wait)
        wait = min(wait * 1.5, max(every, SELDOM_SECONDS))
    return answer
