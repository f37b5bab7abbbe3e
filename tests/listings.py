"""The road to a listing, in the verbs tests speak in."""

from typing import Any, Final

import httpx

from tests.zone import RunningZone, key

AWARD: Final = "listing-award"


def regulator(zone: RunningZone, service: str = "finance") -> httpx.AsyncClient:
    return zone.client(service, "officer", "officer-JR", district="330100", department="JR")


async def road(client: httpx.AsyncClient, uscc: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/enterprises/{uscc}/listing-road")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def noted(
    client: httpx.AsyncClient, uscc: str, stage: str | None, on: str | None, match: str = "*", **more: Any
) -> httpx.Response:
    body = {"stage": stage, "happened_on": on, **more}
    path = f"/v1/enterprises/{uscc}/listing-steps"
    return await client.post(path, json=body, headers=key() | {"If-Match": match})


async def listing(zone: RunningZone, uscc: str, number: str, **more: Any) -> dict[str, Any]:
    said = {"exchange": "bse", "issuer": "示例交易所", "document": number, **more}
    answer = await noted(regulator(zone), uscc, "listed", "2026-11-20", **said)
    assert answer.status_code == 201, answer.text
    await zone.settle()
    return dict(answer.json())


async def award(zone: RunningZone, uscc: str) -> tuple[str, str | None]:
    body = {"uscc": uscc, "measures": [AWARD]}
    answer = await zone.enterprise(uscc, "benefits").post("/v1/calculations", json=body)
    assert answer.status_code == 200, answer.text
    [result] = answer.json()["results"]
    return result["verdict"], result["amount"]
