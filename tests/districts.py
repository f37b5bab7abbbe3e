"""What districts keep beside titles, in the verbs tests speak in: parks, service officers, diagnoses."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx

from tests.zone import BINJIANG, RunningZone, key

OFFICER = {"name": "欧阳示例", "department": "示例经济和信息化局", "phone": "0571-00000000"}
DECISION = {"honour": "specialised", "granted": True, "document": "示例园区文件"}


async def created(client: httpx.AsyncClient, path: str, body: Any, **headers: str) -> dict[str, Any]:
    answer = await client.post(path, json=body, headers=key() | headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def make_park(zone: RunningZone, district: str = BINJIANG, **more: Any) -> str:
    body = {"name": f"示例{uuid4().hex[:8]}园", "district": district, "kind": "industrial", "area_sqm": 126_000}
    return str((await created(zone.officer(district), "/v1/parks", body | more))["park_id"])


async def move_in(
    zone: RunningZone, park_id: str, uscc: str, since: date | None = None, district: str = BINJIANG
) -> str:
    body = {"uscc": uscc, "from_on": (since or zone.today - timedelta(days=30)).isoformat()}
    return str((await created(zone.officer(district), f"/v1/parks/{park_id}/tenancies", body))["tenancy_id"])


async def make_service_officer(zone: RunningZone, district: str = BINJIANG) -> str:
    made = await created(zone.officer(district), "/v1/service-officers", OFFICER | {"district": district})
    return str(made["service_officer_id"])


async def assign(client: httpx.AsyncClient, uscc: str, service_officer_id: str, if_match: str = "*") -> httpx.Response:
    path, body = f"/v1/enterprises/{uscc}/service-officer", {"service_officer_id": service_officer_id}
    return await client.put(path, json=body, headers={"If-Match": if_match})


async def diagnose(zone: RunningZone, uscc: str, on: date | None = None, district: str = BINJIANG) -> None:
    body = {"diagnosed_on": (on or zone.today).isoformat(), "provider": "示例管理咨询机构"}
    await created(zone.officer(district), f"/v1/enterprises/{uscc}/management-diagnoses", body)
