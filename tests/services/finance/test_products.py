"""Products over HTTP: entered, approved, corrected, withdrawn, matched; on both databases."""

from datetime import timedelta
from typing import Any

import httpx

from services.finance.product_data import demonstration_products
from services.finance.schemas.products import ProductIn
from services.finance.service.demonstration import demonstrate
from tests.consents import another_bank, grant, known, look, wish, withdraw
from tests.peers import away
from tests.products import TERMS, enter, offered, publish
from tests.services.finance.banks import GROUND
from tests.zone import BINJIANG, RunningZone, key

NEED = {"amount": "5000000.00", "months": 12}


async def matches(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    client = zone.enterprise(uscc, "finance")
    answer = await client.get(f"/v1/enterprises/{uscc}/product-matches", params=NEED | more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def of(found: dict[str, Any], product_id: str) -> dict[str, Any]:
    return next(one for one in found["items"] if one["product_id"] == product_id)


async def holder(zone: RunningZone, tier: str = "specialised") -> str:
    uscc = await zone.register()
    await zone.recognise(uscc, tier, zone.today - timedelta(days=30))
    await zone.settle()
    return uscc


async def test_a_product_is_seen_when_the_city_approved_it_and_a_correction_when_it_did_again(
    zone: RunningZone,
) -> None:
    made = await enter(zone)
    product_id, path = made["product_id"], f"/v1/products/{made['product_id']}"
    nobody = zone.client("finance", "auditor")
    del nobody.headers["Authorization"]
    assert (made["state"], (await nobody.get(path)).status_code) == ("pending", 404)
    waiting = (await zone.officer(service="finance").get("/v1/product-worklist", params={"limit": 1000})).json()[
        "items"
    ]
    assert product_id in {one["product_id"] for one in waiting}
    assert (
        await zone.officer(BINJIANG, "finance").post(
            f"{path}/decisions", json={"decision": "publish"}, headers=key() | {"If-Match": "*"}
        )
    ).status_code == 403
    published = await publish(zone, product_id, made["version"])
    assert (await nobody.get(path)).json()["state"] == "published"
    stale = await zone.bank().put(path, json=TERMS | {"rate": "2.5"}, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    revised = await zone.bank().put(
        path, json=TERMS | {"rate": "2.5"}, headers={"If-Match": f'"v{published["version"]}"'}
    )
    assert (revised.json()["number"], revised.json()["state"]) == (2, "pending")
    assert (await nobody.get(path)).json()["rate"] == "2.95"
    refused = await zone.officer(service="finance").post(
        f"{path}/decisions", json={"decision": "refuse", "reason": "出处不明"}, headers=key() | {"If-Match": "*"}
    )
    assert (refused.json()["state"], refused.json()["reason"]) == ("refused", "出处不明")
    again = await zone.officer(service="finance").post(
        f"{path}/decisions", json={"decision": "publish"}, headers=key() | {"If-Match": "*"}
    )
    assert again.json()["code"] == "PRODUCT_REFUSED"
    await zone.bank().put(path, json=TERMS | {"rate": "2.6"}, headers={"If-Match": "*"})
    await publish(zone, product_id)
    assert (await nobody.get(path)).json()["rate"] == "2.6"
    history = (await zone.bank().get(f"{path}/versions")).json()["items"]
    assert [(one["number"], one["state"]) for one in history] == [(3, "published"), (2, "refused"), (1, "replaced")]
    gone = await zone.bank().post(f"{path}/withdrawals", json={"reason": "停售"}, headers=key() | {"If-Match": "*"})
    assert (gone.json()["state"], (await nobody.get(path)).status_code) == ("withdrawn", 404)
    other = await another_bank(zone)
    assert (await other.put(path, json=TERMS, headers={"If-Match": "*"})).status_code == 404
    stray = zone.client("finance", "institution", "x", institution="nobody-knows-it")
    assert (await stray.post("/v1/products", json=TERMS, headers=key())).status_code == 403


async def test_what_contradicts_itself_is_refused_in_words_that_say_what_to_mend(zone: RunningZone) -> None:
    for wrong, word in (
        ({"conditions": {"fact": "titel", "any_of": ["specialised"]}}, "是否指：title"),
        ({"months_min": 13}, "months_max"),
        ({"kind": "equity"}, "没有利率"),
        ({"rate": "100.01"}, "100"),
        ({"fees": [{"label": "评估费"}]}, "percent、amount 之一"),
        ({"limits": {"everybody": "1.00"}}, ""),
    ):
        answer = await zone.bank().post("/v1/products", json=TERMS | wrong, headers=key())
        assert answer.status_code == 422, answer.text
        assert word in answer.text


async def test_an_enterprise_sees_what_suits_it_the_cheapest_first_with_every_line(zone: RunningZone) -> None:
    uscc, untitled = await holder(zone), await zone.register()
    subsidised = await offered(
        zone, rate="3", subsidy={"policy_set": "HZ-SRDI-LOAN-2025", "measure": "loan-interest-subsidy"}
    )
    plain, dear = await offered(zone), await offered(zone, rate="4", fees=[{"label": "手续费", "percent": "0.1"}])
    unknown = await offered(zone, conditions={"fact": "serious_dishonesty", "is": False})
    found = await matches(zone, uscc)
    first = of(found, subsidised)
    assert (first["verdict"], first["subsidy"], first["cost"]) == ("met", "granted", "177083.33")
    assert [line["amount"] for line in first["lines"]] == ["152083.33", "25000.00", "-50000.00"]
    assert first["cost_after_subsidy"] == "127083.33"
    assert "非兑付依据" in first["subsidy_text"]
    assert [line["label"] for line in of(found, dear)["lines"]] == ["利息", "担保费", "手续费"]
    order = [one["product_id"] for one in found["items"] if one["product_id"] in (subsidised, plain, dear, unknown)]
    assert order == [subsidised, plain, dear, unknown]
    assert "缺“列入严重失信主体名单”" in of(found, unknown)["reason"]
    assert of(await matches(zone, uscc, amount="10000000.01"), plain)["verdict"] == "unmet"
    before = (zone.today - timedelta(days=31)).isoformat()
    assert of(await matches(zone, uscc, on=before), plain)["verdict"] == "unmet", "it held no title then"
    await zone.settle()
    assert of(await matches(zone, untitled), plain)["verdict"] == "unmet"
    neighbour = zone.enterprise(untitled, "finance")
    answer = await neighbour.get(f"/v1/enterprises/{uscc}/product-matches", params=NEED)
    assert answer.status_code == 404


async def test_the_draft_s_subsidy_is_unknown_while_a_rate_is_not_published_and_refused_for_another_purpose(
    zone: RunningZone,
) -> None:
    """11-6 pays by the LPR of January of each year: that of next year nobody knows."""
    uscc = await holder(zone)
    product = await offered(zone, subsidy={"policy_set": "HZ-DRAFT-2022", "measure": "loan-interest-subsidy"})
    research = of(await matches(zone, uscc, purpose="major_rd"), product)
    assert (research["subsidy"], research["cost_after_subsidy"]) == ("unknown", None)
    assert "2027年1月份LPR尚未发布；其余年度合计" in research["subsidy_text"]
    other = of(await matches(zone, uscc), product)
    assert (other["subsidy"], other["cost_after_subsidy"]) == ("refused", other["cost"])
    assert "贷款用途" in other["subsidy_text"]


async def test_while_benefits_is_away_the_subsidy_is_unknown_and_never_a_guess(zone: RunningZone) -> None:
    uscc = await holder(zone)
    product = await offered(zone, subsidy={"policy_set": "HZ-SRDI-LOAN-2025", "measure": "loan-interest-subsidy"})
    plain = await offered(zone, rate="20")
    async with away(zone, "benefits"):
        found = await matches(zone, uscc)
    one = of(found, product)
    assert (one["verdict"], one["subsidy"], one["cost"], one["cost_after_subsidy"]) == (
        "met",
        "unknown",
        "174548.61",
        None,
    )
    assert "没有回应" in one["subsidy_text"]
    assert one["place"] > of(found, plain)["place"], "what is known comes before what is not"


async def test_the_demonstration_bank_offers_the_real_product_with_its_source(zone: RunningZone) -> None:
    for _, terms in demonstration_products():
        assert ProductIn.model_validate_json(httpx.Request("POST", "http://x", json=terms).content).terms() == terms
    for _ in range(2):
        await demonstrate(zone.db("finance"))
    nobody = zone.client("finance", "auditor")
    del nobody.headers["Authorization"]

    async def names(**params: str) -> set[str]:
        answer = await nobody.get("/v1/products", params={"limit": 1000, **params})
        return {one["name"] for one in answer.json()["items"]}

    assert "杭州市专精特新贷（2024年）" in await names(on="2025-06-01", kind="loan")
    assert "杭州市专精特新贷（2024年）" not in await names()
    assert "示例专精特新贷（演示）" in await names()
    assert await names(kind="bond") == set()
    source = (await nobody.get(f"/v1/products/{demonstration_products()[1][0]}")).json()["source"]
    assert "杭经信联中小〔2024〕19号" in source


async def test_a_consent_may_be_for_one_product_of_that_institution(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    product, pending = await offered(zone), (await enter(zone))["product_id"]
    assert (await grant(zone, uscc, product_id=product))["product_id"] == product
    own, path = zone.enterprise(uscc, "finance"), f"/v1/enterprises/{uscc}/consents"
    for wrong in (pending, uscc):
        answer = await own.post(path, json=wish(zone, product_id=wrong), headers=key())
        assert answer.json()["code"] == "CONSENT_REFUSED"


async def test_nobody_consents_to_an_institution_that_is_not_let_in_nor_sees_what_it_offers(zone: RunningZone) -> None:
    uscc, bank = await known(zone), await another_bank(zone, "ending-bank")
    entered = await bank.post("/v1/products", json=TERMS, headers=key())
    path = f"/v1/products/{entered.json()['product_id']}"
    await publish(zone, entered.json()["product_id"])
    consent = await grant(zone, uscc, institution_id="ending-bank")
    assert [(await bank.get(path)).status_code, (await look(zone, consent["consent_id"], bank=bank)).status_code] == [
        200, 200,
    ]  # fmt: skip
    city = zone.officer(service="finance")
    ended = await city.post("/v1/institutions/ending-bank/suspensions", json=GROUND, headers=key())
    assert ended.status_code == 201, ended.text
    assert (await zone.enterprise(uscc, "finance").get(path)).status_code == 404
    assert (await look(zone, consent["consent_id"], bank=bank)).status_code == 403
    own = zone.enterprise(uscc, "finance")
    again = await own.post(
        f"/v1/enterprises/{uscc}/consents", json=wish(zone, institution_id="ending-bank"), headers=key()
    )
    assert (again.status_code, again.json()["code"]) == (422, "CONSENT_REFUSED")
    shown = await own.get(f"/v1/consents/{consent['consent_id']}")
    assert shown.json()["institution_name"], "what was given before stays to be seen and taken back"
    assert (await withdraw(zone, uscc, consent["consent_id"])).status_code == 200
