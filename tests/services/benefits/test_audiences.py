"""受众: an officer sees whom a condition or a draft is for before anybody is told, and what is missing to tell."""

from typing import Any

from shared.values import CITY
from tests.services.benefits.publishing import award, code_of, draft, officer, publish
from tests.services.benefits.test_growing import followed, report
from tests.zone import BINJIANG, RunningZone

JIANDE = "330182"


async def preview(zone: RunningZone, audience: Any, seat: str = JIANDE, **more: Any) -> dict[str, Any]:
    answer = await officer(zone, "author", seat).post("/v1/audience-previews", json={"audience": audience, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_who_would_be_told_is_counted_by_place_and_tier_with_what_is_missing(zone: RunningZone) -> None:
    large, small, unsaid, titled = [await zone.register(district=JIANDE) for _ in range(4)]
    for uscc, staff in ((large, 80), (small, 12), (titled, 300)):
        await report(zone, uscc, staff)
    await zone.complete((await zone.recognise(titled, "little_giant"))["change_id"])
    await followed(zone)
    before = await preview(zone, "anyone")
    asked = {"all": [{"fact": "staff", "at_least": 50}, {"not": {"fact": "district", "any_of": ["330108"]}}]}
    found = await preview(zone, asked)
    assert (found["population"], found["matched"]) == (before["matched"], 2)
    assert {(one["district"], one["tier"]): one["enterprises"] for one in found["cells"]} == {
        (JIANDE, "none"): 1,
        (JIANDE, "little_giant"): 1,
    }
    assert {one["uscc"] for one in found["sample"]} == {large, titled}
    assert found["unknown"] == before["matched"] - 3, "of everybody else here nobody knows"
    assert found["lacking"] == [{"fact": "staff", "label": "从业人员", "enterprises": found["unknown"], "measures": 1}]
    city = await preview(zone, {"fact": "staff", "at_least": 50}, CITY, district=BINJIANG)
    assert all(one["district"] == BINJIANG for one in city["cells"])
    wrong = await officer(zone).post("/v1/audience-previews", json={"audience": {"fact": "staf", "at_least": 1}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "MEASURE_REFUSED")
    assert "staff" in wrong.json()["detail"]

    code = code_of(JIANDE)
    measure = award(code, automatic=False, audience={"fact": "staff", "at_least": 50}, label="建德示例培训")
    version_id = (await draft(zone, measure, JIANDE))["version_id"]
    path = f"/v1/measure-versions/{version_id}/audience"
    of_draft = (await officer(zone, "author", JIANDE).get(path)).json()
    assert (of_draft["matched"], of_draft["unknown"]) == (2, found["unknown"])
    assert (await officer(zone, "author", BINJIANG).get(path)).status_code == 404
    published = await publish(zone, measure, JIANDE)
    assert published["publications"][0]["matched"] == of_draft["matched"], "what was shown is what is told"

    own = (await zone.enterprise(unsaid, "benefits").get(f"/v1/enterprises/{unsaid}/undecided-measures")).json()
    [open_] = [one for one in own["items"] if one["benefit_code"] == code]
    assert open_["missing"] == [{"fact": "staff", "label": "从业人员", "needed": "≥50人"}]
    none = (await zone.enterprise(large, "benefits").get(f"/v1/enterprises/{large}/undecided-measures")).json()
    assert code not in [one["benefit_code"] for one in none["items"]]
    lacking = (await officer(zone, "author", JIANDE).get("/v1/missing-facts")).json()["items"]
    [staff] = [one for one in lacking if one["fact"] == "staff"]
    assert (staff["enterprises"], staff["measures"] >= 1) == (found["unknown"], True)
