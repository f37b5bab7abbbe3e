"""Loans, in the verbs tests speak in."""

from datetime import date
from typing import Any, Final
from uuid import uuid4

import httpx

from tests.claims import officer, owner
from tests.zone import BINJIANG, RunningZone, key

CONTRACT: Final = {
    "bank": "demo-bank",
    "bank_name": "示例银行",
    "principal": "10000000.00",
    "rate": "3.70",
    "drawn_on": "2022-01-01",
    "matures_on": "2022-06-30",
    "purpose": "major_upgrade",
}


def slip() -> str:
    return f"示例-{uuid4().hex[:12]}"


def contract(uscc: str, **more: Any) -> dict[str, Any]:
    return {"uscc": uscc, "contract": slip(), "number": slip(), **CONTRACT, **more}


async def titled(zone: RunningZone, on: str = "2021-12-01", tier: str = "specialised") -> str:
    """An enterprise that holds the title for three years from that day on."""
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, tier, date.fromisoformat(on)))["change_id"])
    return uscc


async def post(client: httpx.AsyncClient, path: str, body: Any = None) -> httpx.Response:
    return await client.post(f"/v1/{path}", json=body, headers=key())


async def entered(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    answer = await post(officer(zone), "loans", contract(uscc, **more))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def told(zone: RunningZone, loan_id: str, noun: str, **body: Any) -> httpx.Response:
    return await post(officer(zone), f"loans/{loan_id}/{noun}", {"number": slip(), **body})


async def interest(zone: RunningZone, loan_id: str, first: str, last: str, amount: str, **more: Any) -> httpx.Response:
    body = {"first_on": first, "last_on": last, "amount": amount, **more}
    return await told(zone, loan_id, "interest-payments", **body)


async def subsidy(zone: RunningZone, loan_id: str, year: int) -> dict[str, Any]:
    answer = await officer(zone).get(f"/v1/loans/{loan_id}/subsidies/{year}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def subsidies(zone: RunningZone, uscc: str, year: int) -> dict[str, Any]:
    answer = await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/loan-subsidies/{year}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def room(zone: RunningZone, uscc: str, year: int) -> dict[str, Any]:
    answer = await zone.officer(BINJIANG, "benefits").get(f"/v1/enterprises/{uscc}/loan-room/{year}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
