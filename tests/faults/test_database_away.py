"""A database that is away is said so at once, and missed by nobody once it is back."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date

import httpx

from services.embedded import SERVICES
from shared.problems import MEDIA_TYPE
from tests.faults.evidence import nothing_lost_nothing_twice
from tests.faults.processes import ServedZone
from tests.rig import PostgresServer
from tests.zone import key, recognition


async def test_without_its_database_a_service_says_so_and_recovers_by_itself(
    four_processes: ServedZone, database_server: PostgresServer
) -> None:
    zone = four_processes
    changes, uscc = await zone.changes(3), await zone.register()
    pids = {name: zone.processes[name].pid for name in SERVICES}
    database_server.stop()
    questions: dict[str, Callable[[], Awaitable[httpx.Response]]] = {
        "a change": lambda: zone.officer().post(
            f"/v1/enterprises/{uscc}/titles", json=recognition("specialised", date.today()), headers=key()
        ),
        "a profile": lambda: zone.officer().get(f"/v1/enterprises/{uscc}"),
        "the list": lambda: zone.bank().get("/v1/list"),
    }
    for _ in range(3):
        for what, ask in questions.items():
            started = time.monotonic()
            answer = await ask()
            assert time.monotonic() - started < 5, what
            assert answer.status_code == 503, what
            assert answer.headers["Content-Type"] == MEDIA_TYPE
            assert answer.headers["Retry-After"]
    for service in SERVICES:
        anybody = zone.client(service, "service")
        assert (await anybody.get("/livez")).status_code == 200
        assert (await anybody.get("/readyz")).status_code == 503
    await asyncio.sleep(2)  # the loops meet it as well
    await asyncio.to_thread(database_server.start)

    changes.append(await zone.recognise(uscc, "specialised"))
    changes += await zone.changes(3)
    await nothing_lost_nothing_twice(zone, changes)
    assert {name: zone.processes[name].pid for name in SERVICES} == pids
