"""A year of a loan is claimed: on what its bank told, after the interest was paid, within the yearly amount."""

from typing import Any

import httpx

from tests.claims import arrived, budgeted, claim, claimed, credit, officer, owner, paid, pay, read, take
from tests.loans import contract, entered, interest, post, slip, subsidy, titled, told
from tests.proofs import bring
from tests.services.benefits.test_evidence import decide
from tests.zone import BINJIANG, RunningZone

SUBSIDY = "loan-interest-subsidy"
_PROOFS = ("loan_contract", "loan_purpose_confirmation", "interest_receipts")


async def borrower(zone: RunningZone, since: str = "2021-12-01") -> str:
    credit(zone)
    await budgeted(zone, SUBSIDY)
    return await titled(zone, since)


async def proofs(zone: RunningZone, uscc: str, ref: str, *, verified: bool = True, **facts: Any) -> list[str]:
    """Of every kind the clause names."""
    found = []
    purpose = {"loan_purpose_confirmation": {"purpose": "major_upgrade"}, "loan_contract": facts}
    for kind in _PROOFS:
        loan = {"loan": said} if (said := purpose.get(kind)) else {}
        brought = await bring(zone, uscc, kind=kind, issuer="示例银行", ref=ref, product={}, **loan)
        assert brought.status_code == 201, brought.text
        found.append(str(brought.json()["evidence_id"]))
        if verified:
            money = zone.client("benefits", "officer", "of-money", district=BINJIANG, department="JR")
            decided = await decide(money, found[-1])
            assert decided.status_code == 201, decided.text
    return found


async def asked(zone: RunningZone, uscc: str, loan: dict[str, Any], year: int = 2022, **more: Any) -> httpx.Response:
    return await claim(zone, uscc, benefit_code=SUBSIDY, ref=loan["contract"], year=year, **more)


async def approved(zone: RunningZone, made: dict[str, Any]) -> None:
    accepted = await take(officer(zone), made["claim_id"], "accept")
    assert accepted.status_code == 201, accepted.text
    for _ in range(made["approvals_needed"]):
        assert (await take(officer(zone), made["claim_id"], "approve")).status_code == 201


async def settled(zone: RunningZone, made: dict[str, Any]) -> None:
    await approved(zone, made)
    assert (await pay(officer(zone), made["claim_id"])).status_code == 201
    await paid(zone, made["claim_id"])


async def test_a_year_is_claimed_approved_and_paid_as_the_bank_told_it(zone: RunningZone) -> None:
    uscc = await borrower(zone, "2024-12-01")
    loan = await entered(zone, uscc, drawn_on="2025-01-01", matures_on="2025-06-30")
    evidence = await proofs(zone, uscc, loan["contract"], principal="90000000.00")
    early = await asked(zone, uscc, loan, 2025)
    assert (early.status_code, early.json()["code"]) == (409, "CLAIM_REFUSED")
    assert "先付后补" in early.json()["detail"], "nobody told of any interest"
    await interest(zone, loan["loan_id"], "2025-01-01", "2025-06-29", "75000.00")
    boasted = await claim(
        zone, uscc, benefit_code=SUBSIDY, year=2025, loan={"ref": loan["contract"], "interest_paid": {"2025": "9.00"}}
    )
    assert "以登记的为准" in boasted.json()["detail"]
    strange = await claim(zone, uscc, benefit_code=SUBSIDY, year=2025, ref="没有这一合同")
    assert strange.status_code == 409

    made = await claimed(zone, uscc, "review", benefit_code=SUBSIDY, year=2025, ref=loan["contract"], evidence=evidence)
    shown = await subsidy(zone, loan["loan_id"], 2025)
    assert made["amount"] == shown["amount"] == "75000.00"
    assert (made["way"], made["certainty"]) == ("application", "upper_bound")
    receipt = (await owner(zone, uscc).get(f"/v1/calculation-receipts/{made['receipt_id']}")).json()
    said = "".join(f"{one['label']}{one['text']}" for one in receipt["results"][0]["steps"])
    for word in ("ACT/360", "方法B", "2025年LPR", "全国银行间同业拆借中心", "取实付利息扣除其他贴息后的余额"):
        assert word in said
    verified = await owner(zone, uscc).get(f"/v1/calculation-receipts/{made['receipt_id']}/verification")
    assert verified.json()["identical"] is True
    again = await asked(zone, uscc, loan, 2025)
    assert again.json()["code"] == "CLAIM_EXISTS"
    await approved(zone, made)
    assert (await pay(officer(zone), made["claim_id"])).status_code == 201
    await arrived(zone, made["claim_id"], "paid")
    items = (await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/allowances")).json()["items"]
    [left] = [(one["state"], one["used"], one["remaining"]) for one in items if one["benefit_code"] == SUBSIDY]
    assert left == ("spent", "75000.00", "0.00")


async def test_a_correction_after_the_payment_proposes_its_recovery_and_before_it_holds_the_claim(
    zone: RunningZone,
) -> None:
    """More interest told later changes nothing; less, or another subsidy, leaves less than was claimed."""
    uscc = await borrower(zone)
    loan = await entered(zone, uscc, matures_on="2023-06-30")
    number = slip()
    for year, last, told_number in ((2022, "2022-12-31", number), (2023, "2023-06-29", slip())):
        await interest(zone, loan["loan_id"], f"{year}-01-01", last, "300000.00", number=told_number)
    evidence = await proofs(zone, uscc, loan["contract"])
    more = {"benefit_code": SUBSIDY, "ref": loan["contract"], "evidence": evidence}
    first = await claimed(zone, uscc, "review", year=2022, **more)
    second = await claimed(zone, uscc, "review", year=2023, **more)
    assert (first["amount"], second["amount"]) == ("187569.44", "91250.00"), "365 and 180 days, at 3.70 and 3.65 %"
    await settled(zone, first)
    await interest(zone, loan["loan_id"], "2022-12-01", "2022-12-31", "1.00")
    assert (await read(zone, first["claim_id"]))["state"] == "paid"
    await interest(zone, loan["loan_id"], "2022-01-01", "2022-12-31", "100000.00", corrects=number)
    proposed = await read(zone, first["claim_id"])
    assert proposed["state"] == "clawback"
    assert "100001.00" in proposed["history"][-1]["words"]
    assert (await read(zone, second["claim_id"]))["state"] == "review", "another year carries what it carried"
    await told(zone, loan["loan_id"], "other-subsidies", year=2023, amount="250000.00", source="示例单位")
    held = await read(zone, second["claim_id"])
    assert held["state"] == "held"
    assert "50000.00" in held["history"][-1]["words"]


async def test_all_claims_of_a_year_stay_within_the_yearly_amount_whichever_bank_tells_first(zone: RunningZone) -> None:
    """The later loan was drawn earlier: it fills the cap first, and what is claimed already comes off."""
    uscc = await borrower(zone, "2023-12-01")
    body = {"principal": "15000000.00", "matures_on": "2024-12-31"}
    late = await entered(zone, uscc, drawn_on="2024-07-01", **body)
    await interest(zone, late["loan_id"], "2024-07-01", "2024-12-30", "900000.00")
    first = await claimed(
        zone, uscc, "review", benefit_code=SUBSIDY, year=2024, ref=late["contract"],
        evidence=await proofs(zone, uscc, late["contract"]),
    )  # fmt: skip
    assert first["amount"] == "131531.25", "15,000,000 for 183 days at 3.45 %"
    early = await entered(zone, uscc, bank="other-bank", drawn_on="2024-05-01", **body)
    await interest(zone, early["loan_id"], "2024-05-01", "2024-12-30", "900000.00")
    second = await claimed(
        zone, uscc, "review", benefit_code=SUBSIDY, year=2024, ref=early["contract"],
        evidence=await proofs(zone, uscc, early["contract"]),
    )  # fmt: skip
    assert second["amount"] == "87687.50", "175375.00 for 244 days, and 43843.75 of the other, less what that one has"
    assert (await read(zone, first["claim_id"]))["state"] == "review", "nobody who came first loses by who comes later"


async def test_a_title_that_ended_within_the_year_leaves_the_claim_of_the_days_before(zone: RunningZone) -> None:
    uscc = await borrower(zone)
    loan = await entered(zone, uscc, drawn_on="2024-01-01", matures_on=f"{zone.today.year + 1}-06-01")
    for year in (2024, zone.today.year):
        await interest(zone, loan["loan_id"], f"{year}-01-01", f"{year}-06-30", "900000.00")
    evidence = await proofs(zone, uscc, loan["contract"], verified=False)
    running = await asked(zone, uscc, loan, zone.today.year, evidence=evidence)
    assert f"计息至 {zone.today.year}-12-31" in running.json()["detail"]
    made = await asked(zone, uscc, loan, 2024, evidence=evidence)
    assert (made.status_code, made.json()["amount"]) == (201, "160520.83"), "335 days until the title ended"
    claim_id = (await arrived(zone, made.json()["claim_id"], "review"))["claim_id"]
    unproven = await take(officer(zone), claim_id, "accept")
    assert unproven.json()["code"] == "CLAIM_REFUSED", "evidence that nobody verified"
    untitled = await asked(zone, uscc, loan, 2025, evidence=evidence)
    assert untitled.status_code == 409
    corrected = contract(uscc, contract=loan["contract"], matures_on="2024-03-01", drawn_on="2024-01-01")
    first_slip = (await officer(zone).get(f"/v1/loans/{loan['loan_id']}")).json()["history"][0]["number"]
    assert (await post(officer(zone), "loans", corrected | {"corrects": first_slip})).status_code == 201
    assert (await read(zone, claim_id))["state"] == "held"
