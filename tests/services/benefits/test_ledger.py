"""The ledger, whatever happens in whatever order: its transfers, replayed, are what budgets and claims say."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.benefits import store
from services.benefits.domain.ledger import Kind, Totals, Transfer, Unbalanced, replay, totals
from services.benefits.domain.payments import ClawbackState
from services.benefits.problems import FundingRefused
from services.benefits.service import funding, ledger
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database, Tx
from shared.values import CITY
from tests.conftest import NewDatabases
from tests.funds import assert_agrees, new_claim, put_budget, within

LIMIT: Final = 1_000
ON: Final = date(2026, 6, 1)
CODES: Final = count()
CLAIMS: Final = 3


@pytest.fixture
async def benefits(databases: NewDatabases) -> AsyncIterator[Database]:
    db = Database(databases()["benefits"], "benefits", SERVICES["benefits"].floor, Clock())
    yield db
    await db.close()


@dataclass(frozen=True)
class Move:
    """`what` happens to claim number `who`, with so many fen where it matters."""

    what: str
    who: int
    fen: int

    async def make(self, tx: Tx, code: str, claim: str) -> None:
        now = await store.ledger.lock_funding(tx, claim)
        if self.what == "reserve":
            await funding.reserve(tx, claim, code, self.fen, ON)
        elif self.what == "release":
            await funding.release(tx, claim)
        elif self.what == "pay" and now.reserved_fen:
            await ledger.spend(tx, now, min(self.fen, now.reserved_fen), "示例支付")
        elif self.what in ("return", "forgive"):
            row = await funding.claw_back(tx, claim, self.fen, "示例")
            if self.what == "return":
                await ledger.take_back(tx, now, row.pending_id, row.amount_fen, "示例")
                await store.payments.close_clawback(tx, row, ClawbackState.RETURNED, "示例文号")
            else:
                await ledger.forgive(tx, row.pending_id, row.amount_fen, "示例")
                await store.payments.close_clawback(tx, row, ClawbackState.WITHDRAWN, "示例文号")


MOVES = st.builds(
    Move,
    st.sampled_from(["reserve", "release", "pay", "return", "forgive"]),
    st.integers(0, CLAIMS - 1),
    st.integers(1, LIMIT * 2 // 3),
)


async def _replayed(tx: Tx, budget_id: str, claims: list[str]) -> tuple[Totals, Totals]:
    """What the budget states, and what its transfers come to."""
    rows = await store.ledger.of_budget(tx, budget_id)
    moved = [
        Transfer(row.transfer_id, Kind(row.kind), row.debit, row.credit, row.amount_fen, row.pending_id) for row in rows
    ]
    resolving = sorted(moved, key=lambda one: one.kind is not Kind.PENDING)  # of one instant, what resolves comes later
    accounts = replay(resolving)
    assert sum(account.fen for account in accounts.values()) == 0
    stated = await store.budgets.find(tx, budget_id)
    assert stated is not None
    found = Totals(stated.limit_fen, stated.reserved_fen, stated.paid_fen)
    return found, totals(accounts, CITY, budget_id, claims)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=12))
async def test_in_whatever_order_claims_move_transfers_budgets_and_claims_say_the_same(
    benefits: Database, moves: list[Move]
) -> None:
    code, claims = f"measure-{next(CODES)}", [new_claim() for _ in range(CLAIMS)]
    budget_id = await within(benefits, lambda tx: put_budget(tx, LIMIT, ON, code))
    for move in moves:
        try:
            async with benefits.transaction() as tx:
                await move.make(tx, code, claims[move.who])
        except FundingRefused:
            assert move.what in ("return", "forgive"), "only what was paid is asked back"
        async with benefits.reading() as tx:
            stated, transferred = await _replayed(tx, budget_id, claims)
        assert stated == transferred
        assert stated.reserved_fen >= 0
        assert stated.paid_fen >= 0
        assert stated.reserved_fen + stated.paid_fen <= LIMIT
    await assert_agrees(benefits)


PENDING: Final = Transfer("p", Kind.PENDING, "budget:b", "reserved:c", 7)


@pytest.mark.parametrize(
    "wrong",
    [
        [Transfer("x", Kind.SINGLE, "a", "a", 1)],
        [Transfer("x", Kind.SINGLE, "a", "b", 0)],
        [Transfer("x", Kind.VOID, "budget:b", "reserved:c", 7, "p")],
        [PENDING, Transfer("x", Kind.POST, "budget:b", "reserved:c", 8, "p")],
        [PENDING, Transfer("x", Kind.POST, "budget:b", "reserved:d", 7, "p")],
        [
            PENDING,
            Transfer("x", Kind.POST, "budget:b", "reserved:c", 7, "p"),
            Transfer("y", Kind.VOID, "budget:b", "reserved:c", 7, "p"),
        ],
    ],
    ids=["one side", "nothing", "no pending", "more than promised", "another account", "twice"],
)
def test_a_ledger_that_could_not_have_come_about_is_refused(wrong: list[Transfer]) -> None:
    with pytest.raises(Unbalanced):
        replay(wrong)
