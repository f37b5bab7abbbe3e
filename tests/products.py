"""Products, as tests enter and approve them."""

from typing import Any

from tests.zone import RunningZone, key

TERMS: dict[str, Any] = {
    "kind": "loan",
    "name": "示例贷",
    "plain": "示例说明",
    "conditions": {"fact": "title", "any_of": ["specialised", "little_giant"]},
    "rate": "2.95",
    "rate_certainty": "upper_bound",
    "guarantee_rate": "0.5",
    "limits": {"specialised": "10000000.00"},
    "months_min": 12,
    "months_max": 12,
    "valid_from": "2026-01-01",
    "source": "示例条款",
}


async def enter(zone: RunningZone, **more: Any) -> dict[str, Any]:
    answer = await zone.bank().post("/v1/products", json=TERMS | more, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def publish(zone: RunningZone, product_id: str, version: int | str = "*") -> dict[str, Any]:
    headers = key() | {"If-Match": "*" if version == "*" else f'"v{version}"'}
    path = f"/v1/products/{product_id}/decisions"
    answer = await zone.officer(service="finance").post(path, json={"decision": "publish"}, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def offered(zone: RunningZone, **more: Any) -> str:
    """The id of a product that the city approved."""
    product_id = str((await enter(zone, **more))["product_id"])
    await publish(zone, product_id)
    return product_id
