"""What time and the end of an enterprise do to applications for financing; with the clock moved, on both databases."""

from datetime import date, timedelta
from typing import Any

from services.finance.service.financing.deadlines import come_due
from shared.testing import eventually
from tests.financing import answer, applicant, applied, bank_offering, do, offer, part_of, read, states
from tests.zone import RunningZone, key


async def at(zone: RunningZone, day: date) -> None:
    """The clock stands on that day, and the job has looked, twice."""
    await zone.move_clock(day - zone.today)
    for _ in range(2):
        await come_due(zone.db("finance"))


async def until(zone: RunningZone, uscc: str, application_id: str, expected: list[str]) -> dict[str, Any]:
    async def come() -> dict[str, Any] | None:
        found = await read(zone, uscc, application_id)
        return found if states(found) == expected else None

    found = await eventually(come, seconds=20)
    assert found is not None
    return found


async def test_who_does_not_answer_is_reminded_after_three_working_days_and_out_after_five(
    empty_zone: RunningZone,
) -> None:
    """From Tuesday 24 November: a reminder on Monday 30, the end on Wednesday 2 December."""
    zone = empty_zone
    uscc = await applicant(zone)
    silent, first = await bank_offering(zone, "silent-bank")
    asking, second = await bank_offering(zone, "asking-bank")
    quick, third = await bank_offering(zone, "quick-bank")
    sent = await applied(zone, uscc, [first, second, third])
    application_id = sent["application_id"]
    ids = [part_of(sent, product)["part_id"] for product in (first, second, third)]
    assert {part["answer_by"] for part in sent["parts"]} == {"2026-12-01"}
    await offer(zone, quick, ids[2], valid_until="2026-12-04")

    await at(zone, date(2026, 11, 27))
    assert (await read(zone, uscc, application_id))["version"] == 4
    await answer(asking, ids[1], "questions", {"words": "请补充水电费单据"})
    await at(zone, date(2026, 11, 30))
    (work,) = (await silent.get("/v1/application-parts")).json()["items"]
    assert (work["state"], work["reminded_at"] is not None) == ("sent", True)
    added = await do(zone, uscc, application_id, "supplements", {"part_id": ids[1], "words": "已寄送"})
    assert part_of(added.json(), second)["answer_by"] == "2026-12-07", "the institution's time begins anew"

    await at(zone, date(2026, 12, 2))
    found = await until(zone, uscc, application_id, ["expired", "acknowledged", "offered"])
    assert part_of(found, first)["reason"] == "institution_silent"
    late = await answer(
        silent, ids[0], "offers", {"amount": "1.00", "months": 12, "rate": "1", "valid_until": "2026-12-31"}
    )
    assert (late.status_code, late.json()["code"]) == (409, "FINANCING_REFUSED")

    await at(zone, date(2026, 12, 5))
    found = await until(zone, uscc, application_id, ["expired", "acknowledged", "lapsed"])
    chosen = {"part_id": ids[2], "offer_number": 1}
    assert (await do(zone, uscc, application_id, "acceptances", chosen, "*")).status_code == 409

    await at(zone, date(2027, 1, 20))
    found = await until(zone, uscc, application_id, ["expired", "expired", "lapsed"])
    assert found["state"] == "ended"
    steps = [(step["step"], ids.index(step["part_id"]) + 1) for step in found["history"]]
    assert steps == [
        ("send", 1), ("send", 2), ("send", 3), ("offer", 3), ("question", 2), ("remind", 1), ("supplement", 2),
        ("expire", 1), ("remind", 2), ("lapse", 3), ("expire", 2),
    ]  # fmt: skip
    await zone.settle()
    told = [one["heading"] for one in await zone.inbox(uscc)]
    expected = {"的申请逾期终止": 2, "的报价已过期": 1, "要求补充资料": 1, "已报价": 1}
    assert {what: told.count(f"示例银行（演示）{what}") for what in expected} == expected
    assert not any("催办" in one for one in told), "a reminder is for the institution"


async def test_what_time_has_not_looked_at_yet_is_over_all_the_same(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await applicant(zone)
    bank, product = await bank_offering(zone, "late-bank")
    sent = await applied(zone, uscc, [product])
    part_id = sent["parts"][0]["part_id"]
    await offer(zone, bank, part_id, valid_until=zone.today.isoformat())
    await zone.move_clock(timedelta(days=1))
    chosen = {"part_id": part_id, "offer_number": 1}
    refused = await do(zone, uscc, sent["application_id"], "acceptances", chosen, "*")
    assert (refused.status_code, refused.json()["code"]) == (409, "FINANCING_REFUSED")
    compared = await zone.enterprise(uscc, "finance").get(f"/v1/applications/{sent['application_id']}/offers")
    assert compared.json()["items"] == []


async def test_an_enterprise_that_is_no_more_borrows_nothing(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    _, product = await bank_offering(zone, "left-bank")
    sent = await applied(zone, uscc, [product])
    proof = {"document": "示例文号", "changed_on": zone.today.isoformat()}
    gone = await zone.officer().post(f"/v1/enterprises/{uscc}/deregistrations", json=proof, headers=key())
    assert gone.status_code == 201, gone.text
    await zone.settle()
    found = (await zone.officer(service="finance").get(f"/v1/applications/{sent['application_id']}")).json()
    assert (found["state"], found["parts"][0]["reason"]) == ("ended", "enterprise_ended")
