"""An enterprise that changes against every version in force: it is told once that it grew into one, and why now."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services.benefits.store.tables import MatchRow, PortraitRow
from services.embedded import SERVICES
from shared.rebuilding import rebuild
from shared.testing import eventually
from shared.values import CITY
from tests.services.benefits.publishing import award, code_of, officer, publish
from tests.zone import RunningZone, key

CHUNAN = "330127"
"""A district where nobody else publishes"""
HEADINGS = ("新政策", "政策已更新", "贵企业现已符合", "现行政策适用")


def training(code: str, staff: int = 50, **more: Any) -> dict[str, Any]:
    """To be applied for, by whoever has so many people."""
    return award(
        code,
        automatic=False,
        audience={"all": [{"fact": "staff", "at_least": staff}, {"fact": "industry", "any_of": ["C"]}]},
        claim_window="每年3月",
        **more,
    )


async def report(zone: RunningZone, uscc: str, staff: int) -> None:
    """Annual figures of last year."""
    path = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - 1}"
    body = {"staff": staff, "revenue": "30000000.00"}
    answer = await zone.officer().put(path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text


async def followed(zone: RunningZone) -> None:
    """Until nobody who changed waits to be matched, and everybody heard."""
    await zone.settle()

    async def done() -> bool:
        return all(row["due_on"] > zone.today for row in await zone.rows("benefits", "stirred"))

    await eventually(done, seconds=20)
    await zone.settle()


async def told(zone: RunningZone, uscc: str, label: str) -> list[dict[str, Any]]:
    found = await zone.inbox(uscc)
    return [one for one in found if one["heading"].startswith(HEADINGS) and one["heading"].endswith(label)]


async def test_who_grows_into_a_measure_is_told_once_what_changed_and_by_when(zone: RunningZone) -> None:
    small, large, unsaid = [await zone.register(district=CHUNAN) for _ in range(3)]
    await report(zone, small, 12)
    await report(zone, large, 80)
    await followed(zone)
    label = "淳安示例培训"
    version = await publish(zone, training(code_of(CHUNAN), label=label), CHUNAN)
    assert [len(await told(zone, one, label)) for one in (small, large, unsaid)] == [0, 1, 0], "unknown is no match"

    for staff in (60, 61, 20, 70):  # in and out again: told of once, for ever
        await report(zone, small, staff)
        await followed(zone)
    [grown] = await told(zone, small, label)
    assert grown["heading"].startswith("贵企业现已符合政策条件")
    for words in ("从业人员由12人变为60人", "从业人员为60人", "100,000.00 元", "每年3月", "需要申请"):
        assert words in grown["text"]
    assert len(await told(zone, large, label)) == 1

    born = await zone.register(district=CHUNAN, staff=99)
    await followed(zone)
    [late] = await told(zone, born, label)
    assert late["heading"].startswith("现行政策适用于贵企业")
    async with zone.db("benefits").reading() as tx:
        matched = select(MatchRow.enterprise_id).where(MatchRow.version_id == version["version_id"])
        assert len((await tx.execute(matched)).all()) == 3


async def test_what_opens_by_itself_is_told_with_the_title_and_not_again_but_to_who_moves_here(
    zone: RunningZone,
) -> None:
    label = "淳安示例奖励"
    await publish(zone, award(code_of(CHUNAN), label=label), CHUNAN)
    titled, moving = await zone.register(district=CHUNAN), await zone.register()
    for uscc in (titled, moving):
        await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])
    await followed(zone)
    assert await told(zone, titled, label) == []
    assert [one for one in await zone.inbox(titled) if label in one["text"]], "its title says so"
    path = f"/v1/enterprises/{moving}"
    moved = await zone.officer().patch(path, json={"district": CHUNAN}, headers={"If-Match": "*"})
    assert moved.status_code == 200
    await followed(zone)
    [said] = await told(zone, moving, label)
    assert "所在区、县（市）由滨江区变为淳安县" in said["text"]
    assert "免申即享" in said["text"]


async def test_what_verified_evidence_proves_lets_an_enterprise_grow_too(zone: RunningZone) -> None:
    uscc = await zone.register(district=CHUNAN)
    label = "淳安示例智造"
    rated = award(
        code_of(CHUNAN), automatic=False, label=label, audience={"fact": "factory_rating", "any_of": ["smart_factory"]}
    )
    await publish(zone, rated, CHUNAN)
    person = zone.enterprise(uscc, "benefits")
    stated = {
        "kind": "factory_rating_notice",
        "issuer": "示例市经信局",
        "number": "示例智造〔2026〕1号",
        "issued_on": zone.today.isoformat(),
        "facts": {"factory_rating": ["smart_factory"]},
    }
    answer = await person.post(f"/v1/enterprises/{uscc}/evidence", json=stated, headers=key())
    assert answer.status_code == 201, answer.text
    await followed(zone)
    assert await told(zone, uscc, label) == [], "what is only stated proves nothing"
    path = f"/v1/evidence/{answer.json()['evidence_id']}/decisions"
    desk = zone.client("benefits", "officer", "desk", district=CITY, department="JX")
    verified = await desk.post(path, json={"decision": "verified"}, headers=key() | {"If-Match": "*"})
    assert verified.status_code == 201, verified.text
    await followed(zone)
    [said] = await told(zone, uscc, label)
    assert "获评的工厂类型由不明变为智能工厂" in said["text"]


async def test_time_alone_and_a_history_read_again_tell_the_truth_and_nobody_twice(empty_zone: RunningZone) -> None:
    zone, label = empty_zone, "淳安示例培训"
    uscc, titled = [await zone.register(district=CHUNAN) for _ in range(2)]
    given = await zone.recognise(titled, "specialised")
    await zone.complete(given["change_id"])
    await zone.complete((await zone.revoke(given["titles"][0]["title_id"]))["change_id"])
    day = zone.today + timedelta(days=10)
    decided = {"coefficient": "0.6", "from_on": day.isoformat(), "reason": "示例核定", "document": "示例文号"}
    approver = officer(zone, "approver", CHUNAN)
    answer = await approver.post(f"/v1/enterprises/{uscc}/contributions", json=decided, headers=key())
    assert answer.status_code == 201, answer.text
    able = {"fact": "contribution", "at_least": "50%"}
    await publish(zone, award(code_of(CHUNAN), label=label, automatic=False, audience=able), CHUNAN)
    whom = {"fact": "title", "any_of": ["specialised"]}
    await publish(zone, award(code_of(CHUNAN), label="称号示例", automatic=False, audience=whom), CHUNAN)
    await followed(zone)
    assert await told(zone, uscc, label) == [], "it holds from a later day"

    await zone.move_clock(timedelta(days=10))
    await followed(zone)
    [said] = await told(zone, uscc, label)
    assert "主管部门核定的贡献系数由不明变为60%" in said["text"]

    for service in ("benefits", "notifications"):
        await rebuild(zone.db(service), SERVICES[service])
    await followed(zone)
    assert len(await told(zone, uscc, label)) == 1
    assert await told(zone, titled, "称号示例") == [], "for a moment, read again, it held the title"
    async with zone.db("benefits").reading() as tx:
        portraits = (await tx.execute(select(PortraitRow))).scalars().all()
    assert sorted(one.contribution or 0 for one in portraits if one.there) == [0, 12_000]
