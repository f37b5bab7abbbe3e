"""What addresses about loans name: a loan that was entered, and one that a bank reported."""

from datetime import date
from typing import Any

from tests.loans import contract, slip
from tests.reported_loans import drawdown, report, table_of
from tests.zone import BINJIANG, RunningZone, key


async def make_loan(zone: RunningZone, uscc: str, district: str = BINJIANG) -> str:
    await zone.settle()
    entered = await zone.officer(district, "benefits").post("/v1/loans", json=contract(uscc), headers=key())
    assert entered.status_code == 201, entered.text
    return str(entered.json()["loan_id"])


async def make_bank_loan(zone: RunningZone, uscc: str) -> str:
    await zone.settle()
    [answer] = await report(zone, drawdown(uscc))
    assert answer["status"] == "accepted", answer
    return str(answer["loan_id"])


def requests_of_loans(today: date, uscc: str) -> dict[str, dict[str, Any]]:
    loan = "POST /benefits/v1/loans"
    day = {"first_on": "2022-01-01", "last_on": "2022-03-20"}
    bodies: dict[str, dict[str, Any]] = {
        "interest-payments": day | {"amount": "1.00"},
        "repayments": {"repaid_on": "2022-03-01", "amount": "1.00"},
        "other-subsidies": {"year": 2022, "amount": "1.00", "source": "示例单位"},
        "overdue-reports": {"changed_on": today.isoformat(), "overdue": True},
    }
    entries = {f"{loan}/{{loan_id}}/{noun}": {"json": body | {"number": slip()}} for noun, body in bodies.items()}
    batch, table = [drawdown(uscc)], table_of(drawdown(uscc))
    reported: dict[str, dict[str, Any]] = {
        "POST /finance/v1/loan-batches": {"json": {"entries": batch}},
        "POST /finance/v1/loan-batches/tables": {"files": {"file": ("贷款.csv", table)}},
    }
    return {loan: {"json": contract(uscc)}, **entries, **reported}
