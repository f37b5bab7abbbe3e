"""A worker killed between the payment and writing it down: the bank is asked, and nothing is paid twice."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from services.benefits import store
from services.benefits.bank.simulated import SimulatedBank
from services.benefits.domain.bank_accounts import AccountState
from services.benefits.domain.payments import State
from services.benefits.service import funding, paying
from services.benefits.store.tables import BankAccountRow
from services.embedded import SERVICES
from shared.clock import Clock, real_now
from shared.db import Database, Tx
from shared.seals import Seal
from tests.conftest import NewDatabases
from tests.funds import MEASURE, assert_agrees, new_claim, new_year, put_budget, within
from tests.zone import BINJIANG, new_uscc

FEN = 600


@pytest.fixture
async def benefits(databases: NewDatabases) -> AsyncIterator[Database]:
    db = Database(databases()["benefits"], "benefits", SERVICES["benefits"].floor, Clock())
    yield db
    await db.close()


async def _released(tx: Tx, seal: Seal) -> str:
    enterprise = {"uscc": new_uscc(), "name": "示例有限公司", "district": BINJIANG, "industry": "C39", "version": 1}
    await tx.insert(store.KNOWN.enterprise, [enterprise | {"enterprise_id": new_claim()}])
    enterprise_id = (await tx.execute(text("SELECT enterprise_id FROM known_enterprise"))).scalar_one()
    account = BankAccountRow(
        account_id=new_claim(), enterprise_id=enterprise_id, holder="示例有限公司", bank_name="示例银行",
        number_sealed=seal.sealed("1202021019900012345"), last_four="2345", state=AccountState.VERIFIED,
        entered_by="test", entered_at=tx.now, next_at=tx.now,
    )  # fmt: skip
    await store.bank_accounts.add(tx, account.model_dump())
    claim, on = new_claim(), new_year()
    await put_budget(tx, 1_000, on)
    assert await funding.reserve(tx, claim, MEASURE, FEN, on)
    order = await funding.order_payment(tx, claim, account.account_id, FEN)
    released = {"released_by": "officer:payer", "next_at": real_now()}
    await store.payments.advance(tx, order, State.QUEUED, "已放行", **released)
    return order.order_id


async def test_a_worker_killed_after_the_bank_has_paid_pays_nothing_twice(benefits: Database, tmp_path: Path) -> None:
    keys, bank = tmp_path / "keys.json", SimulatedBank(tmp_path / "books.jsonl")
    seal = Seal.made_once(keys)
    order_id = await within(benefits, lambda tx: _released(tx, seal))
    words = ["-m", "tests.services.benefits.dying", benefits.url, str(keys), str(bank.books)]
    worker = await asyncio.create_subprocess_exec(sys.executable, *words)
    assert await worker.wait() == -signal.SIGKILL
    async with benefits.reading() as tx:
        left = await store.payments.find(tx, order_id)
    assert left is not None
    assert left.state == State.SENT, "written down before it left"
    await paying.carry_out(benefits, bank, seal)  # its lease still runs
    assert sum(bank.payments().values()) == 1
    await within(benefits, lambda tx: store.payments.change(tx, order_id, next_at=real_now()))
    await paying.carry_out(benefits, bank, seal)
    async with benefits.reading() as tx:
        ended = await store.payments.find(tx, order_id)
    assert ended is not None
    assert ended.state == State.PAID
    assert dict(bank.payments()) == {ended.reference: 1}
    await assert_agrees(benefits)
