"""An institution that is told by webhooks: its endpoints, and a copy of the list kept by what arrives."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from standardwebhooks.webhooks import Webhook

from services.finance import store
from shared.clock import real_now
from shared.testing import eventually
from tests.institutions import let_in
from tests.sink import Received, Sink
from tests.zone import RunningZone, key


async def institution(zone: RunningZone) -> tuple[str, httpx.AsyncClient]:
    """A new one, and who speaks for it."""
    id_ = f"bank-{uuid4().hex[:8]}"
    await let_in(zone.db("finance"), id_)
    return id_, zone.client("finance", "institution", "clerk", institution=id_)


async def post(client: httpx.AsyncClient, path: str, body: Any = None, expected: int = 201) -> dict[str, Any]:
    answer = await client.post(f"/v1/webhook-endpoints{path}", json=body, headers=key())
    assert answer.status_code == expected, answer.text
    return dict(answer.json())


async def get(client: httpx.AsyncClient, path: str, **params: Any) -> dict[str, Any]:
    answer = await client.get(f"/v1/webhook-endpoints{path}", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def set_state(client: httpx.AsyncClient, endpoint_id: str, state: str) -> httpx.Response:
    return await client.put(
        f"/v1/webhook-endpoints/{endpoint_id}/state", json={"state": state}, headers={"If-Match": "*"}
    )


async def passed_test(client: httpx.AsyncClient, endpoint_id: str) -> dict[str, Any]:
    """After the test that was just asked for has ended."""
    await post(client, f"/{endpoint_id}/tests", expected=202)

    async def done() -> dict[str, Any] | None:
        found = await get(client, f"/{endpoint_id}")
        return None if found["test_asked"] else found

    found = await eventually(done)
    assert found is not None
    return found


async def enabled(client: httpx.AsyncClient, url: str, **more: Any) -> dict[str, Any]:
    """A new endpoint with its secret, tested and enabled."""
    made = await post(client, "", {"url": url, **more})
    assert (await passed_test(client, made["endpoint_id"]))["tested_at"]
    answer = await set_state(client, made["endpoint_id"], "enabled")
    assert answer.status_code == 200, answer.text
    return made


async def failed_so_often(zone: RunningZone, endpoint_id: str, failures: int) -> None:
    async def written_down() -> bool:
        async with zone.db("finance").reading() as tx:
            row = await store.webhooks.find(tx, endpoint_id)
        return row is not None and row.failed == failures

    await eventually(written_down)


async def hurry(zone: RunningZone, endpoint_id: str, failures: int) -> None:
    """Once so many attempts have failed in a row: the wait before the next is over."""
    await failed_so_often(zone, endpoint_id, failures)
    async with zone.db("finance").transaction() as tx:
        await store.webhooks.change(tx, endpoint_id, next_at=real_now() - timedelta(seconds=1))


async def failed_until(zone: RunningZone, endpoint_id: str, failures: int, times: int) -> None:
    """Once so many attempts have failed: as if it had been as many as `times`."""
    await failed_so_often(zone, endpoint_id, failures)
    async with zone.db("finance").transaction() as tx:
        await store.webhooks.change(tx, endpoint_id, failed=times)


def messages(one: Sink) -> list[dict[str, Any]]:
    """What arrived, tests not counted."""
    return [received.json for received in one.received if received.json["type"] == "list.changed"]


def verified(received: Received, secret: str) -> Mapping[str, Any]:
    """By the published library of Standard Webhooks; raises what it raises."""
    found: Mapping[str, Any] = Webhook(secret).verify(received.body, received.headers)
    return found


async def told(one: Sink, uscc: str, op: str, times: int = 1) -> None:
    async def there() -> bool:
        items = [item for message in messages(one) for item in message["items"]]
        return len([item for item in items if (item["uscc"], item["op"]) == (uscc, op)]) >= times

    await eventually(there)


async def suspend(zone: RunningZone, id_: str) -> None:
    ground = {"document": "示例文号", "reason": "示例原因"}
    officer = zone.officer(service="finance")
    answer = await officer.post(f"/v1/institutions/{id_}/suspensions", json=ground, headers=key())
    assert answer.status_code == 201, answer.text
