"""Institutions for the table of who may do what."""

from datetime import timedelta
from typing import Any

from tests.services.finance.banks import GROUND, application, new_key, public
from tests.zone import RunningZone, key


async def make_institution(zone: RunningZone) -> str:
    """One that the city's officer onboarded: to agree is for another."""
    keys = [{"jwk": public(new_key())}]
    made = await zone.officer(service="finance").post(
        "/v1/institutions", json=application(zone, keys=keys), headers=key()
    )
    assert made.status_code == 201, made.text
    return str(made.json()["institution_id"])


def requests_of_institutions(zone: RunningZone) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, but for three: there is no good assertion, nobody agrees with himself, and
    the demonstration's bank keeps its keys."""
    one, any_version = "/finance/v1/institutions/{institution_id}", {"If-Match": "*"}
    keys = {"keys": [{"jwk": public(new_key())}]}
    until = {"valid_until": (zone.today + timedelta(days=9)).isoformat()}
    return {
        "POST /finance/v1/oauth/token": {"data": {"grant_type": "password"}},
        "POST /finance/v1/institutions": {"json": application(zone)},
        f"PATCH {one}": {"json": until | GROUND, "headers": any_version},
        f"PUT {one}/keys": {"json": keys | GROUND, "headers": any_version},
        f"POST {one}/activations": {"json": GROUND, "headers": any_version},
        f"POST {one}/suspensions": {"json": GROUND},
        f"POST {one}/revocations": {"json": GROUND},
        "PUT /finance/v1/institution/keys": {"json": keys, "headers": {"If-Match": '"v0"'}},
    }
