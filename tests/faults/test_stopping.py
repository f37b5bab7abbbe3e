"""SIGTERM under load: whoever was let in is served, then the process goes."""

import asyncio
import signal
import time
from datetime import date

import httpx

from tests.faults.evidence import nothing_lost_nothing_twice, rows
from tests.faults.processes import ServedZone
from tests.zone import key, recognition

EXIT_SECONDS = 25


async def test_sigterm_fails_no_accepted_request(zone: ServedZone) -> None:
    firms = [await zone.register() for _ in range(12)]
    stopping = asyncio.Event()
    changes: list[str] = []
    unanswered: list[str] = []
    late = 0

    async def work(uscc: str) -> None:
        nonlocal late
        for tier in ("innovative", "specialised", "hidden_champion", "little_giant") * 50:
            same = key()
            body = recognition(tier, date.today())
            try:
                answer = await zone.officer().post(f"/v1/enterprises/{uscc}/titles", json=body, headers=same)
            except httpx.ConnectError:
                return  # not accepted any more
            except httpx.TransportError:
                unanswered.append(same["Idempotency-Key"])  # a kept connection closed before it was read
                return
            assert answer.status_code == 201, answer.text
            changes.append(answer.json()["change_id"])
            late += stopping.is_set()

    async def stop() -> None:
        await asyncio.sleep(0.7)
        stopping.set()
        started = time.monotonic()
        await asyncio.to_thread(zone.processes["registry"].end, signal.SIGTERM, EXIT_SECONDS + 10)
        assert time.monotonic() - started < EXIT_SECONDS

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(stop())
        for uscc in firms:
            tasks.create_task(work(uscc))
    assert late > 0, "nobody was inside when the signal came"
    kept = {row["key"] for row in await rows(zone.db("registry"), "idempotency")}
    assert not kept & set(unanswered), "an accepted request was dropped"
    await zone.start("registry")
    await nothing_lost_nothing_twice(zone, changes)
