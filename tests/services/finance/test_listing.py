"""上市培育, from a title to the award of benefits."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.claims import budgeted, claim, credit
from tests.listings import AWARD, award, listing, noted, regulator, road
from tests.proofs import bring
from tests.reported_loans import listed, replayed
from tests.zone import BINJIANG, YUHANG, RunningZone


async def test_a_title_makes_a_candidate_and_officers_write_down_how_far_it_is(zone: RunningZone) -> None:
    uscc = await listed(zone, "2025-12-01")
    untitled = await zone.register()
    await zone.settle()
    officer, own = regulator(zone), zone.enterprise(uscc, "finance")
    assert ((await road(own, uscc))["candidate"], (await road(own, uscc))["stage"]) == (True, None)
    assert (await road(officer, untitled))["candidate"] is False

    for client, code in ((zone.officer(service="finance"), 403), (zone.officer(BINJIANG, "finance"), 403), (own, 403)):
        assert (await noted(client, uscc, "reform", "2026-01-05")).status_code == code
    assert (await noted(zone.officer(YUHANG, "finance"), uscc, "reform", "2026-01-05")).status_code == 404
    first = await noted(officer, uscc, "reform", "2026-01-05", '"v0"', issuer="示例单位", document="示例-1")
    assert (first.status_code, first.headers["ETag"], first.json()["stage_label"]) == (201, '"v1"', "股份制改造")
    assert (await noted(officer, uscc, "tutoring", "2026-02-05", '"v0"')).status_code == 412
    for stage, on, more, words in (
        ("tutoring", "2025-12-31", {}, "不能早于"),
        ("filed", "2026-02-05", {}, "上市地"),
        ("listed", "2026-02-05", {"exchange": "bse"}, "公告"),
        ("tutoring", "2100-01-01", {}, "晚于今天"),
        ("reform", "2026-02-05", {"corrects": 1}, "理由"),
    ):
        refused = await noted(officer, uscc, stage, on, **more)
        assert (refused.status_code, refused.json()["code"]) == (422, "LISTING_STEP_REFUSED")
        assert words in refused.json()["detail"]
    mended = await noted(officer, uscc, "reform", "2026-01-06", corrects=1, reason="日期有误")
    assert mended.status_code == 201, mended.text
    assert (await noted(officer, uscc, "tutoring", "2026-02-05", exchange=None)).status_code == 201
    now = await road(own, uscc)
    assert [(one["number"], one["corrected"], one["actor"]) for one in now["history"]] == [
        (1, True, None), (2, False, None), (3, False, None),
    ]  # fmt: skip

    found = (await zone.officer(BINJIANG, "finance").get("/v1/listing-candidates", params={"stage": "tutoring"})).json()
    assert uscc in {item["uscc"] for item in found["items"]}
    elsewhere = (await zone.officer(YUHANG, "finance").get("/v1/listing-candidates")).json()["items"]
    assert uscc not in {item["uscc"] for item in elsewhere}
    for refused in (await zone.bank().get("/v1/listing-candidates"), await own.get("/v1/listing-candidates")):
        assert refused.status_code == 403
    with pytest.raises(DBAPIError, match="never"):
        async with zone.db("finance").transaction() as tx:
            await tx.execute(text("DELETE FROM listing_step"))


@pytest.mark.parametrize("first", ["officer", "enterprise"])
async def test_a_listing_opens_the_award_once_whoever_brings_it_first(zone: RunningZone, first: str) -> None:
    credit(zone)
    await budgeted(zone, AWARD)
    uscc, number = await listed(zone, "2025-12-01"), f"示例公告-{first}-118"
    assert (await award(zone, uscc))[0] == "unknown"
    brought = {
        "kind": "listing_notice", "ref": None, "product": {}, "issuer": "示例交易所", "number": number,
        "facts": {"listed_on": "bse"},
    }  # fmt: skip
    if first == "officer":
        await listing(zone, uscc, number)
        assert "已登记" in (await bring(zone, uscc, **brought)).json()["detail"]
    else:
        assert (await bring(zone, uscc, **brought)).status_code == 201
        await listing(zone, uscc, number)
    assert await award(zone, uscc) == ("met", "3000000.00")
    evidence = (await zone.enterprise(uscc, "benefits").get(f"/v1/enterprises/{uscc}/evidence")).json()["items"]
    assert [(one["state"], one["number"]) for one in evidence] == [("verified", number)]

    made = await claim(zone, uscc, benefit_code=AWARD)
    assert (made.status_code, made.json()["amount"]) == (201, "3000000.00"), made.text
    assert (await claim(zone, uscc, benefit_code=AWARD)).json()["code"] == "CLAIM_EXISTS"

    last = (await road(zone.enterprise(uscc, "finance"), uscc))["version"]
    gone = await noted(regulator(zone), uscc, None, None, corrects=last, reason="误登")
    assert (gone.status_code, gone.json()["stage"]) == (201, None), gone.text
    await zone.settle()
    assert (await award(zone, uscc))[0] == "unknown"
    held = (await zone.enterprise(uscc, "benefits").get(f"/v1/claims/{made.json()['claim_id']}")).json()
    assert held["state"] == "held"
    assert await replayed(zone) == []
    assert await zone.count("benefits", zone.db("benefits").floor.parked.name) == 0
