"""Profiles for the table of who may do what: an entry to change, and the requests that succeed."""

from typing import Any, Final
from uuid import uuid4

from tests.zone import RunningZone, key

ANY_VERSION: Final = {"If-Match": "*"}
_ENTERPRISE: Final = "/registry/v1/enterprises/{uscc}"
BODIES: Final[dict[str, dict[str, Any]]] = {
    "institutions": {"name": "示例研究院", "level": "city"},
    "credentials": {"kind": "iso9001", "awarded_on": "2024-06-01", "valid_until": "2027-05-31"},
    "equity-rounds": {"paid_on": "2025-03-10", "amount": "20000000.00", "qualified": True},
    "products": {"name": "示例传感器", "main": True, "niche": "示例细分市场", "niche_since": "2016-04-01"},
    "contacts": {"role": "operator", "name": "示例", "phone": "19900000123", "email": "contact@example.com"},
}
KEYS: Final = {
    "institution_id": "institutions",
    "credential_id": "credentials",
    "round_id": "equity-rounds",
    "product_id": "products",
    "contact_id": "contacts",
    "check_id": "source-checks",
}
"""Of an entry in an address: where the entry is made."""


async def new_entry(zone: RunningZone, uscc: str, path: str) -> str:
    """Made by the enterprise itself, for what the address speaks of; its id."""
    name = next(name for name in KEYS if f"{{{name}}}" in path)
    owner, section = zone.enterprise(uscc, "registry"), KEYS[name]
    answer = await owner.post(f"/v1/enterprises/{uscc}/{section}", json=BODIES.get(section), headers=key())
    assert answer.status_code in (201, 202), answer.text
    return str(answer.json()[name])


def names_an_entry(path: str) -> bool:
    return any(f"{{{name}}}" in path for name in KEYS)


def requests_of_profiles() -> dict[str, dict[str, Any]]:
    requests: dict[str, dict[str, Any]] = {
        f"PUT {_ENTERPRISE}/answers/{{question}}": {"json": {"value": "yes"}},
        f"PUT {_ENTERPRISE}/intellectual-property": {"json": {"i_high_value": 0, "i_own": 2, "i": 0, "ii": 5}},
        f"PUT {_ENTERPRISE}/tags/{{list_name}}": {"json": {"codes": ["shu"]}},
        f"PUT {_ENTERPRISE}/complete-sections/{{section}}": {},
        f"POST {_ENTERPRISE}/contacts/{{contact_id}}/disclosures": {"json": {"reason": "核对联系方式"}},
        "POST /registry/v1/code-lists/{list_name}/codes": {
            "json": {
                "code": f"new_{uuid4().hex[:12]}",
                "label": "示例产业",
                "valid_from": "2026-01-01",
                "basis": "示例依据",
            }
        },
        "PATCH /registry/v1/code-lists/{list_name}/codes/{code}": {"json": {"label": "数字经济"}},
    }
    for name, section in KEYS.items():
        if section in BODIES:
            requests[f"POST {_ENTERPRISE}/{section}"] = {"json": BODIES[section]}
            requests[f"PUT {_ENTERPRISE}/{section}/{{{name}}}"] = {"json": BODIES[section]}
            requests[f"DELETE {_ENTERPRISE}/{section}/{{{name}}}"] = {}
    for operation, request in requests.items():
        if not operation.startswith("POST"):
            request["headers"] = ANY_VERSION
    return requests
