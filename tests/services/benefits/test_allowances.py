"""额度账户: what is open, used and left, on both databases."""

from typing import Any

from tests.claims import AWARD, GREAT_AWARD, claimed, entitled, officer, owner, paid, pay, take
from tests.zone import YUHANG, RunningZone


async def account(zone: RunningZone, uscc: str) -> dict[str, dict[str, Any]]:
    answer = await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/allowances")
    assert answer.status_code == 200, answer.text
    return {one["benefit_code"]: one for one in answer.json()["items"]}


async def test_an_award_is_open_then_under_way_then_spent(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    before = (await account(zone, uscc))[AWARD]
    assert (before["state"], before["remaining"], before["used"]) == ("open", "200000.00", "0.00")
    assert before["last_day"] is not None, "the last day of the title"
    claim_id = (await claimed(zone, uscc))["claim_id"]
    under_way = (await account(zone, uscc))[AWARD]
    assert (under_way["state"], under_way["reserved"], under_way["remaining"]) == ("under_way", "200000.00", "0.00")
    await take(officer(zone), claim_id, "approve")
    await pay(officer(zone), claim_id)
    await paid(zone, claim_id)
    after = (await account(zone, uscc))[AWARD]
    assert (after["state"], after["used"], after["remaining"]) == ("spent", "200000.00", "0.00")


async def test_a_spent_first_time_says_so(zone: RunningZone) -> None:
    uscc, title_id = await entitled(zone)
    await zone.complete((await zone.revoke(title_id))["change_id"])
    award = (await account(zone, uscc))[AWARD]
    assert award["state"] == "excluded"
    assert "首次认定已用" in award["exclusions"][0]["reason"]
    assert (await account(zone, uscc))[GREAT_AWARD]["exclusions"] == [], "never held, nothing spent"


async def test_a_quota_has_its_scope_and_nobody_else_sees_it(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    quota = (await account(zone, uscc))["innovation-voucher-quota"]
    assert (quota["scope"], quota["frequency"]) == ("每家企业每年", "yearly")
    answer = await officer(zone, district=YUHANG).get(f"/v1/enterprises/{uscc}/allowances")
    assert answer.status_code == 404
