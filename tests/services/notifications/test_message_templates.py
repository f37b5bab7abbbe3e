"""Texts of outbound messages: written by one officer of the city, checked by another, in force never edited."""

from typing import Any

import httpx

from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Send
from tests.services.notifications.attending import ask, newest, reached, tell
from tests.zone import BINJIANG, RunningZone, key

VERSIONS = "/v1/message-template-versions"


def text(**more: Any) -> dict[str, Any]:
    return {
        "template": "financing_all_in", "channel": "email", "language": "zh", "subject": "报价已齐：{heading}",
        "body": "{enterprise}：\n{text}\n{link}\n退订：{opt_out_link}", **more,
    }  # fmt: skip


def officers(zone: RunningZone) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    return zone.officer(service="notifications"), zone.client("notifications", "officer", "second", district="330100")


async def test_a_text_is_written_checked_by_another_and_then_sent_with(zone: RunningZone) -> None:
    first, second = officers(zone)
    made = await first.post(VERSIONS, json=text(), headers=key())
    assert made.status_code == 201, made.text
    one = f"{VERSIONS}/{made.json()['template_version_id']}"
    words = {"subject": "新版：{heading}", "body": text()["body"]}
    edited = await first.put(one, json=words, headers={"If-Match": made.headers["ETag"]})
    assert edited.status_code == 200, edited.text

    uscc, id_ = await reached(zone, Channel.EMAIL)
    await tell(zone, id_, Template.FINANCING_ALL_IN, "all-in")
    waiting = await newest(zone, id_)
    preview = (await first.get(f"{one}/preview")).json()
    assert preview["subject"] == "新版：贵企业现为省级专精特新中小企业"
    (message_id,) = waiting.message_ids.strip('[]"').split('", "')
    real = (await first.get(f"{one}/preview", params={"uscc": uscc, "message_id": message_id})).json()
    assert real["subject"] == "新版：示例all-in"
    missing = await first.get(f"{one}/preview", params={"uscc": uscc, "message_id": "nothing"})
    assert (missing.status_code, missing.json()["code"]) == (404, "MESSAGE_NOT_FOUND")

    assert (await first.get(f"{one}/preview", params={"message_id": message_id})).status_code == 422

    match = {"If-Match": "*"}
    for noun in ("releases", "checks"):
        answer = await first.post(f"{one}/{noun}", headers=key() | match)
        assert answer.status_code == 409, "neither unchecked, nor checked by whoever wrote it"
    assert (await second.post(f"{one}/checks", headers=key() | match)).json()["state"] == "checked"
    assert (await first.put(one, json=words, headers=match)).json()["code"] == "MESSAGE_TEMPLATE_STATE"
    before = await ask(zone, waiting)
    assert isinstance(before, Send)
    assert (await second.post(f"{one}/releases", headers=key() | match)).json()["state"] == "in_force"
    after = await ask(zone, waiting)
    assert isinstance(after, Send)
    number = made.json()["number"]
    assert (before.subject, after.subject, after.template_version) == ("示例all-in", "新版：示例all-in", str(number))
    assert (await first.put(one, json=words, headers=match)).status_code == 409
    catalogue = (await first.get("/v1/message-templates")).json()
    here = [
        item
        for item in catalogue["items"]
        if (item["template"], item["channel"], item["language"]) == ("financing_all_in", "email", "zh")
    ]
    assert [item["version"] for item in here] == [str(number)]

    made = await first.post(VERSIONS, json=text(), headers=key())
    again = f"{VERSIONS}/{made.json()['template_version_id']}"
    await second.post(f"{again}/checks", headers=key() | match)
    assert (await second.post(f"{again}/releases", headers=key() | match)).status_code == 201
    replaced = (await first.get(one)).json()
    assert replaced["state"] == "replaced"
    listed = (await first.get(VERSIONS, params={"state": "in_force", "template": "financing_all_in"})).json()["items"]
    assert [item["number"] for item in listed] == [number + 1]


async def test_all_that_is_wrong_with_a_text_is_said_at_once(zone: RunningZone) -> None:
    first, _ = officers(zone)
    wrong = text(subject="{heading", body="{nickname}", sms_number="1")
    answer = await first.post(VERSIONS, json=wrong, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (422, "MESSAGE_TEMPLATE_FAULTY")
    found = {(one["pointer"], one["code"]) for one in answer.json()["errors"]}
    assert found == {
        ("#/subject", "malformed"),
        ("#/body", "unknown_variable"),
        ("#/body", "opt_out_missing"),
        ("#/sms_number", "unwanted"),
    }
    no_language = {name: value for name, value in text().items() if name != "language"}
    answer = await first.post(VERSIONS, json=no_language, headers=key())
    assert answer.json()["errors"][0]["pointer"] == "#/language"


async def test_texts_are_for_officers_of_the_city(zone: RunningZone) -> None:
    district = zone.officer(BINJIANG, "notifications")
    assert (await district.get(VERSIONS)).status_code == 403
    assert (await district.post(VERSIONS, json=text(), headers=key())).status_code == 403
    watcher = zone.client("notifications", "officer", "watcher", district="330100", roles="auditor")
    assert (await watcher.get("/v1/message-templates")).status_code == 200
    assert (await watcher.post(VERSIONS, json=text(), headers=key())).status_code == 403
