"""政策目录: read by anybody, by every filter, with the words of the document."""

from typing import Any

import httpx
import pytest

from tests.zone import RunningZone


@pytest.fixture
def anybody(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.client("benefits", "auditor")
    del client.headers["Authorization"]
    return client


async def listed(client: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/measures", params=params)
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["items"] if one["version"] == 0]  # other tests publish in their districts


async def test_everybody_reads_all_rows_in_the_order_of_the_document(anybody: httpx.AsyncClient) -> None:
    items = await listed(anybody)
    assert len(items) == 96
    assert [items[0]["clause"], items[-1]["clause"]] == ["T-1", "S3-2"]
    assert {one["legal_note"] for one in items} == {"征求意见稿，非兑付依据"}


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"category": "monetary_fixed"}, 9),
        ({"article": "二（四）11"}, 7),
        ({"subject": "product"}, 7),
        ({"subject": "park"}, 1),
        ({"department": "市税务局"}, 10),
        ({"automatic": True}, 7),
        ({"tier": "little_giant", "automatic": True}, 6),
        ({"tier": "specialised", "automatic": True}, 3),
        ({"policy_set": "HZ-2025-MEASURES"}, 6),
        ({"category": "target", "subject": "enterprise"}, 0),
    ],
    ids=str,
)
async def test_the_catalogue_is_read_by_what_one_looks_for(
    anybody: httpx.AsyncClient, params: dict[str, Any], number: int
) -> None:
    assert len(await listed(anybody, **params)) == number


async def test_one_measure_is_found_by_its_code_and_by_its_clause(anybody: httpx.AsyncClient) -> None:
    by_code = await anybody.get("/v1/measures/loan-interest-subsidy")
    by_clause = await anybody.get("/v1/measures/11-6")
    assert by_code.json() == by_clause.json()
    one = by_code.json()
    assert one["payer"] == "UNSPECIFIED"
    assert one["formula"]["cap"] == "20000000.00"
    assert "ACT/360" in one["formula"]["text"]
    assert one["departments"][0] == "市地方金融监管局"
    assert [kind["kind"] for kind in one["evidence"]] == [
        "loan_contract",
        "loan_purpose_confirmation",
        "interest_receipts",
    ]
    again = await anybody.get("/v1/measures/11-6", headers={"If-None-Match": by_clause.headers["ETag"]})
    assert again.status_code == 304


async def test_what_is_not_there_is_said_so(anybody: httpx.AsyncClient) -> None:
    for path, code in (
        ("/v1/measures/11-99", "MEASURE_NOT_FOUND"),
        ("/v1/measures/L-1?policy_set=HZ-1999", "POLICY_SET_NOT_FOUND"),
        ("/v1/measures?policy_set=HZ-1999", "POLICY_SET_NOT_FOUND"),
    ):
        answer = await anybody.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert (await anybody.get("/v1/measures?unknown=1")).status_code == 422


async def test_the_policy_sets_say_what_they_are(anybody: httpx.AsyncClient) -> None:
    sets = {one["policy_set"]: one for one in (await anybody.get("/v1/policy-sets")).json()["items"]}
    seed = sets["HZ-DRAFT-2022"]
    assert (seed["legal_status"], seed["measures"], seed["confirmed"]) == ("draft", 96, "full_text")
    assert any("方法B" in words for words in seed["assumptions"])
    assert {one["legal_status"] for name, one in sets.items() if name != "HZ-DRAFT-2022"} == {"comparison"}


async def test_the_closed_lists_say_what_may_be_asked_and_what_proves_it(anybody: httpx.AsyncClient) -> None:
    facts = {one["fact"]: one for one in (await anybody.get("/v1/facts")).json()["items"]}
    assert (facts["principal"]["unit"], facts["principal"]["subjects"]) == ("元", ["loan"])
    assert [choice["label"] for choice in facts["lender"]["choices"]] == ["银行", "非银行机构"]
    assert {name for name, one in facts.items() if one["follows_from_titles"]} == {"title", "first_title"}
    kinds = (await anybody.get("/v1/evidence-kinds")).json()["items"]
    assert {name for kind in kinds for name in kind["gives"]} <= set(facts)
