"""What an enterprise chooses to hear: kept, changed by hand or by a link, and obeyed at the moment of sending."""

import re
from urllib.parse import parse_qs, urlsplit

from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancel, Cancelled, Channel, Send
from services.notifications.service.attention.links import OptOut
from tests.services.notifications.attending import ask, match, newest, reached, tell
from tests.zone import RunningZone


def path(uscc: str, noun: str = "notification-preferences") -> str:
    return f"/v1/enterprises/{uscc}/{noun}"


async def test_a_choice_is_kept_and_holds_for_what_already_waits(zone: RunningZone) -> None:
    uscc, id_ = await reached(zone, Channel.EMAIL)
    person = zone.enterprise(uscc, "notifications")
    first = await person.get(path(uscc))
    assert (first.headers["ETag"], first.json()["quiet_hours"]) == ('"v0"', {"starts": "22:00", "ends": "08:00"})
    assert {one["topic"] for one in first.json()["topics"] if one["mandatory"]} == {"tier", "money", "deadlines"}
    await tell(zone, id_, Template.FINANCING_ADVANCED, "answer")
    waiting = await newest(zone, id_)

    english = {"language": "en", "topics": [{"topic": "policies", "channels": ["email", "wechat"]}]}
    none = {"topics": [{"topic": "financing", "channels": []}]}
    assert (await person.put(path(uscc), json=english)).status_code == 428
    chosen = await person.put(path(uscc), json=english, headers={"If-Match": '"v0"'})
    assert chosen.status_code == 200, chosen.text
    assert (await person.put(path(uscc), json=none, headers={"If-Match": '"v0"'})).status_code == 412
    said = await ask(zone, waiting)
    assert isinstance(said, Send)
    assert (said.language, said.subject) == ("en", "An institution has answered your application – 示例answer")

    assert (await person.put(path(uscc), json=none, headers={"If-Match": chosen.headers["ETag"]})).status_code == 200
    assert await ask(zone, waiting) == Cancel(Cancelled.OPTED_OUT)
    (outbound,) = (await person.get(path(uscc, "outbound-messages"))).json()["items"]
    assert (outbound["state"], outbound["reason"], outbound["until"]) == ("dropped", "opted_out", None)
    changes = (await person.get(path(uscc, "notification-preference-changes"))).json()["items"]
    assert [one["version"] for one in changes] == [2, 1]
    assert changes[0]["before"] == changes[1]["after"]


async def test_what_is_mandatory_keeps_a_way_to_a_person(zone: RunningZone) -> None:
    uscc, _ = await reached(zone)
    person = zone.enterprise(uscc, "notifications")
    for channels in ([], ["webhook"]):
        body = {"topics": [{"topic": "deadlines", "channels": channels}]}
        answer = await person.put(path(uscc), json=body, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json()["code"]) == (422, "MANDATORY_TOPIC_UNREACHED")
    twice = {"topics": [{"topic": "policies", "channels": []}] * 2}
    late = {"quiet_hours": {"starts": "25:00", "ends": "08:00"}}
    for body in (twice, late, {"digest": "hourly"}, {"topics": [{"topic": "weather", "channels": []}]}):
        assert (await person.put(path(uscc), json=body, headers={"If-Match": "*"})).status_code == 422
    assert (await person.get(path(uscc))).headers["ETag"] == '"v0"'


async def test_one_step_out_by_the_link_of_an_email_and_back(zone: RunningZone) -> None:
    uscc, id_ = await reached(zone, Channel.EMAIL)
    await match(zone, id_, 1)
    bundle = await newest(zone, id_)
    sent = await ask(zone, bundle)
    assert isinstance(sent, Send)
    assert sent.unsubscribe is not None
    assert sent.unsubscribe in sent.body
    token = parse_qs(urlsplit(sent.unsubscribe).query)["token"][0]
    anybody = zone.client("notifications", "public")
    del anybody.headers["Authorization"]
    asked = {"params": {"token": token}}
    shown = await anybody.get("/v1/opt-outs", **asked)
    assert not shown.json()["opted_out"]
    assert [one["topic"] for one in shown.json()["topics"]] == ["policies"]
    assert [one["topic"] for one in shown.json()["stays_mandatory"]] == ["tier", "money", "deadlines"]
    assert uscc not in shown.text

    page = await anybody.get("/v1/opt-outs", **asked, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<form method="post">' in page.text
    assert "新政策和政策变化" in page.text
    assert "期限和待办" in page.text
    assert not {token, uscc, id_} & set(re.findall(r"[\w-]+", page.text))

    click = {"List-Unsubscribe": "One-Click"}  # RFC 8058, in either form
    for form in ({"data": click}, {"files": {name: (None, value) for name, value in click.items()}}, {}):
        out = await anybody.post("/v1/opt-outs", **asked, **form)
        assert (out.status_code, out.json()["opted_out"]) == (200, True), out.text
    assert out.json()["stays_mandatory"] == shown.json()["stays_mandatory"]
    await match(zone, id_, 1)
    person = zone.enterprise(uscc, "notifications")
    topics = {one["topic"]: one for one in (await person.get(path(uscc))).json()["topics"]}
    assert topics["policies"]["channels"] == []
    assert topics["tier"]["channels"]
    back = await anybody.delete("/v1/opt-outs", **asked)
    assert (back.status_code, back.json()["opted_out"]) == (200, False)
    changes = (await person.get(path(uscc, "notification-preference-changes"))).json()["items"]
    assert [one["how"] for one in changes] == ["back", "left"], "three clicks are one change"
    audit = [row for row in await zone.rows("notifications", "audit") if row["operation"] == "opt_out"]
    assert any(id_ in (row["changes"] or "") for row in audit)
    assert all(token not in str(row) for row in audit)


async def test_a_link_is_good_for_what_it_names_only(zone: RunningZone) -> None:
    uscc, id_ = await reached(zone)
    links = zone.zone.apps["notifications"].state.links
    anybody = zone.client("notifications", "public")
    del anybody.headers["Authorization"]
    everything, nobody = links.token(OptOut(id_, None)), links.token(OptOut("nobody", None))
    for token in (everything[:-2], everything[:-1] + ("A" if everything[-1] != "A" else "B"), "x", "示例"):
        for method in ("GET", "POST", "DELETE"):
            answer = await anybody.request(method, "/v1/opt-outs", params={"token": token})
            assert (answer.status_code, answer.json()["code"]) == (404, "OPT_OUT_LINK_INVALID")
    unread = await anybody.get("/v1/opt-outs", params={"token": nobody})
    assert unread.status_code == 200, "it needs no enterprise: they may be being read again"
    assert len(everything) <= 200
    out = (await anybody.post("/v1/opt-outs", params={"token": everything})).json()
    assert out["opted_out"]
    topics = (await zone.enterprise(uscc, "notifications").get(path(uscc))).json()["topics"]
    assert {one["topic"] for one in topics if one["channels"]} == {"tier", "money", "deadlines"}
