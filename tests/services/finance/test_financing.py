"""Applications for financing over HTTP: sent, answered, compared, accepted, withdrawn; on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.finance import store
from tests.consents import grant, look, wish
from tests.financing import (
    SURETY,
    answer,
    applicant,
    applied,
    bank_offering,
    do,
    messages,
    offer,
    part_of,
    read,
    send,
    states,
    terms,
)
from tests.people import acting, join
from tests.products import offered
from tests.services.finance.banks import GROUND
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc, person_of

NOTHING = "00000000-0000-4000-8000-000000000000"


def seen(answered: httpx.Response) -> tuple[int, dict[str, Any]]:
    """All of a refusal but what names the request."""
    said = answered.json()
    return answered.status_code, {name: said[name] for name in said if name not in ("instance", "request_id")}


async def worklist(bank: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    got = await bank.get("/v1/application-parts", params=params)
    assert got.status_code == 200, got.text
    return list(got.json()["items"])


async def test_one_form_goes_to_several_who_answer_each_for_itself_and_one_offer_is_accepted(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    one, first = await bank_offering(zone, "answering-1", rate="3")
    two, second = await bank_offering(zone, "answering-2")
    three, third = await bank_offering(zone, "answering-3", conditions={"fact": "district", "any_of": [YUHANG]})
    sent = await applied(zone, uscc, [first, second, third], note="示例用途", kinds=["loan"])
    application_id = sent["application_id"]
    assert (sent["state"], sent["waiting"], states(sent)) == ("open", 3, ["sent"] * 3)
    assert [one["verdict"] for one in sent["parts"]] == ["met", "met", "unmet"], "told, and the institution decides"
    (part,) = await worklist(one)
    assert (part["uscc"], part["amount"], part["note"], part["state"]) == (uscc, "5000000.00", "示例用途", "sent")
    assert not {"application_id", "waiting", "parts"} & part.keys()
    ids = [part_of(sent, product)["part_id"] for product in (first, second, third)]
    nothing = await one.get(f"/v1/application-parts/{NOTHING}")
    said: dict[str, Any] = {"offers": terms(zone), "refusals": {"reason": "credit"}, "questions": {"words": "示例"}}
    for theirs in (ids[1], NOTHING):
        assert seen(await one.get(f"/v1/application-parts/{theirs}")) == seen(nothing)
        for noun in ("acknowledgements", *said):
            assert seen(await answer(one, theirs, noun, said.get(noun))) == seen(nothing)
    seen_one = await answer(one, ids[0], "acknowledgements")
    assert (seen_one.json()["state"], seen_one.headers["etag"]) == ("acknowledged", '"v2"')
    asked = await answer(one, ids[0], "questions", {"words": "请补充水电费单据"})
    assert asked.json()["state"] == "questioned"
    added = await do(zone, uscc, application_id, "supplements", {"part_id": ids[0], "words": "已寄送"})
    assert part_of(added.json(), first)["state"] == "acknowledged"
    got = (await one.get(f"/v1/application-parts/{ids[0]}")).json()
    assert [(step["number"], step["step"], step["words"]) for step in got["history"]] == [
        (1, "send", None), (2, "acknowledge", None), (3, "question", "请补充水电费单据"), (4, "supplement", "已寄送"),
    ]  # fmt: skip
    assert (await offer(zone, one, ids[0], rate="3"))["offers"][0]["number"] == 1
    again = await answer(one, ids[0], "offers", terms(zone, rate="3"))
    assert (again.status_code, again.json()["version"]) == (201, 5), "the same again is the same"
    other = await answer(one, ids[0], "offers", terms(zone, rate="2.8"))
    assert (other.status_code, other.json()["code"]) == (409, "FINANCING_REFUSED")
    above = await answer(one, ids[0], "offers", terms(zone, rate="3.01", replaces=1))
    assert (above.status_code, above.json()["code"]) == (422, "OFFER_REFUSED")
    better = await offer(zone, one, ids[0], rate="2.8", replaces=1, contract_ref="示例合同")
    assert [made["rate"] for made in better["offers"]] == ["3", "2.8"], "what was offered before stays in the history"
    await offer(zone, two, ids[1], rate="2.9")
    refused = await answer(three, ids[2], "refusals", {"reason": "out_of_scope"})
    assert refused.json()["reason_label"] == "不在本机构业务或地域范围内"
    whole = await read(zone, uscc, application_id)
    assert (whole["waiting"], whole["offers"], whole["version"]) == (0, 2, len(whole["history"]))
    compared = await zone.enterprise(uscc, "finance").get(f"/v1/applications/{application_id}/offers")
    assert [(row["part_id"], row["yearly_percent"]) for row in compared.json()["items"]] == [
        (ids[0], "2.8000"), (ids[1], "2.9000"),
    ]  # fmt: skip
    stale, etag = '"v3"', compared.headers["etag"]
    chosen = {"part_id": ids[0], "offer_number": 2}
    assert (await do(zone, uscc, application_id, "acceptances", chosen)).status_code == 428
    assert (await do(zone, uscc, application_id, "acceptances", chosen, stale)).status_code == 412
    accepted = await do(zone, uscc, application_id, "acceptances", chosen, etag)
    assert (accepted.status_code, states(accepted.json())) == (201, ["accepted", "closed", "refused"])
    assert part_of(accepted.json(), second)["reason_label"] == "企业已选定其他方案"
    late = await do(zone, uscc, application_id, "withdrawals", {})
    assert (late.status_code, late.json()["code"]) == (409, "FINANCING_REFUSED")
    told = await messages(zone, uscc)
    names = "示例银行（演示）"
    assert told == [
        f"{names}要求补充资料", f"{names}已报价", f"{names}更改了报价", f"{names}已报价", f"{names}不予办理",
        "融资申请的报价已齐，请比较选择",
    ]  # fmt: skip


async def test_what_is_not_on_offer_or_not_for_the_tier_is_refused_and_nothing_is_kept(zone: RunningZone) -> None:
    uscc, innovative = await applicant(zone), await applicant(zone, "innovative")
    product = await offered(zone)
    for whose, products, more in (
        (innovative, [product], {}),
        (uscc, [NOTHING], {}),
        (uscc, [product, product], {}),
        (uscc, [{"product_id": product, "guaranteed_by": product}], {}),
        (uscc, [product], {"kinds": ["bond"]}),
        (uscc, [product], {"drawn_on": (zone.today - timedelta(days=1)).isoformat()}),
    ):
        tried = await send(zone, whose, products, **more)
        assert (tried.status_code, tried.json()["code"]) == (422, "FINANCING_UNFIT"), tried.text
    for whose in (uscc, innovative):
        listed = await zone.enterprise(whose, "finance").get(f"/v1/enterprises/{whose}/applications")
        assert listed.json()["items"] == []


async def test_a_loan_on_condition_of_a_guarantee_is_compared_and_accepted_with_it(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    bank, loan = await bank_offering(zone, "tied-bank")
    surety, guarantee = await bank_offering(zone, "tied-surety", **SURETY)
    sent = await applied(zone, uscc, [{"product_id": loan, "guaranteed_by": guarantee}])
    lent, backed = part_of(sent, loan), part_of(sent, guarantee)
    assert (lent["tied_to"], [part["tied"] for part in await worklist(bank)]) == (backed["part_id"], [True])
    await offer(zone, bank, lent["part_id"], guarantee_needed=True, guarantee_rate="1")
    path = f"/v1/applications/{sent['application_id']}"
    own = zone.enterprise(uscc, "finance")
    (alone,) = (await own.get(f"{path}/offers")).json()["items"]
    assert (alone["acceptable"], alone["cost"], alone["guarantor_name"] is not None) == (False, None, True)
    wanted = {"part_id": lent["part_id"], "offer_number": 1}
    assert (await do(zone, uscc, sent["application_id"], "acceptances", wanted, "*")).status_code == 409
    await offer(zone, surety, backed["part_id"], rate="0.5")
    (both,) = (await own.get(f"{path}/offers")).json()["items"]
    assert [line["label"] for line in both["lines"]] == ["利息", "担保费"], "the guarantor's fee, not the bank's guess"
    assert (both["acceptable"], both["cost"]) == (True, "172361.11")
    surely = {"part_id": backed["part_id"], "offer_number": 1}
    assert (await do(zone, uscc, sent["application_id"], "acceptances", surely, "*")).status_code == 409
    done = await do(zone, uscc, sent["application_id"], "acceptances", wanted, "*")
    assert states(done.json()) == ["accepted", "accepted"]
    apart = await applied(zone, uscc, [{"product_id": loan, "guaranteed_by": guarantee}])
    await answer(surety, part_of(apart, guarantee)["part_id"], "refusals", {"reason": "security"})
    after = await read(zone, uscc, apart["application_id"])
    assert (after["state"], part_of(after, loan)["reason"]) == ("ended", "tied_ended")


async def test_a_consent_given_with_the_form_ends_with_the_part_it_was_given_for(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    agreed = {name: wish(zone)[name] for name in ("items", "text_digest")}
    one, first = await bank_offering(zone, "consented-1")
    two, second = await bank_offering(zone, "consented-2")
    await grant(zone, uscc, institution_id="consented-2")
    sent = await applied(zone, uscc, [first, second], consent=agreed)
    given = {part["institution_id"]: part["part_id"] for part in sent["parts"]}
    consents = (await read(zone, uscc, sent["application_id"]))["consents"]
    assert set(consents) == set(given.values())
    (part,) = await worklist(two)
    assert part["consent_id"] == consents[given["consented-2"]]
    for bank, name in ((one, "consented-1"), (two, "consented-2")):
        assert (await look(zone, consents[given[name]], bank=bank)).status_code == 200
    await answer(two, given["consented-2"], "refusals", {"reason": "other", "words": "示例"})
    await offer(zone, one, given["consented-1"])
    chosen = {"part_id": given["consented-1"], "offer_number": 1}
    assert (await do(zone, uscc, sent["application_id"], "acceptances", chosen, "*")).status_code == 201
    assert (await look(zone, consents[given["consented-2"]], bank=two)).status_code == 404
    assert (await look(zone, consents[given["consented-1"]], bank=one)).status_code == 200, "the contract is still made"
    over = await zone.enterprise(uscc, "finance").get(f"/v1/consents/{consents[given['consented-2']]}")
    assert (over.json()["state"], over.json()["ending"]) == ("ended", "closed")
    listed = (await zone.enterprise(uscc, "finance").get(f"/v1/enterprises/{uscc}/consents")).json()["items"]
    assert [one["state"] for one in listed].count("in_force") == 2, "what was given apart stays"


async def test_finance_applies_the_owner_accepts_and_an_officer_sees_its_district(zone: RunningZone) -> None:
    uscc, elsewhere = new_uscc(), await applicant(zone, district=YUHANG)
    owner = {"name": "欧阳示例", "phone": "13800001234", "subject": person_of(uscc)}
    await zone.register(uscc, owner=owner)
    await zone.recognise(uscc, "specialised", zone.today - timedelta(days=30))
    finance, _ = await join(zone, uscc, person_of(uscc), "finance")
    reader, _ = await join(zone, uscc, person_of(uscc), "reader")
    await zone.settle()
    bank, product = await bank_offering(zone, "roles-bank")
    path = f"/v1/enterprises/{uscc}/applications"
    body = {"amount": "1000000.00", "months": 12, "products": [{"product_id": product}]}
    no = await acting(zone, uscc, reader, "finance").post(path, json=body, headers=key())
    assert (no.status_code, no.json()["code"]) == (403, "FORBIDDEN")
    clerk = acting(zone, uscc, finance, "finance")
    agreed = {name: wish(zone)[name] for name in ("items", "text_digest")}
    assert (await clerk.post(path, json=body | {"consent": agreed}, headers=key())).status_code == 403
    sent = (await clerk.post(path, json=body, headers=key())).json()
    part_id = sent["parts"][0]["part_id"]
    await offer(zone, bank, part_id, amount="1000000.00")
    whole = f"/v1/applications/{sent['application_id']}"
    chosen = {"part_id": part_id, "offer_number": 1}
    early = await clerk.post(f"{whole}/acceptances", json=chosen, headers=key() | {"If-Match": "*"})
    assert (early.status_code, "负责人" in early.json()["detail"]) == (403, True)
    other = await applied(zone, elsewhere, [product])
    for officer, here, there in (
        (zone.officer(BINJIANG, "finance"), 200, 404),
        (zone.officer(YUHANG, "finance"), 404, 200),
        (zone.officer(service="finance"), 200, 200),
        (zone.client("finance", "auditor"), 200, 200),
    ):
        listed = (await officer.get("/v1/applications", params={"limit": 1000})).json()["items"]
        for id_, verdict in ((sent["application_id"], here), (other["application_id"], there)):
            assert (await officer.get(f"/v1/applications/{id_}")).status_code == verdict
            assert (id_ in {one["application_id"] for one in listed}) is (verdict == 200)
    watched = (await zone.client("finance", "auditor").get(whole)).json()["history"]
    assert [step["account"] for step in watched] == [f"enterprise:{finance}", "institution:other-clerk"]
    stranger = await zone.enterprise(elsewhere, "finance").get(whole)
    assert seen(stranger) == seen(await zone.enterprise(elsewhere, "finance").get(f"/v1/applications/{NOTHING}"))
    assert (await do(zone, uscc, sent["application_id"], "acceptances", chosen, "*")).status_code == 201


async def test_who_is_suspended_or_does_not_answer_here_is_neither_asked_nor_accepted(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    bank, product = await bank_offering(zone, "leaving-bank")
    _, mute = await bank_offering(zone, "mute-bank")
    async with zone.db("finance").transaction() as tx:
        one = await store.institutions.find(tx, "mute-bank")
        assert one is not None
        assert one.grant is not None
        await store.institutions.save(tx, replace(one, grant=replace(one.grant, scopes=("product:write",))))
    assert (await send(zone, uscc, [mute])).json()["code"] == "FINANCING_UNFIT"
    sent = await applied(zone, uscc, [product])
    part_id = sent["parts"][0]["part_id"]
    await offer(zone, bank, part_id)
    city = zone.officer(service="finance")
    assert (await city.post("/v1/institutions/leaving-bank/suspensions", json=GROUND, headers=key())).status_code == 201
    chosen = {"part_id": part_id, "offer_number": 1}
    refused = await do(zone, uscc, sent["application_id"], "acceptances", chosen, "*")
    assert (refused.status_code, "暂停" in refused.json()["detail"]) == (409, True)
    assert (await answer(bank, part_id, "offers", terms(zone))).status_code == 403
    assert states((await do(zone, uscc, sent["application_id"], "withdrawals", {})).json()) == ["withdrawn"]


async def test_no_step_and_no_offer_is_ever_changed_or_deleted(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    bank, product = await bank_offering(zone, "kept-bank")
    sent = await applied(zone, uscc, [product])
    await offer(zone, bank, sent["parts"][0]["part_id"])
    await grant(zone, uscc)
    for statement in (
        "UPDATE financing_step SET words = 'x'",
        "DELETE FROM financing_step",
        "UPDATE financing_offer SET rate = '1'",
        "DELETE FROM financing_offer",
        "UPDATE consent SET part_id = 'x'",
    ):
        with pytest.raises(DBAPIError):
            async with zone.db("finance").transaction() as tx:
                await tx.execute(text(statement))
