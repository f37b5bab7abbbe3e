"""Demands and offers: posted, looked at, answered, matched; each side sees what is its own."""

from typing import Any

from tests.postings import CONTACT, REPLY, acts, answered, drafted, made, posted, sent, terms
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def firm(zone: RunningZone, tier: str | None = None, district: str = BINJIANG, **more: Any) -> str:
    uscc = await zone.register(district=district, **more)
    if tier:
        await zone.recognise(uscc, tier)
    return uscc


async def seen(zone: RunningZone, uscc: str, **params: Any) -> list[str]:
    await zone.settle()
    answer = await acts(zone, uscc).get("/v1/postings", params={"limit": 1_000, **params})
    return [one["posting_id"] for one in answer.json()["items"]]


async def headings(zone: RunningZone, uscc: str) -> list[str]:
    return [one["heading"] for one in await zone.inbox(uscc) if "现为" not in one["heading"]]


async def test_a_challenge_is_looked_at_answered_and_taken_by_one(zone: RunningZone) -> None:
    poster, taker, loser, stranger = [await firm(zone) for _ in range(4)]
    posting_id = await drafted(zone, poster, "challenge", budget="800000")
    officer, path = zone.officer(BINJIANG, "notifications"), f"/v1/postings/{posting_id}"
    assert (await officer.get(path)).status_code == 404, "a draft is its enterprise's"
    assert (await made(acts(zone, poster), f"postings/{posting_id}/submissions"))["state"] == "review"
    assert (await sent(acts(zone, taker), f"postings/{posting_id}/answers", REPLY)).status_code == 404
    back = await made(officer, f"postings/{posting_id}/reviews", {"step": "return", "reason": "请写明指标"})
    edited = terms(zone, "challenge", words="精度 0.1%")
    put = await acts(zone, poster).put(path, json=edited, headers={"If-Match": '"v1"'})
    assert put.status_code == 412
    put = await acts(zone, poster).put(path, json=edited, headers={"If-Match": f'"v{back["version"]}"'})
    assert (put.status_code, put.json()["words"]) == (200, "精度 0.1%")
    await made(acts(zone, poster), f"postings/{posting_id}/submissions")
    assert (await sent(zone.officer(YUHANG, "notifications"), f"postings/{posting_id}/reviews", {"step": "approve"})
            ).status_code == 404  # fmt: skip
    await made(officer, f"postings/{posting_id}/reviews", {"step": "approve"})
    assert posting_id in await seen(zone, taker)
    mine = await answered(zone, posting_id, taker)
    theirs = await answered(zone, posting_id, loser)
    again = await sent(acts(zone, taker), f"postings/{posting_id}/answers", REPLY)
    assert again.json()["code"] == "POSTING_REFUSED"
    answer_path = f"/v1/posting-answers/{mine['answer_id']}"
    revised = await acts(zone, taker).put(answer_path, json=REPLY | {"price": "1"}, headers={"If-Match": '"v1"'})
    assert revised.json()["price"] == "1.00"
    assert (await acts(zone, loser).put(answer_path, json=REPLY, headers={"If-Match": "*"})).status_code == 404
    listed = (await acts(zone, taker).get(f"{path}/answers")).json()["items"]
    assert [one["answer_id"] for one in listed] == [mine["answer_id"]], "of the others it sees nothing"
    both = (await acts(zone, poster).get(f"{path}/answers")).json()["items"]
    assert [one["contact"] for one in both] == [None, None], "not before it is matched"
    early = await acts(zone, poster).post(f"{path}/disclosures", json={"reason": "示例"})
    assert early.status_code == 404
    chosen = await made(acts(zone, poster), f"postings/{posting_id}/choices", {"answer_ids": [mine["answer_id"]]})
    assert chosen["state"] == "matched"
    late = await sent(acts(zone, loser), f"posting-answers/{theirs['answer_id']}/withdrawals")
    assert late.json()["code"] == "POSTING_REFUSED"
    assert (await acts(zone, taker).get(path)).json()["contact"] == {"name": "欧阳*", "phone": "138****1234"}
    assert (await acts(zone, loser).get(path)).json()["contact"] is None
    shown = await acts(zone, taker).post(f"{path}/disclosures", json={"reason": "商谈"})
    assert [one["phone"] for one in shown.json()["items"]] == [CONTACT["phone"]]
    shown = await acts(zone, poster).post(f"{path}/disclosures", json={"reason": "商谈"})
    assert [one["name"] for one in shown.json()["items"]] == ["诸葛示例"]
    for other in (acts(zone, loser), acts(zone, stranger), officer):
        assert (await other.post(f"{path}/disclosures", json={"reason": "示例"})).status_code == 404
    assert (await acts(zone, stranger).get(path)).status_code == 404
    steps = [one["step"] for one in (await acts(zone, taker).get(path)).json()["history"]]
    assert steps == ["approve", "answer", "revise", "choose"], "neither the other's answer, nor what officers returned"
    done = await made(acts(zone, poster), f"postings/{posting_id}/endings", {"step": "complete"})
    assert done["state"] == "done"
    assert await headings(zone, taker) == ["对接已完成：示例需求", "应答已被选定：示例需求"]
    assert await headings(zone, loser) == ["应答未被选定：示例需求"]
    assert await headings(zone, poster) == [
        "收到应答：示例需求", "收到应答：示例需求", "已发布：示例需求", "退回修改：示例需求",
    ]  # fmt: skip


async def test_who_sees_a_posting_is_what_it_says(zone: RunningZone) -> None:
    poster, plain = await firm(zone), await firm(zone, industry="I65")
    titled, far = await firm(zone, "specialised"), await firm(zone, "little_giant", YUHANG)
    for_tiers = await posted(zone, poster, audience="tiers", tiers=["specialised", "little_giant"], industry="C39")
    here = await posted(zone, poster, place=BINJIANG, industry="C")
    invited = await posted(zone, poster, audience="invited", invited=[plain])
    mine = {for_tiers, here, invited}
    assert mine & set(await seen(zone, titled)) == {for_tiers, here}
    assert mine & set(await seen(zone, far)) == {for_tiers}
    assert mine & set(await seen(zone, plain)) == {here, invited}
    assert mine & set(await seen(zone, plain, suited=True)) == {invited}
    assert mine & set(await seen(zone, poster)) == set(), "its own are at /enterprises/{uscc}/postings"
    assert await headings(zone, plain) == ["邀请参与产业链协作配套：示例需求"]
    suggested = (await acts(zone, poster).get(f"/v1/postings/{for_tiers}/suggestions")).json()["items"]
    assert suggested[0]["tier"] == "little_giant"
    found = {one["uscc"] for one in suggested}
    assert {plain, poster}.isdisjoint(found)
    assert (await acts(zone, titled).get(f"/v1/postings/{for_tiers}/suggestions")).status_code == 404
    await answered(zone, for_tiers, far)
    suggested = (await acts(zone, poster).get(f"/v1/postings/{for_tiers}/suggestions")).json()["items"]
    assert far not in {one["uscc"] for one in suggested}, "it has answered"


async def test_officers_post_for_a_programme_and_several_race(zone: RunningZone) -> None:
    taker, other = await firm(zone), await firm(zone)
    officer, city = zone.officer(BINJIANG, "notifications"), zone.officer(service="notifications")
    body = terms(zone, "race") | {"issuer": "示例区经信局"}
    unfit = await sent(officer, "postings", body | {"kind": "purchase"})
    assert (unfit.status_code, unfit.json()["code"]) == (422, "POSTING_UNFIT")
    assert (await sent(officer, "postings", body | {"place": YUHANG})).json()["code"] == "POSTING_UNFIT"
    posting_id = (await made(officer, "postings", body))["posting_id"]
    assert (await made(officer, f"postings/{posting_id}/submissions"))["state"] == "open"
    given = [(await answered(zone, posting_id, one))["answer_id"] for one in (taker, other)]
    assert (await sent(city, f"postings/{posting_id}/choices", {"answer_ids": given})).status_code == 201
    shown = await officer.post(f"/v1/postings/{posting_id}/disclosures", json={"reason": "示例"})
    assert len(shown.json()["items"]) == 2
    own = (await acts(zone, taker).get(f"/v1/enterprises/{taker}/posting-answers")).json()["items"]
    assert [(one["state"], one["posting_title"]) for one in own] == [("chosen", "示例需求")]
    failed = await sent(officer, f"postings/{posting_id}/endings", {"step": "fail", "reason": "示例"})
    assert failed.json()["state"] == "closed"


async def test_an_officer_closes_and_a_poster_withdraws_what_is_open(zone: RunningZone) -> None:
    poster, taker = await firm(zone), await firm(zone)
    for step, who in (("close", zone.officer(BINJIANG, "notifications")), ("withdraw", acts(zone, poster))):
        posting_id = await posted(zone, poster)
        await answered(zone, posting_id, taker)
        ended = await sent(who, f"postings/{posting_id}/endings", {"step": step, "reason": "示例"})
        assert ended.status_code == 201, ended.text
        given = (await acts(zone, taker).get(f"/v1/postings/{posting_id}/answers")).json()["items"]
        assert [one["state"] for one in given] == ["ended"]
    answer = await acts(zone, taker).post(f"/v1/postings/{posting_id}/answers", json=REPLY, headers=key())
    assert answer.status_code == 409
