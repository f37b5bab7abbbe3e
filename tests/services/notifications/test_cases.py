"""A case is seen when its enterprise agreed to its words, and no longer than it agrees."""

from tests.helping import WRITTEN, agree, desk, firms, named, step_case, write
from tests.zone import YUHANG, RunningZone


async def test_a_case_is_published_with_consent_to_its_words_and_taken_back_with_it(zone: RunningZone) -> None:
    uscc, other = await firms(zone, 2)
    case_id = await write(zone, uscc)
    path, office, stranger = f"/v1/cases/{case_id}", desk(zone), zone.enterprise(other, "notifications")
    bank = zone.client("notifications", "institution", "clerk", institution="some-bank")
    (asked,) = await named(zone, uscc, "请确认是否同意宣传")
    assert "示例区经信局" in asked["text"]
    own = (await zone.enterprise(uscc, "notifications").get(f"/v1/enterprises/{uscc}/cases")).json()["items"]
    assert [(one["case_id"], one["state_label"], one["edition"]) for one in own] == [(case_id, "待企业确认", 1)]
    assert (await stranger.get(path)).status_code == 404
    assert (await desk(zone, YUHANG).get(path)).status_code == 404
    too_soon = await step_case(zone, case_id, "publish")
    assert (too_soon.status_code, too_soon.json()["detail"]) == (409, "企业尚未同意，不能发布")

    assert (await agree(zone, other, case_id)).status_code == 404
    assert (await agree(zone, uscc, case_id, edition=2)).status_code == 409
    assert (await agree(zone, uscc, case_id)).json()["state"] == "agreed"
    desk_list = (await office.get("/v1/case-worklist", params={"state": "agreed"})).json()["items"]
    assert case_id in {one["case_id"] for one in desk_list}
    assert (await step_case(zone, case_id, "publish")).json()["state"] == "published"
    for reader in (stranger, bank, desk(zone, YUHANG)):
        assert (await reader.get(path)).json()["honour"] is None
        newest = (await reader.get("/v1/cases", params={"limit": 1})).json()
        assert [one["case_id"] for one in newest["items"]] == [case_id]

    hidden = await office.put(path, json={**WRITTEN, "text": "看不见的\u202e字符"}, headers={"If-Match": "*"})
    assert hidden.status_code == 422
    rewritten = {**WRITTEN, "text": "改写后的第一段。\r\n\n  第二段。"}
    changed = await office.put(path, json=rewritten, headers={"If-Match": "*"})
    assert changed.json()["text"] == "改写后的第一段。\n第二段。"
    assert (changed.json()["state"], changed.json()["edition"]) == ("asked", 2)
    assert (await stranger.get(path)).status_code == 404
    assert len(await named(zone, uscc, "请确认是否同意宣传")) == 2
    assert (await agree(zone, uscc, case_id)).status_code == 409  # to words it no longer has
    assert (await agree(zone, uscc, case_id, edition=2)).status_code == 200
    assert (await step_case(zone, case_id, "publish")).status_code == 201
    assert (await agree(zone, uscc, case_id, agrees=False)).json()["state"] == "refused"
    assert (await stranger.get(path)).status_code == 404
    assert (await step_case(zone, case_id, "publish")).status_code == 409
    assert (await step_case(zone, case_id, "withdraw")).status_code == 422
    assert (await step_case(zone, case_id, "withdraw", reason="不再宣传")).json()["state"] == "withdrawn"
    assert (await agree(zone, uscc, case_id, edition=2)).status_code == 409


async def test_a_little_giant_is_honoured_while_it_holds_the_title(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, 1)
    held = await zone.recognise(uscc, "little_giant")
    await zone.complete(held["change_id"])
    case_id = await write(zone, uscc)
    assert (await agree(zone, uscc, case_id)).status_code == 200
    assert (await step_case(zone, case_id, "publish")).status_code == 201
    read = f"/v1/cases/{case_id}"
    assert (await desk(zone).get(read)).json()["honour"] == "国家级专精特新“小巨人”企业"
    ended = await zone.revoke(held["titles"][0]["title_id"])
    await zone.complete(ended["change_id"])
    assert (await desk(zone).get(read)).json()["honour"] is None
