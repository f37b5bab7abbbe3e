"""Demands and offers, in the verbs tests speak in."""

from datetime import timedelta
from typing import Any

import httpx

from tests.zone import BINJIANG, RunningZone, key

CONTACT = {"name": "欧阳示例", "phone": "13800001234"}
REPLY: dict[str, Any] = {"words": "示例应答", "contact": {"name": "诸葛示例", "phone": "13900005678"}}


def terms(zone: RunningZone, kind: str = "docking", **more: Any) -> dict[str, Any]:
    until = (zone.today + timedelta(days=10)).isoformat()
    return {
        "kind": kind, "direction": "demand", "title": "示例需求", "words": "示例说明", "open_until": until,
        "contact": CONTACT, **more,
    }  # fmt: skip


def acts(zone: RunningZone, uscc: str) -> httpx.AsyncClient:
    return zone.enterprise(uscc, "notifications")


async def sent(client: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
    return await client.post(f"/v1/{path}", json=body, headers=key())


async def made(client: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = await sent(client, path, body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def drafted(zone: RunningZone, uscc: str, kind: str = "docking", **more: Any) -> str:
    await zone.settle()
    draft = await made(acts(zone, uscc), f"enterprises/{uscc}/postings", terms(zone, kind, **more))
    return str(draft["posting_id"])


async def posted(zone: RunningZone, uscc: str, kind: str = "docking", **more: Any) -> str:
    """Open, looked at by an officer where its kind asks for that."""
    posting_id = await drafted(zone, uscc, kind, **more)
    submitted = await made(acts(zone, uscc), f"postings/{posting_id}/submissions")
    if submitted["state"] == "review":
        officer = zone.officer(BINJIANG, "notifications")
        await made(officer, f"postings/{posting_id}/reviews", {"step": "approve"})
    return posting_id


async def answered(zone: RunningZone, posting_id: str, uscc: str) -> dict[str, Any]:
    await zone.settle()
    return await made(acts(zone, uscc), f"postings/{posting_id}/answers", REPLY)
