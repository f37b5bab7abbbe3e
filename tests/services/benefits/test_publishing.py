"""A version on its way: drafted, rehearsed, approved by a second person, published to everybody, withdrawn."""

import asyncio
from datetime import timedelta

from shared.values import CITY
from tests.services.benefits.publishing import (
    TONGLU,
    approve,
    award,
    body,
    code_of,
    draft,
    gone_through,
    officer,
    publish,
    rehearse,
    told_it_ended,
    told_of,
    withdraw,
)
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def holder(zone: RunningZone, district: str = TONGLU) -> str:
    uscc = await zone.register(district=district)
    await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])
    return uscc


async def test_what_a_district_publishes_opens_for_its_own_enterprises_and_each_is_told_once(zone: RunningZone) -> None:
    ours, theirs, none = await holder(zone), await holder(zone, BINJIANG), await zone.register(district=TONGLU)
    code = code_of()
    version = await publish(zone, award(code))
    opened = (await zone.entitlements(ours))[code]
    assert (opened["status"], opened["amount"], opened["cause_id"]) == ("open", "100000.00", version["version_id"])
    assert opened["opened_on"] == zone.today.isoformat(), "not before there was such a measure"
    assert code not in await zone.entitlements(theirs)
    [told] = await told_of(zone, ours)
    assert "100,000.00 元" in told["text"]
    assert "省级专精特新" in told["text"]
    for other in (theirs, none):
        assert await told_of(zone, other) == []


async def test_a_version_takes_over_from_the_one_before_and_a_withdrawn_one_closes_what_it_opened(
    zone: RunningZone,
) -> None:
    uscc, code = await holder(zone), code_of()
    first = await publish(zone, award(code))
    second = await publish(zone, award(code, "150000.00"))
    assert (await zone.entitlements(uscc))[code]["amount"] == "150000.00"
    before = (await officer(zone).get(f"/v1/measure-versions/{first['version_id']}")).json()
    assert (before["state"], second["number"]) == ("superseded", 2)
    ended = await withdraw(zone, second["version_id"])
    assert [one["step"] for one in ended["steps"]] == ["drafted", "rehearsed", "approved", "published", "withdrawn"]
    assert (await zone.entitlements(uscc))[code]["status"] == "closed"
    assert len(await told_of(zone, uscc)) == 2, "one for each version"
    assert len(await told_it_ended(zone, uscc)) == 1


async def test_a_title_that_comes_after_the_publication_opens_it_too(zone: RunningZone) -> None:
    code = code_of()
    await publish(zone, award(code))
    uscc = await holder(zone)
    assert (await zone.entitlements(uscc))[code]["status"] == "open"


async def test_who_moves_away_leaves_what_the_district_opened_and_who_comes_gets_it(zone: RunningZone) -> None:
    code = code_of()
    leaving, coming = await holder(zone), await holder(zone, BINJIANG)
    await publish(zone, award(code))
    for uscc, district in ((leaving, YUHANG), (coming, TONGLU)):
        path = f"/v1/enterprises/{uscc}"
        moved = await zone.officer().patch(path, json={"district": district}, headers={"If-Match": "*"})
        assert moved.status_code == 200, moved.text
    await zone.settle()
    left = (await zone.entitlements(leaving))[code]
    assert (left["status"], left["reason"]) == ("closed", "企业已迁往余杭区")
    assert (await zone.entitlements(coming))[code]["status"] == "open"


async def test_the_author_cannot_approve_and_of_two_who_do_at_once_one_does(zone: RunningZone) -> None:
    version_id = (await draft(zone, award(code_of())))["version_id"]
    early = await approve(zone, version_id)
    assert (early.status_code, early.json()["code"]) == (409, "MEASURE_VERSION_STEP_REFUSED")
    await rehearse(zone, version_id)
    own = await approve(zone, version_id, name="author")
    assert own.status_code == 409
    assert "另一名审批人" in own.json()["detail"]
    both = await asyncio.gather(*(approve(zone, version_id, name=name) for name in ("one", "two")))
    assert sorted(one.status_code for one in both)[0] == 201
    assert sorted(one.status_code for one in both)[1] in (409, 412)
    shown = await gone_through(zone, version_id)
    assert [one["step"] for one in shown["steps"]].count("approved") == 1


async def test_a_version_of_another_district_is_not_found(zone: RunningZone) -> None:
    version = await draft(zone, award(code_of()))
    path = f"/v1/measure-versions/{version['version_id']}"
    stranger = officer(zone, "stranger", YUHANG)
    for answer in (
        await stranger.get(path),
        await stranger.put(path, json=body(award(code_of())), headers={"If-Match": '"v1"'}),
        await stranger.post(f"{path}/rehearsals", json={}, headers=key()),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "MEASURE_VERSION_NOT_FOUND")
    assert version["version_id"] not in (await stranger.get("/v1/measure-versions")).text
    assert (await officer(zone, "city", CITY).get(path)).status_code == 200
    foreign = await stranger.post(
        "/v1/measure-versions", json={"district": TONGLU, **body(award(code_of()))}, headers=key()
    )
    assert foreign.status_code == 403


async def test_a_draft_is_replaced_at_the_version_read_and_nothing_after_its_rehearsal(zone: RunningZone) -> None:
    code = code_of()
    version = await draft(zone, award(code))
    path, author = f"/v1/measure-versions/{version['version_id']}", officer(zone)
    written = body(award(code, "200000.00"))
    assert (await author.put(path, json=written)).status_code == 428
    replaced = await author.put(path, json=written, headers={"If-Match": '"v1"'})
    assert (replaced.status_code, replaced.headers["ETag"]) == (200, '"v2"')
    assert (await author.put(path, json=written, headers={"If-Match": '"v1"'})).status_code == 412
    report = await rehearse(zone, version["version_id"], budget="100000.00")
    assert report["report"]["position"] > 0
    assert (await author.put(path, json=written, headers={"If-Match": '"v3"'})).status_code == 409


async def test_what_is_written_wrong_is_refused_in_words_that_say_where(zone: RunningZone) -> None:
    code = code_of()
    wrong = {
        "audience": (award(code, audience={"fact": "titel", "any_of": ["specialised"]}), "没有事实“titel”"),
        "formula": (award(code, formula={"fixd": {"amount": "1.00"}}), "没有公式“fixd”"),
        "amount": (award(code, formula={"fixed": {}}), "缺少这一项"),
        "category": (award(code, category="quota"), "monetary_fixed"),
    }
    for measure, words in wrong.values():
        answer = await officer(zone).post(
            "/v1/measure-versions", json={"district": TONGLU, **body(measure)}, headers=key()
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "MEASURE_REFUSED")
        assert words in answer.json()["detail"]
        assert measure["id"] in answer.json()["detail"]
    for measure in (award(code_of(CITY)), award(code, subject="district", audience="anyone", automatic=False)):
        answer = await officer(zone).post(
            "/v1/measure-versions", json={"district": TONGLU, **body(measure)}, headers=key()
        )
        assert answer.status_code in (409, 422), "a district's measure is of its own code and for its own enterprises"


async def test_a_measure_to_be_applied_for_opens_nothing_and_is_told_to_whom_it_may_concern(zone: RunningZone) -> None:
    uscc, code = await holder(zone), code_of()
    rent = award(
        code,
        automatic=False,
        category="monetary_rate_capped",
        formula={"rate_with_cap": {"percent": "30", "of": "premises_cost", "cap": "50000.00", "scope": "enterprise"}},
        certainty="upper_bound",
        claim_window="每年3月",
    )
    shown = await publish(zone, rent)
    assert (shown["publications"][0]["matched"] > 0, shown["publications"][0]["opened"]) == (True, 0)
    assert code not in await zone.entitlements(uscc)
    [told] = [one for one in await told_of(zone, uscc) if "每年3月" in one["text"]]
    assert "最高5万元" in told["text"]


async def test_the_catalogue_says_which_version_of_whom_since_when(zone: RunningZone) -> None:
    code = code_of()
    version = await publish(zone, award(code))
    visitor = officer(zone, "visitor", YUHANG)
    found = (await visitor.get(f"/v1/measures/{code}")).json()
    assert (found["version"], found["issuer"], found["district"]) == (1, "桐庐县", TONGLU)
    assert (found["since"], found["version_id"]) == (zone.today.isoformat(), version["version_id"])
    assert found["legal_status"] == "in_force"
    yesterday = (zone.today - timedelta(days=1)).isoformat()
    assert (await visitor.get(f"/v1/measures/{code}", params={"on": yesterday})).status_code == 404
    codes = {
        one["benefit_code"]
        for one in (await visitor.get("/v1/measures", params={"district": BINJIANG})).json()["items"]
    }
    assert code not in codes


async def test_a_receipt_keeps_the_version_that_made_it(zone: RunningZone) -> None:
    uscc, code = await holder(zone), code_of()
    version = await publish(zone, award(code))
    person = zone.enterprise(uscc, "benefits")
    kept = (
        await person.post("/v1/calculation-receipts", json={"uscc": uscc, "measures": [code]}, headers=key())
    ).json()
    assert kept["results"][0]["amount"] == "100000.00"
    await withdraw(zone, version["version_id"])
    checked = (await person.get(f"/v1/calculation-receipts/{kept['receipt_id']}/verification")).json()
    assert checked["identical"]
    gone = await person.post("/v1/calculations", json={"uscc": uscc, "measures": [code]})
    assert (gone.status_code, gone.json()["code"]) == (422, "CALCULATION_REFUSED")


async def test_a_coefficient_of_an_authority_makes_the_award_from_its_day_on(zone: RunningZone) -> None:
    uscc = await holder(zone)
    approver, person = officer(zone, "approver"), zone.enterprise(uscc, "benefits")
    asked = {"uscc": uscc, "measures": ["specialised-first-award"]}

    async def award_of() -> dict[str, object]:
        return dict((await person.post("/v1/calculations", json=asked)).json()["results"][0])

    nominal = await award_of()
    assert (nominal["amount"], nominal["certainty"]) == ("200000.00", "nominal")
    assert "尚未核定" in str(nominal["steps"])
    decided = {"from_on": zone.today.isoformat(), "reason": "示例核定", "document": "示例文号"}
    path = f"/v1/enterprises/{uscc}/contributions"
    later = {**decided, "coefficient": "0.1", "from_on": (zone.today + timedelta(days=1)).isoformat()}
    for each in ({**decided, "coefficient": "0.6"}, later):
        assert (await approver.post(path, json=each, headers=key())).status_code == 201
    assert (await award_of())["amount"] == "120000.00"
    assert [one["coefficient"] for one in (await person.get(path)).json()["items"]] == ["0.10", "0.60"]
    assert (await officer(zone, "approver", YUHANG).post(path, json=later, headers=key())).status_code == 404
    assert (await approver.post(path, json={**decided, "coefficient": "1.1"}, headers=key())).status_code == 422
