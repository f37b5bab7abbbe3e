"""Tickets, in the verbs tests speak in."""

from typing import Any

import httpx

from tests.zone import BINJIANG, RunningZone, key

QUESTION = {"topic": "policy", "title": "示例问题", "words": "示例说明"}


async def asked(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    await zone.settle()
    path = f"/v1/enterprises/{uscc}/tickets"
    answer = await zone.enterprise(uscc, "notifications").post(path, json=QUESTION | more, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def desk(zone: RunningZone, district: str = BINJIANG) -> httpx.AsyncClient:
    return zone.officer(district, "notifications")


async def step(client: httpx.AsyncClient, ticket_id: str, noun: str, **body: Any) -> httpx.Response:
    return await client.post(f"/v1/tickets/{ticket_id}/{noun}", json=body, headers=key())
