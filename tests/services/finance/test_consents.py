"""Consents: given, read under, recorded, taken back; on both databases."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx

from services.finance.store import DEMONSTRATION_BANK
from tests.consents import CONTACT, another_bank, grant, known, look, record, wish, withdraw
from tests.peers import away
from tests.people import acting, individual, join
from tests.zone import RunningZone, key, new_uscc, person_of


def seen(answer: httpx.Response) -> tuple[int, dict[str, str]]:
    """All of a refusal but what names the request."""
    return answer.status_code, {
        name: said for name, said in answer.json().items() if name not in ("instance", "request_id")
    }


async def test_an_institution_sees_what_was_consented_to_and_the_enterprise_sees_every_look(zone: RunningZone) -> None:
    uscc = await known(zone)
    given = await grant(zone, uscc, items=["annual_figures"])
    assert (given["state"], given["items"][0]["item"], given["reads"]) == ("in_force", "annual_figures", 0)
    consent_id = given["consent_id"]
    everything = await look(zone, consent_id)
    assert everything.status_code == 200, everything.text
    (part,) = everything.json()["parts"]
    assert (part["item"], part["rows"][0]["revenue"], part["rows"][0]["net_profit"]) == (
        "annual_figures",
        "42000000.00",
        "-120000.00",
    )
    masked = await look(zone, consent_id, items=["contacts", "annual_figures"])
    assert [one["item"] for one in masked.json()["parts"]] == ["annual_figures"]
    assert "欧阳" not in masked.text
    assert "13800001234" not in masked.text
    assert masked.headers["cache-control"] == "no-store"
    (last, first) = (await record(zone, uscc, consent_id))["items"]
    assert (first["number"], last["number"], last["institution_id"], last["purpose"]) == (
        1,
        2,
        DEMONSTRATION_BANK,
        "loan",
    )
    assert [one["item"] for one in last["items"]] == ["annual_figures"]
    assert last["account"] is None
    watched = await zone.client("finance", "auditor").get(f"/v1/consents/{consent_id}/queries", params={"limit": 1})
    assert watched.json()["items"][0]["account"] == "institution:clerk"
    more = await record(zone, uscc, consent_id, limit=1)
    assert (await record(zone, uscc, consent_id, limit=1, cursor=more["next_cursor"]))["items"][0]["number"] == 1


async def test_contacts_leave_unmasked_only_when_the_people_themselves_agreed(zone: RunningZone) -> None:
    uscc = await known(zone)
    path, own = f"/v1/enterprises/{uscc}/consents", zone.enterprise(uscc, "finance")
    refused = await own.post(path, json=wish(zone, items=["contacts"]), headers=key())
    assert (refused.status_code, refused.json()["code"]) == (422, "CONSENT_REFUSED")
    assert "单独同意" in refused.json()["detail"]
    given = await grant(zone, uscc, items=["contacts"], people_agreed=True)
    (part,) = (await look(zone, given["consent_id"])).json()["parts"]
    assert part["rows"] == [
        {"role_label": "财务负责人", "name": CONTACT["name"], "phone": CONTACT["phone"], "email": CONTACT["email"]}
    ]


async def test_what_is_withdrawn_over_for_another_purpose_another_s_or_nothing_at_all_looks_alike(
    zone: RunningZone,
) -> None:
    uscc = await known(zone)
    withdrawn, other, future, once = [
        (await grant(zone, uscc, **more))["consent_id"]
        for more in (
            {},
            {},
            {"from_on": (zone.today + timedelta(days=1)).isoformat()},
            {"single_use": True},
        )
    ]
    assert (await look(zone, once)).status_code == 200
    ended = await withdraw(zone, uscc, withdrawn)
    assert (ended.json()["state"], ended.json()["ending"]) == ("withdrawn", "withdrawn")
    assert (await withdraw(zone, uscc, withdrawn)).json() == ended.json(), "again changes nothing"
    stranger = await another_bank(zone)
    stray = zone.client("finance", "institution", "x", institution="nobody-knows-it")
    assert (await look(zone, other, bank=stray)).status_code == 403, "whoever is not let in learns of no consent"
    nothing = await look(zone, "00000000-0000-4000-8000-000000000000")
    assert nothing.status_code == 404
    for answer in (
        await look(zone, withdrawn),
        await look(zone, future),
        await look(zone, once),
        await look(zone, other, purpose="bond"),
        await look(zone, other, items=["contacts"]),
        await look(zone, other, bank=stranger),
        await look(zone, "code-references/00000000-0000-4000-8000-000000000000"),
    ):
        assert seen(answer) == seen(nothing)
    for path in ("", "/text", "/queries"):
        theirs = await stranger.get(f"/v1/consents/{other}{path}")
        assert seen(theirs) == seen(await stranger.get(f"/v1/consents/{uscc}{path}"))
    assert (await record(zone, uscc, other))["items"] == []


async def test_a_withdrawal_and_looks_at_the_same_time_have_an_order(zone: RunningZone) -> None:
    """Every look that was answered is in the record before the withdrawal; after it was acknowledged none is."""
    uscc = await known(zone)
    consent_id = (await grant(zone, uscc))["consent_id"]
    started: list[tuple[float, asyncio.Task[httpx.Response]]] = []
    acknowledged = 0.0

    async def looking() -> None:
        for _ in range(12):
            started.append((asyncio.get_running_loop().time(), asyncio.create_task(look(zone, consent_id))))
            await asyncio.sleep(0.01)

    async def withdrawing() -> None:
        nonlocal acknowledged
        await asyncio.sleep(0.05)
        assert (await withdraw(zone, uscc, consent_id)).status_code == 200
        acknowledged = asyncio.get_running_loop().time()

    await asyncio.gather(looking(), withdrawing())
    late = await look(zone, consent_id)
    answers = [(at, await task) for at, task in started]
    assert late.status_code == 404
    assert {answer.status_code for _, answer in answers} <= {200, 404}
    assert all(answer.status_code == 404 for at, answer in answers if at > acknowledged)
    numbers = sorted(answer.json()["number"] for _, answer in answers if answer.status_code == 200)
    recorded = (await record(zone, uscc, consent_id))["items"]
    assert numbers == sorted(one["number"] for one in recorded) == list(range(1, len(numbers) + 1))
    ended = (await zone.enterprise(uscc, "finance").get(f"/v1/consents/{consent_id}")).json()
    assert all(one["queried_at"] <= ended["ended_at"] for one in recorded)


async def test_of_several_who_look_at_once_exactly_one_uses_up_what_is_for_once(zone: RunningZone) -> None:
    uscc = await known(zone)
    consent_id = (await grant(zone, uscc, single_use=True))["consent_id"]
    answers = await asyncio.gather(*(look(zone, consent_id) for _ in range(6)))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 404: 5}
    assert len((await record(zone, uscc, consent_id))["items"]) == 1
    read = await zone.enterprise(uscc, "finance").get(f"/v1/consents/{consent_id}")
    assert (read.json()["state"], read.json()["reads"]) == ("used_up", 1)


async def test_while_the_registry_is_away_nothing_is_shown_recorded_or_used_up(zone: RunningZone) -> None:
    uscc = await known(zone)
    consent_id = (await grant(zone, uscc, single_use=True))["consent_id"]
    async with away(zone, "registry"):
        answer = await look(zone, consent_id)
        assert (answer.status_code, answer.json()["code"]) == (503, "REGISTRY_AWAY")
        assert (await look(zone, new_uscc())).status_code == 404, "who has no consent learns nothing of the registry"
    assert (await record(zone, uscc, consent_id))["items"] == []
    assert (await look(zone, consent_id)).status_code == 200


async def test_a_scanned_code_leads_to_the_consented_data_of_that_enterprise_only(zone: RunningZone) -> None:
    uscc = await known(zone)
    own = zone.enterprise(uscc, "registry")
    shown = await own.post(f"/v1/enterprises/{uscc}/codes", json={"purpose": "finance"}, headers=key())
    bank = zone.client("registry", "institution", "clerk", institution=DEMONSTRATION_BANK)
    body = {"token": shown.json()["token"], "purpose": "finance"}
    scanned = await bank.post("/v1/code-scans", json=body, headers=key())
    by_code = f"code-references/{scanned.json()['reference']}"
    assert (await look(zone, by_code)).status_code == 404, "a scan is no consent"
    once = await grant(zone, uscc, items=["annual_figures", "assessments"], single_use=True)
    assert (await look(zone, by_code, bank=await another_bank(zone))).status_code == 404, "another's scan"
    standing = await grant(zone, uscc, items=["annual_figures"])
    little = await look(zone, by_code, items=["annual_figures"])
    assert little.json()["consent_id"] == standing["consent_id"], "what is for once is kept for when it is needed"
    more = await look(zone, by_code)
    assert (more.json()["consent_id"], more.json()["uscc"]) == (once["consent_id"], uscc)
    assert (await record(zone, uscc, once["consent_id"]))["items"][0]["by_code"] is True
    switched = await own.put(f"/v1/enterprises/{uscc}/code-status", json={"status": "suspended"})
    assert switched.status_code == 200
    assert (await look(zone, by_code, items=["annual_figures"])).status_code == 404, "the code is suspended"


async def test_the_owner_consents_and_others_of_the_enterprise_look(zone: RunningZone) -> None:
    uscc = new_uscc()
    await zone.register(uscc, owner=individual(person_of(uscc)))
    subject, _ = await join(zone, uscc, person_of(uscc), "finance")
    await zone.settle()
    clerk, path = acting(zone, uscc, subject, "finance"), f"/v1/enterprises/{uscc}/consents"
    assert (await clerk.post(path, json=wish(zone), headers=key())).status_code == 403
    consent_id = (await grant(zone, uscc))["consent_id"]
    assert (await clerk.put(f"/v1/consents/{consent_id}/withdrawal")).status_code == 403
    assert [one["consent_id"] for one in (await clerk.get(path)).json()["items"]] == [consent_id]
    for refusal, code in (
        (wish(zone, institution_id="nobody-knows-it"), "CONSENT_REFUSED"),
        (wish(zone, until_on="2030-01-01"), "CONSENT_REFUSED"),
        (wish(zone, text_digest="0" * 64), "CONSENT_TEXT_OUTDATED"),
        (wish(zone, items=[]), "VALIDATION_FAILED"),
        (wish(zone, items=["everything"]), "VALIDATION_FAILED"),
    ):
        answer = await zone.enterprise(uscc, "finance").post(path, json=refusal, headers=key())
        assert answer.json()["code"] == code, answer.text


async def test_both_sides_page_through_their_consents_newest_first(zone: RunningZone) -> None:
    uscc = await known(zone)
    ids = [(await grant(zone, uscc))["consent_id"] for _ in range(3)]
    own, path = zone.enterprise(uscc, "finance"), f"/v1/enterprises/{uscc}/consents"
    found: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await own.get(path, params=params)).json()
        found += [one["consent_id"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == ids[::-1]
    given = (await zone.bank().get("/v1/consents", params={"limit": 3})).json()["items"]
    assert [(one["consent_id"], one["uscc"]) for one in given] == [(id_, uscc) for id_ in ids[::-1]]
    assert (await (await another_bank(zone)).get("/v1/consents")).json()["items"] == []
