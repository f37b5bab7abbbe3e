"""Parks, service officers and goals for the table of who may do what."""

from datetime import date
from typing import Any, Final
from uuid import uuid4

from tests.districts import DECISION, OFFICER, make_park, make_service_officer, move_in
from tests.zone import BINJIANG, RunningZone

_ANY_VERSION: Final = {"If-Match": "*"}


async def make_places(zone: RunningZone) -> dict[str, str]:
    """A park of 滨江区 with an enterprise in it, and a service officer."""
    park_id = await make_park(zone)
    return {
        "park_id": park_id,
        "tenancy_id": await move_in(zone, park_id, await zone.register(district=BINJIANG)),
        "service_officer_id": await make_service_officer(zone),
    }


def requests_of_districts(today: date, uscc: str, service_officer_id: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, by its name."""
    day, year = today.isoformat(), {"params": {"year": today.year}}
    park = {"name": f"示例{uuid4().hex[:8]}园", "district": BINJIANG, "kind": "industrial", "area_sqm": 1}
    land = {"value": 860, "until_on": "2020-09-30", "document": "示例文号"}
    bodies: dict[str, Any] = {
        "PUT /registry/v1/targets/{year}/{goal}/{district}": {"value": 520, "document": "示例文号"},
        "PUT /registry/v1/land-sales/{year}/{district}": land,
        "POST /registry/v1/enterprises/{uscc}/management-diagnoses": {"diagnosed_on": day, "provider": "示例"},
        "POST /registry/v1/parks": park,
        "PATCH /registry/v1/parks/{park_id}": {"area_sqm": 2},
        "POST /registry/v1/parks/{park_id}/decisions": DECISION | {"decided_on": day},
        "POST /registry/v1/parks/{park_id}/tenancies": {"uscc": uscc, "from_on": day},
        "PUT /registry/v1/parks/{park_id}/tenancies/{tenancy_id}/departure": {"until_on": day},
        "POST /registry/v1/service-officers": OFFICER | {"district": BINJIANG},
        "PUT /registry/v1/enterprises/{uscc}/service-officer": {"service_officer_id": service_officer_id},
    }
    return {name: {"json": body, "headers": _ANY_VERSION} for name, body in bodies.items()} | {
        "GET /registry/v1/target-board": year,
        "GET /registry/v1/exports/target-board.{form}": year,
    }
