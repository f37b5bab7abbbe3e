"""Budgets and accounts for tests. A claim is an id here: what claims do with money goes through funding."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import date
from itertools import count
from typing import Any, Final, TypeVar

from services.benefits.service import ledger
from services.benefits.service.budgets import Stated, opened
from services.benefits.store.tables import BudgetRow
from shared.db import Database, Tx
from shared.values import CITY, yuan
from tests.zone import RunningZone, key

T = TypeVar("T")
MEASURE: Final = "specialised-first-award"
_YEARS: Final = count(2027)
"""A measure has one budget a year: each test takes a year of its own."""


def new_year() -> date:
    """A day in a year nobody else has."""
    return date(1990 + next(_YEARS) % 210, 6, 1)


def new_claim() -> str:
    return str(uuid.uuid4())


def stated(fen: int, **more: Any) -> dict[str, Any]:
    return {"limit": yuan(fen), "document": "示例财预〔2026〕1号", "reason": "预算安排", **more}


async def open_budget(zone: RunningZone, fen: int, issuer: str = CITY, code: str = MEASURE) -> tuple[str, date]:
    """Its id, and a day in its year."""
    on = new_year()
    body = stated(fen, benefit_code=code, year=on.year, issuer=issuer)
    answer = await zone.officer(issuer, "benefits").post("/v1/budgets", json=body, headers=key())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["budget_id"]), on


async def budget(zone: RunningZone, budget_id: str) -> dict[str, Any]:
    answer = await zone.officer(service="benefits").get(f"/v1/budgets/{budget_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def within(db: Database, work: Callable[[Tx], Awaitable[T]]) -> T:
    """As claims do it: in a transaction that commits, or does not."""
    async with db.transaction() as tx:
        return await work(tx)


async def assert_agrees(db: Database) -> None:
    async with db.reading() as tx:
        verified = await ledger.verify(tx)
    assert verified.differences == ()


async def put_budget(tx: Tx, fen: int, on: date, code: str = MEASURE) -> str:
    """Without an officer: for tests that have no zone."""
    row: BudgetRow = await opened(tx, code, on.year, CITY, Stated(fen, "示例文号", "示例"))
    return row.budget_id
