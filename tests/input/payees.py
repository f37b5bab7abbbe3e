"""What addresses about money name: a budget, an account, an order that waits for its payer, money asked back."""

from dataclasses import dataclass
from typing import Any, Final

from services.benefits import store
from services.benefits.domain.bank_accounts import AccountState
from services.benefits.service import clawbacks, funding, payments
from services.benefits.service.payments import Outcome
from shared.callers import Caller
from shared.db import Tx
from shared.values import CITY
from tests.funds import MEASURE, new_claim, new_year, put_budget, stated, within
from tests.zone import RunningZone, key

ACCOUNT: Final = {"bank_name": "示例银行", "number": "1202021019900012345"}
ADDRESSED: Final = ("{budget_id}", "{account_id}", "{order_id}", "{clawback_id}")
EVALUATED: Final = (
    "evaluation",
    "evaluation/missed",
    "evaluation/reach",
    "evaluation/chart.svg",
    "exports/evaluation.{form}",
    "exports/missed.{form}",
)
"""Of a year"""
_APPROVER: Final = Caller("officer", "somebody", district=CITY, roles=("approver",))
_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}


@dataclass(frozen=True)
class Money:
    """The ids of one of each, of one enterprise."""

    budget_id: str
    account_id: str
    order_id: str
    clawback_id: str


NO_MONEY: Final = Money("", "", "", "")


async def make_money(zone: RunningZone, uscc: str, issuer: str = CITY) -> Money:
    await zone.settle()
    path, db, on = f"/v1/enterprises/{uscc}/bank-accounts", zone.db("benefits"), new_year()
    name = (await zone.profile(uscc))["name"]
    body = ACCOUNT | {"holder": name}
    entered = await zone.enterprise(uscc, "benefits").post(path, json=body, headers=key())
    assert entered.status_code == 201, entered.text
    account_id = str(entered.json()["account_id"])

    async def made(tx: Tx) -> Money:
        await store.bank_accounts.change(tx, account_id, state=AccountState.VERIFIED)
        budget_id, orders = await put_budget(tx, 10_000, on, issuer=issuer), []
        for _ in range(2):
            claim = new_claim()
            await funding.reserve(tx, claim, MEASURE, 100, on, issuer=issuer)
            orders.append((await funding.order_payment(tx, claim, account_id, 100)).order_id)
        waiting, paid = orders
        await payments.settle(tx, await payments.hold(tx, claim, paid), Outcome.PAID, "银行回单")
        asked = await clawbacks.ask(tx, _APPROVER, paid, 100, "示例理由")
        return Money(budget_id, account_id, waiting, asked.clawback_id)

    return await within(db, made)


def requests_of_money(name: str) -> dict[str, dict[str, Any]]:
    year = new_year().year
    proof = {"document": "示例文号"}
    return {
        "POST /benefits/v1/budgets": {"json": stated(100, benefit_code=MEASURE, year=year, issuer=CITY)},
        "PUT /benefits/v1/budgets/{budget_id}/limit": {"json": stated(20_000), **_ANY_VERSION},
        "POST /benefits/v1/enterprises/{uscc}/bank-accounts": {
            "json": ACCOUNT | {"holder": name, "number": f"120202101990001{year}"}
        },
        "POST /benefits/v1/enterprises/{uscc}/bank-accounts/{account_id}/disclosures": {"json": {"reason": "核对退款"}},
        "POST /benefits/v1/payment-orders/{order_id}/releases": _ANY_VERSION,
        "POST /benefits/v1/payment-orders/{order_id}/settlements": {
            "json": proof | {"outcome": "paid"},
            **_ANY_VERSION,
        },
        "POST /benefits/v1/payment-orders/{order_id}/confirmations": {"json": {"outcome": "paid"}, **_ANY_VERSION},
        "POST /benefits/v1/payment-orders/{order_id}/clawbacks": {"json": {"amount": "1.00", "reason": "示例理由"}},
        "POST /benefits/v1/clawbacks/{clawback_id}/ends": {"json": proof | {"outcome": "returned"}},
        "GET /benefits/v1/payment-notices": {"params": {"month": "2026-11"}},
        "GET /benefits/v1/payment-notices.csv": {"params": {"month": "2026-11"}},
        **{f"GET /benefits/v1/{name}": {"params": {"year": 2026}} for name in EVALUATED},
    }
