"""政策帮享, in the verbs tests speak in."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import httpx

from shared.days import SHANGHAI
from tests.zone import BINJIANG, RunningZone, key, new_uscc

ATTENDEE: Final = {"attendee": "欧阳示例", "phone": "13800005678"}
HIGHER: Final = {"fact": "title", "any_of": ["specialised", "hidden_champion", "little_giant"]}


def desk(zone: RunningZone, district: str = BINJIANG, **claims: str) -> httpx.AsyncClient:
    return zone.client("notifications", "officer", f"helper-{district}", district=district, **claims)


def entry(zone: RunningZone, days: int | None = 5, **more: Any) -> dict[str, Any]:
    """Of an activity that begins in so many days at nine; None: a service without a time of its own."""
    times = {}
    if days is not None:
        begins = datetime.combine(zone.today + timedelta(days=days), datetime.min.time(), SHANGHAI).replace(hour=9)
        times = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=3)).isoformat()}
    return {
        "kind": "exhibition",
        "title": f"示例展会{uuid4().hex[:8]}",
        "text": "组团参加示例展会。",
        "audience": "全市中小企业",
        "online": False,
        "place": "示例会展中心",
        "organiser": "示例市经信局",
        "contact": "0571-00000000",
        **times,
        **more,
    }


async def entered(zone: RunningZone, district: str = BINJIANG, **terms: Any) -> dict[str, Any]:
    """A draft."""
    answer = await desk(zone, district).post("/v1/activities", json=entry(zone, **terms), headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def step(
    zone: RunningZone, activity_id: str, taken: str, district: str = BINJIANG, **more: Any
) -> httpx.Response:
    headers = key() | {"If-Match": "*"}
    body = {"step": taken, **more}
    return await desk(zone, district).post(f"/v1/activities/{activity_id}/steps", json=body, headers=headers)


async def opened(zone: RunningZone, district: str = BINJIANG, **terms: Any) -> str:
    """Its id."""
    activity_id = str((await entered(zone, district, **terms))["activity_id"])
    assert (await step(zone, activity_id, "open", district)).status_code == 201
    return activity_id


async def register(zone: RunningZone, uscc: str, activity_id: str) -> httpx.Response:
    body = {"activity_id": activity_id, **ATTENDEE}
    app = zone.enterprise(uscc, "notifications")
    return await app.post(f"/v1/enterprises/{uscc}/registrations", json=body, headers=key())


async def firms(zone: RunningZone, many: int, district: str = BINJIANG) -> list[str]:
    usccs = [new_uscc(district) for _ in range(many)]
    await asyncio.gather(*(zone.register(uscc, district=district) for uscc in usccs))
    await zone.settle()
    return usccs


async def named(zone: RunningZone, uscc: str, heading: str) -> list[dict[str, Any]]:
    """Its messages with that at the beginning of the heading."""
    return [one for one in await zone.inbox(uscc) if one["heading"].startswith(heading)]


# ---- providers -------------------------------------------------------------------------------------


def provider_terms(**more: Any) -> dict[str, Any]:
    return {
        "name": f"示例检测{uuid4().hex[:8]}有限公司",
        "region": "jiangsu",
        "text": "可靠性检测。",
        "services": [{"kind": "testing", "text": "按项目报价"}],
        "vouchers": ["innovation-voucher-quota"],
        "contact": "0571-00000000",
        "document": "示例遴选〔2026〕1号",
        **more,
    }


async def let_in(zone: RunningZone, **more: Any) -> dict[str, Any]:
    """A provider in the directory."""
    city = zone.officer(service="notifications")
    answer = await city.post("/v1/providers", json=provider_terms(**more), headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


# ---- cases -----------------------------------------------------------------------------------------

WRITTEN: Final = {"title": "示例案例", "text": "示例企业专注细分市场。", "organiser": "示例区经信局"}


async def write(zone: RunningZone, uscc: str, district: str = BINJIANG) -> str:
    """A case its enterprise was asked about; its id."""
    path = f"/v1/enterprises/{uscc}/cases"
    answer = await desk(zone, district).post(path, json=WRITTEN, headers=key())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["case_id"])


async def agree(zone: RunningZone, uscc: str, case_id: str, *, agrees: bool = True, edition: int = 1) -> httpx.Response:
    path = f"/v1/enterprises/{uscc}/cases/{case_id}/consent"
    app = zone.enterprise(uscc, "notifications")
    return await app.put(path, json={"agrees": agrees, "edition": edition}, headers=key())


async def step_case(
    zone: RunningZone, case_id: str, taken: str, district: str = BINJIANG, **more: Any
) -> httpx.Response:
    headers = key() | {"If-Match": "*"}
    return await desk(zone, district).post(f"/v1/cases/{case_id}/steps", json={"step": taken, **more}, headers=headers)
