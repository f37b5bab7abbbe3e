"""A measure on its way to a city, the process killed at ten points: each it is for has one entry, nobody else any."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import update

from services.benefits import store
from services.benefits.store.tables import PublicationRow
from services.embedded import SERVICES
from shared.clock import Clock
from shared.values import CITY, DISTRICTS
from tests.faults.evidence import rows, settled
from tests.faults.processes import ServedZone, home
from tests.faults.zygote import Zygote
from tests.rig import RigError
from tests.services.benefits.publishing import approve, award, code_of, draft, rehearse
from tests.zone import new_uscc, sqlite_copies

FIRMS: Final = 400
TODAY: Final = Clock().today()
STAFFED: Final = 30
"""From so many people on it is for them"""
POINTS: Final = (
    ("mid-match", "notifications"),
    ("mid-publication", "benefits"),
    ("before-commit", "benefits"),
    ("before-commit", "notifications"),
    ("after-commit", "notifications"),
    ("before-publish", "notifications"),
    ("before-ack", "notifications"),
    ("after-commit", "benefits"),
    ("before-publish", "benefits"),
)
"""Nine on the way to everybody; the tenth when somebody grows into it"""


@pytest.fixture
async def zone(sqlite_templates: dict[str, Path], zygote: Zygote) -> AsyncIterator[ServedZone]:
    """A city of its own: others count every message there is."""
    with home(zygote) as folder:
        zone = ServedZone(folder, sqlite_copies(sqlite_templates, folder.path), "memory://", [tuple(SERVICES)])
        yield zone
        await zone.forget_connections()


async def test_killed_at_ten_points_on_its_way_a_measure_reaches_each_it_is_for_once(zone: ServedZone) -> None:
    staff = await _city(zone)
    await zone.start()
    measure = award(
        code_of(CITY),
        automatic=False,
        audience={"all": [{"fact": "staff", "at_least": STAFFED}, {"fact": "industry", "any_of": ["C"]}]},
    )
    running: Any = zone  # publishing speaks to any zone
    version_id = (await draft(running, measure, CITY))["version_id"]
    await rehearse(running, version_id, CITY)
    [(point, service), *others] = POINTS
    await zone.let_die(service, point)
    answer = await approve(running, version_id, CITY, on=TODAY)
    assert answer.status_code == 201, answer.text
    await zone.death_of(service)
    for point, service in others:
        print(
            "NOW",
            point,
            service,
            len(await rows(zone.db("notifications"), "message")),
            [dict(r) for r in await rows(zone.db("benefits"), "publication")],
        )
        await _dies(zone, service, point)
    await zone.start()
    await _gone_through(zone)
    matched = {id_ for id_, people in staff.items() if people is not None and people >= STAFFED}
    await _each_once(zone, version_id, matched)

    async with zone.db("benefits").transaction() as tx:  # published once more, as far as the worker can tell
        await tx.execute(update(PublicationRow).values(after="", finished_at=None))
    await _gone_through(zone)
    await _each_once(zone, version_id, matched)

    small = next(id_ for id_, people in staff.items() if people is not None and people < STAFFED)
    zone.kill("benefits")
    async with zone.db("benefits").transaction() as tx:
        await _report(tx, {small: STAFFED})
        await store.portraits.stir(tx, [(small, tx.today, "reported")])
    await _dies(zone, "benefits", "mid-growth")
    await zone.start()
    await _gone_through(zone)
    await _each_once(zone, version_id, matched | {small})


async def _city(zone: ServedZone) -> dict[str, int | None]:
    """What the registry's facts would have put there: people by enterprise, of some unknown; each matched once."""
    staff = {f"{at:08d}-city": None if at % 7 == 0 else at % 60 for at in range(FIRMS)}
    districts = list(DISTRICTS)
    known = [
        {
            "enterprise_id": id_,
            "uscc": new_uscc(),
            "name": "示例有限公司",
            "district": districts[at % len(districts)],
            "industry": "C39" if at % 5 else "I65",
            "version": 1,
        }
        for at, id_ in enumerate(staff)
    ]
    async with zone.db("benefits").transaction() as tx:
        await tx.insert(store.KNOWN.enterprise, known)
        await _report(tx, {id_: people for id_, people in staff.items() if people is not None})
        await store.portraits.stir(tx, [(id_, tx.today, "registered") for id_ in staff])
    return {id_: people if at % 5 else None for at, (id_, people) in enumerate(staff.items())}


async def _report(tx: Any, staff: dict[str, int]) -> None:
    unsaid = dict.fromkeys(("revenue_fen", "main_revenue_fen", "rd_expense_fen"))
    year = TODAY.year - 1
    said = [{"enterprise_id": id_, "year": year, "staff": people, **unsaid} for id_, people in staff.items()]
    await store.population.save_figures(tx, said)


async def _dies(zone: ServedZone, service: str, point: str) -> None:
    """Starts it with the order already given: it may be dead before it is ready."""
    zone.order.write_text(f"{point} {service}")
    with suppress(RigError):
        await zone.start(service)
    await zone.death_of(service)


async def _gone_through(zone: ServedZone) -> None:
    async with asyncio.timeout(60):
        while True:
            begun = await rows(zone.db("benefits"), "publication")
            waiting = [row for row in await rows(zone.db("benefits"), "stirred") if row["due_on"] <= TODAY]
            if not waiting and all(row["finished_at"] for row in begun):
                break
            await asyncio.sleep(0.1)
    await settled(zone)


async def _each_once(zone: ServedZone, version_id: str, matched: set[str]) -> None:
    messages = [row for row in await rows(zone.db("notifications"), "message") if row["cause_id"] == version_id]
    assert Counter(row["enterprise_id"] for row in messages) == dict.fromkeys(matched, 1)
    facts = await rows(zone.db("benefits"), "outbox")
    told = Counter(fact["enterprise_id"] for fact in facts if fact["type"] == "measure.matched")
    assert told == dict.fromkeys(matched, 1)
    delivered = [fact for fact in await rows(zone.db("notifications"), "outbox") if fact["type"] == "message.delivered"]
    assert Counter(fact["enterprise_id"] for fact in delivered) == dict.fromkeys(matched, 1)
