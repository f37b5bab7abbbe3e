"""SIGTERM under load: whoever was let in is served, then the process goes."""

import asyncio
import signal
import time
from contextlib import suppress
from datetime import date
from typing import Any

import httpx

from tests.faults.evidence import nothing_lost_nothing_twice, rows
from tests.faults.processes import ServedZone
from tests.zone import BINJIANG, key, new_uscc, recognition

EXIT_SECONDS = 25


async def test_sigterm_fails_no_accepted_request(zone: ServedZone) -> None:
    stopping = asyncio.Event()
    changes: list[str] = []
    unanswered: list[str] = []
    late = 0

    async def ask(path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Raises TransportError once nobody answers any more."""
        nonlocal late
        same = key()
        try:
            answer = await zone.officer().post(path, json=body, headers=same)
        except httpx.ConnectError:
            raise  # not accepted any more
        except httpx.TransportError:
            unanswered.append(same["Idempotency-Key"])  # a kept connection closed before it was read
            raise
        assert answer.status_code == 201, answer.text
        late += stopping.is_set()
        return dict(answer.json())

    async def work() -> None:
        with suppress(httpx.TransportError):
            while True:
                uscc = new_uscc()
                firm = {"uscc": uscc, "name": f"示例{uscc[-8:]}有限公司", "district": BINJIANG, "industry": "C39"}
                await ask("/v1/enterprises", firm)
                for tier in ("innovative", "specialised", "hidden_champion", "little_giant"):
                    told = await ask(f"/v1/enterprises/{uscc}/titles", recognition(tier, date.today()))
                    changes.append(told["change_id"])

    async def stop() -> None:
        await asyncio.sleep(0.7)
        stopping.set()
        started = time.monotonic()
        await asyncio.to_thread(zone.processes["registry"].end, signal.SIGTERM, EXIT_SECONDS + 10)
        assert time.monotonic() - started < EXIT_SECONDS

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(stop())
        for _ in range(12):
            tasks.create_task(work())
    assert late > 0, "nobody was inside when the signal came"
    kept = {row["key"] for row in await rows(zone.db("registry"), "idempotency")}
    assert not kept & set(unanswered), "an accepted request was dropped"
    await zone.start("registry")
    await nothing_lost_nothing_twice(zone, changes)
