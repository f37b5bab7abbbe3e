"""A fact that cannot be applied parks its own enterprise, and the real command line brings it up to date."""

import asyncio
import json
from uuid import uuid4

import pytest

from services.embedded import SERVICES
from shared.db import SYSTEM
from shared.events import EnterpriseRegistered, EnterpriseUpdated, seal
from shared.testing import eventually
from shared.values import EnterpriseId
from tests.faults.evidence import effects_of, nothing_lost_nothing_twice, recomputed, rows
from tests.faults.processes import ServedZone
from tests.zone import BINJIANG, RunningZone, new_uscc

REFUSE = {
    "postgresql": (
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE unique_violation USING MESSAGE = 'this enterprise does not fit'; END $$""",
        """CREATE TRIGGER refuse BEFORE INSERT ON entitlement FOR EACH ROW
             WHEN (NEW.enterprise_id = '{}') EXECUTE FUNCTION refuse()""",
    ),
    "sqlite": (
        """CREATE TRIGGER refuse BEFORE INSERT ON entitlement WHEN NEW.enterprise_id = '{}'
           BEGIN SELECT RAISE(ABORT, 'this enterprise does not fit'); END""",
    ),
}
REPAIR = {
    "postgresql": ("DROP TRIGGER refuse ON entitlement", "DROP FUNCTION refuse"),
    "sqlite": ("DROP TRIGGER refuse",),
}


async def test_a_poisoned_fact_parks_its_enterprise_only_and_a_retry_applies_all_in_order(
    zone: ServedZone, blank_databases: dict[str, str]
) -> None:
    poisoned, other = await zone.register(), await zone.register()
    [enterprise_id] = [
        r["enterprise_id"] for r in await rows(zone.db("registry"), "enterprise") if r["uscc"] == poisoned
    ]
    await _execute(zone, REFUSE, enterprise_id)
    try:
        behind = [await zone.recognise(poisoned, tier) for tier in ("specialised", "hidden_champion", "little_giant")]
        free = await zone.recognise(other, "specialised")
        await eventually(lambda: _reported(zone, free), seconds=30)
        parked = await rows(zone.db("benefits"), "parked")
        assert [row["enterprise_id"] for row in parked] == [enterprise_id] * len(behind)
        assert "does not fit" in parked[0]["error"]
        assert all("waits behind" in row["error"] for row in parked[1:])
        assert not await _reported(zone, behind[0])

        operator = zone.client("benefits", "service")
        futile = await operator.post("/v1/parked-facts/retry", json={"source": "registry"})
        assert futile.json() == {"applied": 0, "still_parked": len(behind)}
        listed = (await operator.get("/v1/parked-facts")).json()["items"]
        assert [fact["attempts"] for fact in listed] == [2, 1, 1], "only the first of an enterprise is tried"
    finally:
        await _execute(zone, REPAIR)
    retried = await asyncio.to_thread(zone.zjtx, "parked", "retry", "benefits")
    assert "3 applied, 0 still parked" in retried.stdout, retried.stderr
    await nothing_lost_nothing_twice(zone, [*behind, free])
    assert await effects_of(zone) == await recomputed(zone, blank_databases)


async def _reported(zone: ServedZone, change_id: str) -> bool:
    told = [row["cause_id"] for row in await rows(zone.db("benefits"), "consequence_told")]
    return change_id in told


async def _execute(zone: ServedZone, statements: dict[str, tuple[str, ...]], *values: str) -> None:
    engine = zone.db("benefits").engine
    async with engine.begin() as connection:
        for statement in statements[engine.dialect.name]:
            await connection.exec_driver_sql(statement.format(*values))


@pytest.fixture(params=["embedded", "production"])
def own_zone(request: pytest.FixtureRequest) -> RunningZone:
    found: RunningZone = request.getfixturevalue(request.param)
    return found


async def test_a_fact_that_will_never_fit_can_be_skipped_and_the_rest_follows(own_zone: RunningZone) -> None:
    """Written into the registry's outbox as no build would: the data of the second of three does not fit its class.

    In a zone of its own: a rebuild would read the skipped fact again.
    """
    zone = own_zone
    state = {
        "enterprise_id": EnterpriseId(str(uuid4())),
        "uscc": (uscc := new_uscc()),
        "district": BINJIANG,
        "industry": "C39",
        "usccs": (uscc,),
    }
    facts = [
        EnterpriseRegistered(name="示例一有限公司", enterprise_version=1, **state),
        EnterpriseUpdated(name="示例二有限公司", enterprise_version=2, **state),
        EnterpriseUpdated(name="示例三有限公司", enterprise_version=3, **state),
    ]
    outbox = SERVICES["registry"].floor.outbox
    async with zone.db("registry").transaction() as tx:
        for fact in facts:
            event_id, body = seal("registry", fact, tx.now, SYSTEM)
            envelope = json.loads(body)
            if fact.enterprise_version == 2:
                del envelope["data"]["name"]
            row = {"event_id": event_id, "type": fact.kind, "enterprise_id": fact.enterprise_id}
            await tx.insert(outbox, [{**row, "recorded_at": tx.now, "body": json.dumps(envelope)}])
    for service in ("benefits", "finance", "notifications"):
        await _two_parked(zone, service)
        guilty = (await rows(zone.db(service), "parked"))[0]
        assert guilty["error"].startswith("ValidationError")
        operator, source = zone.client(service, "service"), {"source": "registry"}
        skipped = await operator.delete(f"/v1/parked-facts/{guilty['number']}", params=source)
        assert skipped.status_code == 204, skipped.text
        retried = await operator.post("/v1/parked-facts/retry", json=source)
        assert retried.json() == {"applied": 1, "still_parked": 0}
        names = {row["enterprise_id"]: row["name"] for row in await rows(zone.db(service), "known_enterprise")}
        assert names[state["enterprise_id"]] == "示例三有限公司"


async def _two_parked(zone: RunningZone, service: str) -> None:
    async def two() -> bool:
        return len(await rows(zone.db(service), "parked")) == 2

    await eventually(two, seconds=20)
