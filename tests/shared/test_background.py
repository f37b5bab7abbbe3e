"""A background task that ends takes the process with it, however it ended."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from shared.background import resting, running
from shared.testing import eventually


async def _returns() -> None: ...


async def _fails() -> None:
    raise ValueError("a bug")


async def _is_cancelled_by_nobody() -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize("end", [_returns, _fails, _is_cancelled_by_nobody])
async def test_a_task_that_ends_is_a_death(end: Callable[[], Awaitable[None]]) -> None:
    deaths: list[str] = []

    async def work() -> None:
        await end()

    async def died() -> bool:
        return deaths == ["the relay"]

    async with running({"the relay": work()}, deaths.append):
        await eventually(died)


async def test_a_task_that_is_stopped_is_none() -> None:
    deaths: list[str] = []

    async def work() -> None:
        with resting():
            await asyncio.Event().wait()

    async with running({"the relay": work()}, deaths.append):
        await asyncio.sleep(0.01)
    assert deaths == []
