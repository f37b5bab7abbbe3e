"""Applications over HTTP, in the verbs tests speak in."""

from datetime import timedelta
from typing import Any

import httpx

from tests.qualified import qualified
from tests.zone import BINJIANG, RunningZone, key

CONTENT = {
    "main_product": "工业压力传感器",
    "statement": "从事压力传感器细分市场八年",
    "contact_name": "欧阳示例",
    "contact_phone": "13800001234",
}
RESULT = {"document": "示例文号"}


def officer(zone: RunningZone, name: str, district: str = "330100") -> httpx.AsyncClient:
    return zone.client("registry", "officer", name, district=district)


async def take(
    client: httpx.AsyncClient, application_id: str, noun: str, body: Any = None, if_match: str = "*"
) -> httpx.Response:
    headers = key() | {"If-Match": if_match}
    return await client.post(f"/v1/applications/{application_id}/{noun}", json=body, headers=headers)


async def taken(client: httpx.AsyncClient, application_id: str, noun: str, body: Any = None) -> dict[str, Any]:
    answer = await take(client, application_id, noun, body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def begin(zone: RunningZone, uscc: str, tier: str = "specialised", **content: str) -> str:
    """The id of a new draft."""
    answer = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": tier, **CONTENT, **content}, headers=key()
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["application_id"])


async def submit(zone: RunningZone, tier: str = "specialised", district: str = BINJIANG) -> tuple[str, str]:
    """USCC and id of an application at the district's desk, of an enterprise that meets the standard."""
    uscc = await qualified(zone, tier, district)
    application_id = await begin(zone, uscc, tier)
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    return uscc, application_id


async def at_city(zone: RunningZone, tier: str = "specialised", district: str = BINJIANG) -> tuple[str, str]:
    """The same, at the city's desk."""
    uscc, application_id = await submit(zone, tier, district)
    reviewer = officer(zone, "district-reviewer", district)
    for step in ("accept", "approve"):
        await taken(reviewer, application_id, "reviews", {"step": step})
    return uscc, application_id


async def at_notice(zone: RunningZone, tier: str = "specialised", district: str = BINJIANG) -> tuple[str, str]:
    """The same, at notice; the quota has to be there."""
    uscc, application_id = await at_city(zone, tier, district)
    desks = {"innovative": 1, "specialised": 2, "hidden_champion": 2, "little_giant": 3}[tier]
    for n in range(desks):
        result = RESULT | {"decided_on": zone.today.isoformat()} if n else {}
        await taken(officer(zone, f"city-{n}"), application_id, "reviews", {"step": "approve", **result})
    return uscc, application_id


async def set_quota(zone: RunningZone, places: int, tier: str = "specialised") -> httpx.Response:
    path = f"/v1/quotas/{zone.today.year}/{tier}"
    body = {"places": places, "document": "示例名额文号"}
    return await zone.officer().put(path, json=body, headers={"If-Match": "*"})


async def pass_notice(zone: RunningZone) -> None:
    """A fortnight holds five working days at any time of the year but the great holidays; three weeks always."""
    await zone.move_clock(timedelta(days=21))


def grant(zone: RunningZone) -> dict[str, Any]:
    return {
        "number": "示例-2026-0001",
        "authority": "示例机关",
        "document": "示例认定文号",
        "recognised_on": zone.today.isoformat(),
    }


async def read(client: httpx.AsyncClient, application_id: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/applications/{application_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
