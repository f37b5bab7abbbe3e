"""What addresses about webhooks name: an endpoint of the demonstration bank."""

from typing import Any

from tests.zone import RunningZone, key

URL = "https://hooks.bank.example/zjtx"


async def make_endpoint(zone: RunningZone) -> str:
    made = await zone.bank().post("/v1/webhook-endpoints", json={"url": URL}, headers=key())
    assert made.status_code == 201, made.text
    return str(made.json()["endpoint_id"])


def requests_of_endpoints() -> dict[str, dict[str, Any]]:
    own, any_version = "/finance/v1/webhook-endpoints", {"If-Match": "*"}
    return {
        f"POST {own}": {"json": {"url": URL}},
        f"PATCH {own}/{{endpoint_id}}": {"json": {"url": f"{URL}/moved"}, "headers": any_version},
        f"PUT {own}/{{endpoint_id}}/state": {"json": {"state": "disabled"}, "headers": any_version},
        f"POST {own}/{{endpoint_id}}/secrets": {"json": {}},
        f"POST {own}/{{endpoint_id}}/replays": {"json": {"from_sequence": 1}},
        f"POST {own}/{{endpoint_id}}/acknowledgements": {"json": {"numbers": [1]}},
    }
