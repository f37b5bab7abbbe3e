"""政策计算: for a made-up subject without login, for a registered enterprise on any day, kept and checked."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc

QUESTION: dict[str, Any] = {
    "on": "2026-11-23",
    "titles": [{"tier": "specialised", "recognised_on": "2025-12-01"}],
    "facts": {"district": "330108", "platform_in_construction": True, "platform_equipment": "81234567.89"},
    "measures": ["04-3", "02-3", "11-6"],
}


def public(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.client("benefits", "auditor")
    del client.headers["Authorization"]
    return client


async def calculated(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/v1/calculations", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def by_clause(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["clause"]: one for one in answer["results"]}


async def test_a_made_up_enterprise_is_answered_without_login(zone: RunningZone) -> None:
    answer = await calculated(public(zone), QUESTION)
    results = by_clause(answer)
    assert {name: (one["verdict"], one["amount"]) for name, one in results.items()} == {
        "02-3": ("met", "200000.00"),
        "04-3": ("met", "30000000.00"),
        "11-6": ("unknown", None),
    }
    assert [one["fact"] for one in results["11-6"]["missing"]] == ["purpose", "lender", "overdue"]
    assert answer["totals"] == [
        {"certainty": "nominal", "amount": "200000.00"},
        {"certainty": "upper_bound", "amount": "30000000.00"},
    ]
    assert answer["legal_note"] == "征求意见稿，非兑付依据"


async def test_every_row_for_the_asker_is_answered_when_none_is_named(zone: RunningZone) -> None:
    client = public(zone)
    for subject, number in (("enterprise", 81), ("district", 13), ("city", 9), ("park", 1), ("institution", 1)):
        answer = await calculated(client, {"subject": subject})
        own = [one for one in answer["results"] if not one["benefit_code"].startswith("example-")]
        assert len(own) == number, "and what other tests published in their districts"
        assert {one["verdict"] for one in answer["results"]} <= {"met", "unknown"}


async def test_a_registered_enterprise_is_judged_by_what_the_registry_told_on_the_day_asked(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    changed = await zone.recognise(uscc, "specialised")
    await zone.complete(changed["change_id"])
    own = zone.enterprise(uscc, "benefits")
    asked = {"uscc": uscc, "measures": ["02-3", "10-3", "08-5", "S2-1"]}
    results = by_clause(await calculated(own, asked))
    assert {name: one["verdict"] for name, one in results.items()} == {
        "02-3": "met",
        "10-3": "met",
        "08-5": "unknown",
        "S2-1": "met",
    }
    earlier = by_clause(await calculated(own, asked | {"on": "2020-01-01"}))
    assert (earlier["02-3"]["verdict"], earlier["S2-1"]["verdict"]) == ("unmet", "met")


async def test_what_if_on_facts_and_on_tier(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    own = zone.enterprise(uscc, "benefits")
    asked: dict[str, Any] = {"uscc": uscc, "measures": ["02-2", "10-4"]}
    assert {one["verdict"] for one in (await calculated(own, asked))["results"]} == {"unmet"}
    supposed = asked | {"titles": [{"tier": "little_giant"}], "facts": {"listed_on": "bse"}}
    answer = await calculated(own, supposed)
    assert [one["amount"] for one in answer["results"]] == ["1000000.00", "3000000.00"]
    assert [(one["clause"], one["was"]["verdict"], one["becomes"]["amount"]) for one in answer["changes"]] == [
        ("02-2", "unmet", "1000000.00"),
        ("10-4", "unmet", "3000000.00"),
    ]
    product = {"ref": "P1", "first_set_level": "domestic"}
    with_product = {"uscc": uscc, "measures": ["05-6"], "products": [product], "titles": [{"tier": "specialised"}]}
    [changed] = (await calculated(own, with_product))["changes"]
    assert (changed["ref"], changed["becomes"]["amount"]) == ("P1", "1000000.00")


async def test_nobody_calculates_with_what_is_known_of_anothers_enterprise(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.settle()
    for client in (public(zone), zone.enterprise(new_uscc(), "benefits"), zone.officer(YUHANG, "benefits")):
        for path, more in (
            ("/v1/calculations", {}),
            ("/v1/calculation-sweeps", {"sweep": {"fact": "bid", "low": "0", "high": "9"}}),
        ):
            answer = await client.post(path, json={"uscc": uscc} | more)
            assert (answer.status_code, answer.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ({"measures": ["99-9"]}, 422, "measures 中有这一政策没有的条款"),
        ({"facts": {"platform_equipment": 3}}, 422, ""),
        ({"facts": {"debt_ratio": "45.123"}}, 422, ""),
        ({"facts": {"size_class": "huge"}}, 422, "请选择其一：large、medium、small、micro"),
        ({"facts": {"contribution": "100.01"}}, 422, "不得超过100%"),
        ({"facts": {"title": ["specialised"]}}, 422, ""),
        ({"facts": {"land_sold": "3"}}, 422, "“本年度出让工业用地”不是企业的情况"),
        ({"subject": "loan"}, 422, "subject 应为"),
        ({"subject": "city", "titles": [{"tier": "specialised"}]}, 422, "只有企业有称号"),
        ({"loans": [{"ref": "A"}, {"ref": "A"}]}, 422, "loans 中 ref 重复"),
        ({"titles": [{"tier": "none"}]}, 422, ""),
        ({"loans": [{"ref": "A", "drawn_on": "2026-02-01", "matures_on": "2026-01-31"}]}, 422, "不能早于放款日"),
        ({"loans": [{"ref": "A", "drawn_on": "2026-02-01", "matures_on": "2066-02-02"}]}, 422, "不得超过40年"),
        ({"received": {"first-set-domestic": "-1"}}, 422, ""),
        ({"policy_set": "HZ-1999"}, 404, "请核对政策编号"),
    ],
    ids=str,
)
async def test_a_question_that_cannot_be_answered_is_refused_in_words(
    zone: RunningZone, fault: dict[str, Any], status: int, words: str
) -> None:
    answer = await public(zone).post("/v1/calculations", json=fault)
    assert answer.status_code == status, answer.text
    assert words in answer.text


async def test_a_sweep_finds_the_exact_place_where_an_answer_changes(zone: RunningZone) -> None:
    body = {
        "facts": {"district": "330108", "platform_in_construction": True},
        "sweep": {"fact": "platform_equipment", "low": "0", "high": "100000000.00"},
    }
    answer = (await public(zone).post("/v1/calculation-sweeps", json=body)).json()
    [threshold] = answer["thresholds"]
    assert (threshold["clause"], threshold["at"]) == ("04-3", "59999999.99")
    assert (threshold["was"]["amount"], threshold["becomes"]["amount"]) == ("29999999.99", "30000000.00")
    amounts = [point["answers"][0]["amount"] for point in answer["points"]]
    assert amounts == sorted(amounts, key=float)
    target = {"subject": "city", "sweep": {"fact": "specialised_valid", "low": "2000", "high": "3000"}}
    found = (await public(zone).post("/v1/calculation-sweeps", json=target)).json()["thresholds"]
    assert [(one["clause"], one["at"], one["becomes"]["verdict"]) for one in found] == [("T-2", "2500", "met")]


async def test_a_receipt_is_kept_and_comes_out_again_to_the_byte(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.complete((await zone.recognise(uscc, "little_giant"))["change_id"])
    own = zone.enterprise(uscc, "benefits")
    loan = {
        "ref": "L1",
        "purpose": "major_rd",
        "lender": "bank",
        "overdue": False,
        "principal": "10000000.00",
        "drawn_on": "2025-01-01",
        "matures_on": "2028-06-30",
        "interest_paid": {"2026": "75000.00"},
    }
    body = {"uscc": uscc, "loans": [loan], "facts": {"contribution": "85.50", "factory_rating": ["smart_factory"]}}
    kept = await own.post("/v1/calculation-receipts", json=body, headers=key())
    assert kept.status_code == 201, kept.text
    path = kept.headers["Location"].removeprefix("/benefits")
    assert by_clause(kept.json())["02-2"]["amount"] == "855000.00"
    for client in (own, zone.officer(BINJIANG, "benefits"), zone.client("benefits", "auditor")):
        assert (await client.get(path)).json() == kept.json()
        check = (await client.get(f"{path}/verification")).json()
        assert (check["identical"], check["rules_changed_since"]) == (True, False)
        assert check["kept_sha256"] == check["made_sha256"] == check["digests"]["result_sha256"]
    for client in (zone.enterprise(new_uscc(), "benefits"), zone.officer(YUHANG, "benefits")):
        assert (await client.get(path)).status_code == 404


async def test_a_receipt_of_something_made_up_is_for_its_maker_and_the_auditor(zone: RunningZone) -> None:
    bank = zone.client("benefits", "institution", "clerk", institution="示例银行")
    kept = await bank.post("/v1/calculation-receipts", json=QUESTION, headers=key())
    assert kept.status_code == 201, kept.text
    path = f"/v1/calculation-receipts/{kept.json()['receipt_id']}"
    assert (await bank.get(path)).status_code == 200
    assert (await zone.client("benefits", "auditor").get(path)).status_code == 200
    assert (await zone.officer(service="benefits").get(path)).status_code == 404


async def test_a_receipt_that_was_touched_does_not_come_out_the_same_and_the_database_keeps_hands_off(
    zone: RunningZone,
) -> None:
    officer = zone.officer(service="benefits")
    kept = (await officer.post("/v1/calculation-receipts", json=QUESTION, headers=key())).json()
    for table in ("calculation_receipt", "rule_text"):
        with pytest.raises(DBAPIError, match="a receipt is only added"):
            async with zone.db("benefits").transaction() as tx:
                await tx.execute(text(f"DELETE FROM {table}"))
    rows = await zone.rows("benefits", "calculation_receipt")
    [row] = [one for one in rows if one["receipt_id"] == kept["receipt_id"]]
    inputs = json.loads(row["inputs"])
    assert inputs["case"]["facts"]["platform_equipment"] == 8_123_456_789
