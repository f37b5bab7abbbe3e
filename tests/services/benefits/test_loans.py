"""Loans entered, corrected and read; the subsidy of each year by the vectors of clause 11, on both databases."""

from typing import Any

import pytest

from tests.claims import officer, owner
from tests.loans import contract, entered, interest, post, slip, subsidies, subsidy, titled, told
from tests.zone import YUHANG, RunningZone, key, new_uscc

_WHOLE = {"drawn_on": "2022-01-01", "matures_on": "2023-01-01"}


@pytest.mark.parametrize(
    ("since", "loans", "paid", "expected"),
    [
        ("2021-12-01", [{"principal": "30000000.00", **_WHOLE}], None, {2022: ["375138.89"]}),
        ("2021-12-01", [{}], None, {2022: ["92500.00"]}),
        ("2021-12-01", [{"matures_on": "2028-01-01"}], "2023-01-01", {2022: ["233194.44"]}),
        ("2021-12-01", [{}], "75000.00", {2022: ["75000.00"]}),
        (
            "2022-06-01",
            [{"drawn_on": "2022-07-01", "matures_on": "2023-07-01"}],
            None,
            {2022: ["94555.56"], 2023: ["91756.94"]},
        ),
        (
            "2022-06-01",
            [
                {"principal": "15000000.00", "drawn_on": "2024-01-01", "matures_on": "2024-07-01"},
                {"principal": "15000000.00", "drawn_on": "2024-07-01", "matures_on": "2025-01-01"},
            ],
            None,
            {2024: ["130812.50", "44083.33"]},
        ),
    ],
    ids=["I1", "I2", "I3", "I4", "I5", "I6"],
)
async def test_the_vectors_come_out_exactly_through_the_route(
    zone: RunningZone, since: str, loans: list[dict[str, Any]], paid: str | None, expected: dict[int, list[str]]
) -> None:
    uscc = await titled(zone, since)
    made = [await entered(zone, uscc, **one) for one in loans]
    if paid == "2023-01-01":
        await told(zone, made[0]["loan_id"], "repayments", repaid_on=paid, amount="10000000.00")
    elif paid:
        assert (await interest(zone, made[0]["loan_id"], "2022-01-01", "2022-06-29", paid)).status_code == 201
    for year, amounts in expected.items():
        found = await subsidies(zone, uscc, year)
        by_loan = {one["loan_id"]: one for one in found["items"]}
        assert [by_loan[one["loan_id"]]["amount"] for one in made] == amounts
        assert found["total"] == f"{sum(round(float(one) * 100) for one in amounts) / 100:.2f}"
        assert {(one["day_count"], one["method"], one["status"]) for one in found["items"]} == {
            ("ACT/360", "by_loan", "calculated")
        }


async def test_an_answer_prints_rate_source_method_and_day_count(zone: RunningZone) -> None:
    uscc = await titled(zone)
    made = await entered(zone, uscc, matures_on="2028-01-01")
    found = await subsidy(zone, made["loan_id"], 2022)
    assert (found["tenor"], found["rate"], found["rate_published_on"]) == ("5年期以上", "4.60", "2022-01-20")
    said = "".join(f"{one['label']}{one['text']}" for one in found["steps"])
    for word in ("ACT/360", "方法B", "全国银行间同业拆借中心", "未提供当年实付利息"):
        assert word in said
    assert "第二（四）11条" in found["reason"]
    assert found["certainty"] == "upper_bound"


async def test_before_the_january_quotation_the_subsidy_is_pending(zone: RunningZone) -> None:
    uscc = await titled(zone, "2026-01-05")
    made = await entered(zone, uscc, drawn_on="2026-06-01", matures_on="2027-06-01")
    following = await subsidy(zone, made["loan_id"], 2027)
    assert (following["status"], following["amount"], following["rate"]) == ("pending", None, None)
    assert (await subsidies(zone, uscc, 2027))["open"] == 1
    assert (await subsidy(zone, made["loan_id"], 2026))["status"] == "calculated"


async def test_a_receipt_of_the_subsidy_is_made_again_to_the_byte(zone: RunningZone) -> None:
    uscc = await titled(zone)
    made = await entered(zone, uscc)
    loan_id = made["loan_id"]
    await told(zone, loan_id, "repayments", repaid_on="2022-03-01", amount="4000000.00")
    kept = await post(owner(zone, uscc), f"loans/{loan_id}/subsidies/2022/receipts")
    assert kept.status_code == 201, kept.text
    await interest(zone, loan_id, "2022-01-01", "2022-06-29", "1.00")
    again = await owner(zone, uscc).get(f"{kept.headers['location'].removeprefix('/benefits')}/verification")
    assert again.json()["identical"] is True
    [result] = kept.json()["results"]
    assert result["amount"] == "67627.78"
    assert (await subsidy(zone, loan_id, 2022))["amount"] == "1.00", "what was paid became known since"


async def test_what_is_paid_back_in_part_bears_no_subsidy_from_that_day_on(zone: RunningZone) -> None:
    """10,000,000 for 59 days, 6,000,000 for 121: × 3.70 % × 50 % ÷ 360."""
    uscc = await titled(zone)
    made = await entered(zone, uscc)
    await told(zone, made["loan_id"], "repayments", repaid_on="2022-03-01", amount="4000000.00")
    assert (await subsidy(zone, made["loan_id"], 2022))["amount"] == "67627.78"


async def test_other_subsidies_come_off_and_penalties_never_count(zone: RunningZone) -> None:
    uscc = await titled(zone)
    loan_id = (await entered(zone, uscc))["loan_id"]
    await interest(zone, loan_id, "2022-01-01", "2022-03-20", "50000.00", penalty="9999.00")
    await interest(zone, loan_id, "2022-03-21", "2022-06-29", "40000.00")
    await told(zone, loan_id, "other-subsidies", year=2022, amount="30000.00", source="示例单位")
    found = await subsidy(zone, loan_id, 2022)
    assert (found["raw"], found["interest_limit"], found["amount"]) == ("92500.00", "60000.00", "60000.00")


async def test_a_loan_of_another_purpose_or_overdue_is_not_subsidised_and_says_why(zone: RunningZone) -> None:
    uscc = await titled(zone)
    other = await entered(zone, uscc, purpose="other")
    found = await subsidy(zone, other["loan_id"], 2022)
    assert (found["status"], found["amount"]) == ("unmet", None)
    assert "贷款用途" in found["reason"]
    uscc = await titled(zone, "2024-12-01")
    loan_id = (await entered(zone, uscc, drawn_on="2025-01-01", matures_on="2027-01-01"))["loan_id"]
    await told(zone, loan_id, "overdue-reports", changed_on="2026-05-01", overdue=True)
    assert (await subsidy(zone, loan_id, 2026))["status"] == "unmet"
    await told(zone, loan_id, "overdue-reports", changed_on="2026-06-01", overdue=False)
    assert (await subsidy(zone, loan_id, 2026))["status"] == "calculated"


async def test_a_title_that_ended_within_the_year_leaves_the_days_before(zone: RunningZone) -> None:
    """1 January to 30 November 2024: 335 days of 10,000,000 at 3.45 %."""
    uscc = await titled(zone, "2021-12-01")
    loan_id = (await entered(zone, uscc, drawn_on="2024-01-01", matures_on="2025-06-01"))["loan_id"]
    found = await subsidy(zone, loan_id, 2024)
    assert (found["status"], found["days"], found["amount"]) == ("calculated", 335, "160520.83")
    assert (await subsidy(zone, loan_id, 2025))["amount"] is None, "no day of it under a title"


# ---- entries --------------------------------------------------------------------------------------


async def test_a_contract_and_a_slip_are_entered_once_for_ever(zone: RunningZone) -> None:
    uscc = await titled(zone)
    body = contract(uscc)
    first = await post(officer(zone), "loans", body)
    again = await post(officer(zone), "loans", body)
    assert again.status_code == 201
    assert (again.json()["loan_id"], again.json()["version"]) == (first.json()["loan_id"], 1)
    other = await post(officer(zone), "loans", body | {"principal": "1.00"})
    assert (other.status_code, other.json()["code"]) == (409, "LOAN_TAKEN")
    renumbered = await post(officer(zone), "loans", body | {"number": slip()})
    assert renumbered.json()["code"] == "LOAN_TAKEN"
    elsewhere = await post(officer(zone), "loans", body | {"uscc": await titled(zone)})
    assert elsewhere.json()["code"] == "LOAN_TAKEN"
    loan_id, number = first.json()["loan_id"], slip()
    for amount, status in (("5.00", 201), ("5.00", 201), ("6.00", 409)):
        told_ = await interest(zone, loan_id, "2022-01-01", "2022-03-20", amount, number=number)
        assert told_.status_code == status
    assert (await subsidy(zone, loan_id, 2022))["amount"] == "5.00"


async def test_what_was_wrong_is_corrected_by_a_new_entry_and_stays_readable(zone: RunningZone) -> None:
    uscc = await titled(zone)
    body = contract(uscc)
    loan_id = (await post(officer(zone), "loans", body)).json()["loan_id"]
    corrected = body | {"number": slip(), "corrects": body["number"], "principal": "6000000.00"}
    assert (await post(officer(zone), "loans", corrected)).json()["principal"] == "6000000.00"
    again = corrected | {"number": slip(), "principal": "7000000.00"}
    assert (await post(officer(zone), "loans", again)).json()["code"] == "LOAN_REFUSED", "corrected already"
    paid = slip()
    await interest(zone, loan_id, "2022-01-01", "2022-03-20", "500.00", number=paid)
    await interest(zone, loan_id, "2022-01-01", "2022-03-20", "0.00", corrects=paid)
    dossier = (await officer(zone).get(f"/v1/loans/{loan_id}")).json()
    assert dossier["interest_paid"] == {}
    assert [one["corrected"] for one in dossier["history"]] == [True, False, True, False]
    assert dossier["history"][0]["actor"].startswith("officer:")
    own = (await owner(zone, uscc).get(f"/v1/loans/{loan_id}")).json()
    assert {one["actor"] for one in own["history"]} == {None}


@pytest.mark.parametrize(
    ("noun", "body", "words"),
    [
        ("interest-payments", {"first_on": "2021-12-21", "last_on": "2022-03-20", "amount": "1.00"}, "跨年"),
        ("interest-payments", {"first_on": "2021-01-01", "last_on": "2021-03-20", "amount": "1.00"}, "不能早于放款"),
        ("interest-payments", {"first_on": "2022-01-01", "last_on": "2022-03-20", "amount": "0.00"}, "大于零"),
        ("repayments", {"repaid_on": "2022-02-01", "amount": "10000000.01"}, "超过放款金额"),
        ("repayments", {"repaid_on": "2027-02-01", "amount": "1.00"}, "不能晚于今天"),
        ("repayments", {"repaid_on": "2022-02-01", "amount": "1.00", "corrects": "没有这一号"}, "请核对编号"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_way_out(
    zone: RunningZone, noun: str, body: dict[str, Any], words: str
) -> None:
    loan_id = (await entered(zone, await titled(zone)))["loan_id"]
    refused = await told(zone, loan_id, noun, **body)
    assert (refused.status_code, refused.json()["code"]) == (409, "LOAN_REFUSED")
    assert words in refused.json()["detail"]
    assert (await officer(zone).get(f"/v1/loans/{loan_id}")).json()["version"] == 1


async def test_a_loan_is_there_for_its_enterprise_and_its_district_only(zone: RunningZone) -> None:
    uscc = await titled(zone)
    loan_id = (await entered(zone, uscc))["loan_id"]
    stranger = await titled(zone)
    for client in (owner(zone, stranger), officer(zone, district=YUHANG)):
        for path in (f"loans/{loan_id}", f"loans/{loan_id}/subsidies/2022"):
            answer = await client.get(f"/v1/{path}")
            assert (answer.status_code, answer.json()["code"]) == (404, "LOAN_NOT_FOUND")
        assert (await client.get(f"/v1/enterprises/{uscc}/loans")).status_code == 404
    assert (await post(officer(zone, district=YUHANG), "loans", contract(uscc))).status_code == 404
    assert (await post(owner(zone, uscc), "loans", contract(uscc))).status_code == 403
    assert (await post(officer(zone), "loans", contract(new_uscc()))).status_code == 404
    [own] = (await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/loans")).json()["items"]
    assert own["loan_id"] == loan_id
    here = (await officer(zone).get("/v1/loans", params={"limit": 1_000})).json()["items"]
    there = (await officer(zone, district=YUHANG).get("/v1/loans", params={"limit": 1_000})).json()["items"]
    assert (loan_id in {one["loan_id"] for one in here}, loan_id in {one["loan_id"] for one in there}) == (True, False)


async def test_every_entry_is_in_the_audit_trail(zone: RunningZone) -> None:
    uscc = await titled(zone)
    before = await zone.count("benefits", "audit")
    loan_id = (await entered(zone, uscc))["loan_id"]
    await interest(zone, loan_id, "2022-01-01", "2022-03-20", "1.00")
    assert await zone.count("benefits", "audit") == before + 2


async def test_a_calculation_knows_the_loans_that_are_recorded(zone: RunningZone) -> None:
    uscc = await titled(zone)
    made = await entered(zone, uscc)
    await interest(zone, made["loan_id"], "2022-01-01", "2022-06-29", "75000.00")
    body = {"uscc": uscc, "on": "2022-12-31", "measures": ["11-6"]}
    answer = await owner(zone, uscc).post("/v1/calculations", json=body, headers=key())
    [result] = answer.json()["results"]
    assert (result["ref"], result["amount"]) == (made["contract"], "75000.00")
