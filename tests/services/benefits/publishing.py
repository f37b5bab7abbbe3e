"""Versions of measures, in the verbs tests speak in."""

import random
from datetime import date
from typing import Any

import httpx

from shared.testing import eventually
from shared.values import CITY
from tests.zone import RunningZone, key

TONGLU = "330122"
"""A district no other test looks at: what is published there is nobody else's business"""
DOCUMENT = "《示例扶持办法》（示例文号）"


def code_of(district: str = TONGLU) -> str:
    """Nobody had it before; a district's ends with its own code."""
    own = f"example-{random.SystemRandom().randrange(10**9):09d}"
    return own if district == CITY else f"{own}-{district}"


def award(benefit_code: str, amount: str = "100000.00", **more: Any) -> dict[str, Any]:
    """A fixed award for holders of 省级专精特新, open on the title alone."""
    return {
        "id": f"D{benefit_code.split('-')[1][:7]}",
        "benefit_code": benefit_code,
        "label": "示例扶持",
        "citation": "对省级专精特新中小企业给予示例扶持。",
        "category": "monetary_fixed",
        "subject": "enterprise",
        "audience": {"fact": "title", "any_of": ["specialised"]},
        "automatic": True,
        "formula": {"fixed": {"amount": amount}},
        "frequency": "once",
        "certainty": "nominal",
        "plain": "持有省级专精特新称号的企业可得示例扶持。",
        **more,
    }


def body(measure: dict[str, Any]) -> dict[str, Any]:
    return {"document": DOCUMENT, "article": "三", "departments": ["市经信局"], "measure": measure}


def officer(zone: RunningZone, name: str = "author", district: str = TONGLU) -> httpx.AsyncClient:
    return zone.client("benefits", "officer", f"{name}-{district}", district=district)


async def draft(zone: RunningZone, measure: dict[str, Any], district: str = TONGLU) -> dict[str, Any]:
    answer = await officer(zone, "author", district).post(
        "/v1/measure-versions", json={"district": district, **body(measure)}, headers=key()
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def notice(district: str = TONGLU, **more: Any) -> dict[str, Any]:
    """For every enterprise of the district."""
    said = {"title": "示例对接会通知", "text": "请有意参加的企业通过专区报名。", "audience": "anyone"}
    return {"district": district, **said, **more}


async def draft_notice(zone: RunningZone, district: str = TONGLU, **more: Any) -> dict[str, Any]:
    author = officer(zone, "author", district)
    answer = await author.post("/v1/notices", json=notice(district, **more), headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def rehearse(zone: RunningZone, version_id: str, district: str = TONGLU, **asked: Any) -> dict[str, Any]:
    """The report."""
    author = officer(zone, "author", district)
    answer = await author.post(f"/v1/measure-versions/{version_id}/rehearsals", json=asked, headers=key())
    assert answer.status_code == 202, answer.text
    where = answer.headers["Location"].removeprefix("/benefits")

    async def done() -> dict[str, Any] | None:
        found = (await author.get(where)).json()
        return found if found["status"] in ("done", "failed") else None

    found = await eventually(done, seconds=20)
    assert found is not None
    assert found["status"] == "done", found
    return found


async def approve(
    zone: RunningZone, version_id: str, district: str = TONGLU, on: date | None = None, name: str = "approver"
) -> httpx.Response:
    second = officer(zone, name, district)
    tag = (await second.get(f"/v1/measure-versions/{version_id}")).headers["ETag"]
    return await second.post(
        f"/v1/measure-versions/{version_id}/approvals",
        json={"in_force_from": (on or zone.today).isoformat()},
        headers=key() | {"If-Match": tag},
    )


async def publish(zone: RunningZone, measure: dict[str, Any], district: str = TONGLU) -> dict[str, Any]:
    """Drafted, rehearsed, approved and gone through with everybody."""
    version_id = (await draft(zone, measure, district))["version_id"]
    await rehearse(zone, version_id, district)
    approved = await approve(zone, version_id, district)
    assert approved.status_code == 201, approved.text
    return await gone_through(zone, version_id, district)


async def withdraw(zone: RunningZone, version_id: str, district: str = TONGLU) -> dict[str, Any]:
    second = officer(zone, "approver", district)
    tag = (await second.get(f"/v1/measure-versions/{version_id}")).headers["ETag"]
    answer = await second.post(
        f"/v1/measure-versions/{version_id}/withdrawals",
        json={"reason": "示例到期", "document": "示例文号"},
        headers=key() | {"If-Match": tag},
    )
    assert answer.status_code == 201, answer.text
    return await gone_through(zone, version_id, district)


async def gone_through(zone: RunningZone, version_id: str, district: str = TONGLU) -> dict[str, Any]:
    async def finished() -> dict[str, Any] | None:
        found = (await officer(zone, "approver", district).get(f"/v1/measure-versions/{version_id}")).json()
        return found if found["publications"] and all(one["finished_at"] for one in found["publications"]) else None

    found = await eventually(finished, seconds=20)
    assert found is not None
    await zone.settle()
    return found


async def told_of(zone: RunningZone, uscc: str) -> list[dict[str, Any]]:
    """What the inbox says of a measure being for this enterprise."""
    return [one for one in await zone.inbox(uscc) if one["heading"].startswith(("新政策", "政策已更新"))]


async def told_it_ended(zone: RunningZone, uscc: str) -> list[dict[str, Any]]:
    return [one for one in await zone.inbox(uscc) if one["heading"].startswith(("政策停止", "政策资格关闭"))]
