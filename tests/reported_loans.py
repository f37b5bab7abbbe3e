"""Loans as an institution reports them, in the verbs tests speak in."""

import csv
import io
from datetime import date
from typing import Any, Final

import httpx
from sqlalchemy import update

from services.finance.domain.loans.entries import KIND_LABELS
from services.finance.schemas.loan_tables import HEADERS
from tests.loans import slip
from tests.zone import RunningZone, key

TERMS: Final = {
    "kind": "disbursed",
    "principal": "10000000.00",
    "rate": "3.70",
    "drawn_on": "2022-01-01",
    "matures_on": "2022-06-30",
    "purpose": "major_upgrade",
}


def drawdown(uscc: str, **more: Any) -> dict[str, Any]:
    return {"contract": slip(), "number": slip(), "uscc": uscc, **TERMS, **more}


def interest(contract: str, first: str, last: str, amount: str, **more: Any) -> dict[str, Any]:
    said = {"first_on": first, "last_on": last, "amount": amount}
    return {"kind": "interest_paid", "contract": contract, "number": slip(), **said, **more}


def repayment(contract: str, on: str, amount: str, **more: Any) -> dict[str, Any]:
    return {"kind": "repaid", "contract": contract, "number": slip(), "repaid_on": on, "amount": amount, **more}


def overdue(contract: str, first: str, last: str | None, amount: str = "1.00", **more: Any) -> dict[str, Any]:
    said = {"from_on": first, "until_on": last, "amount": amount}
    return {"kind": "overdue", "contract": contract, "number": slip(), **said, **more}


def table_of(*rows: dict[str, Any]) -> bytes:
    """As a spreadsheet in China writes them."""
    words = {kind.value: label for kind, label in KIND_LABELS.items()}
    lines = [
        list(HEADERS),
        *([words.get(str(row.get(name)), row.get(name)) for name in HEADERS.values()] for row in rows),
    ]
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("gb18030")


async def send(zone: RunningZone, *rows: Any, bank: httpx.AsyncClient | None = None, **headers: str) -> httpx.Response:
    return await (bank or zone.bank()).post("/v1/loan-batches", json={"entries": rows}, headers=key() | headers)


async def report(zone: RunningZone, *rows: Any, bank: httpx.AsyncClient | None = None) -> list[dict[str, Any]]:
    """What became of each row."""
    answer = await send(zone, *rows, bank=bank)
    assert answer.status_code == 201, answer.text
    return list(answer.json()["items"])


async def reported(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    """A drawdown that was taken, as the institution reads it."""
    [answer] = await report(zone, drawdown(uscc, **more))
    assert answer["status"] == "accepted", answer
    return dict((await zone.bank().get(f"/v1/loans/{answer['loan_id']}")).json())


async def replayed(zone: RunningZone, source: str = "finance") -> list[str]:
    """Benefits hears the whole history of a source again; what of it differs then."""
    tables = (
        "loan",
        "loan_entry",
        "loan_room",
        "loan_share",
        "evidence",
        "claim",
        zone.db("benefits").floor.parked.name,
    )
    before = {table: await zone.rows("benefits", table) for table in tables}
    cursor = zone.db("benefits").floor.cursor
    async with zone.db("benefits").transaction() as tx:
        await tx.execute(update(cursor).where(cursor.c.source == source).values(number=0, event_id=""))
    await zone.settle()
    return [table for table in tables if await zone.rows("benefits", table) != before[table]]


async def listed(zone: RunningZone, on: str = "2021-12-01", tier: str = "specialised") -> str:
    """An enterprise on the shared list for three years from that day on."""
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, tier, date.fromisoformat(on)))["change_id"])
    return uscc
