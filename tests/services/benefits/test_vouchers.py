"""Vouchers and their quotas: whatever happens, in whatever order, no more is promised and used than was granted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.benefits import store
from services.benefits.domain import vouchers as rules
from services.benefits.domain.claims import Refusal
from services.benefits.problems import QuotaRefused, VoucherRefused
from services.benefits.service import quotas, vouchers
from services.benefits.service.budgets import Stated
from services.benefits.service.vouchers import Settlement
from services.embedded import SERVICES
from shared.callers import Caller
from shared.clock import Clock, real_now
from shared.db import Database, Tx
from shared.values import CITY
from tests.conftest import NewDatabases
from tests.funds import assert_agrees, within
from tests.vouchers import FUND, QUOTA, hold, late, merge, order, put_firm, put_fund, put_quota
from tests.zone import BEGUN

USED: Final = "示例验收单"
CAP: Final = 50_000_000
"""500,000 yuan a year: 05-9"""


@pytest.fixture
async def benefits(databases: NewDatabases) -> AsyncIterator[Database]:
    clock = Clock()
    clock.shift = timedelta(seconds=round((BEGUN - real_now()).total_seconds()))
    db = Database(databases()["benefits"], "benefits", SERVICES["benefits"].floor, clock, pool_size=20)
    yield db
    await db.close()


async def held(db: Database, enterprise_id: str) -> tuple[int, int, int]:
    """Granted, reserved and used of the quota of an enterprise."""
    async with db.reading() as tx:
        found = await store.budgets.of(tx, QUOTA, tx.today.year, CITY, enterprise_id)
    return (0, 0, 0) if found is None else (found.limit_fen, found.reserved_fen, found.paid_fen)


async def test_a_voucher_is_reserved_once_under_its_reference_and_used_for_what_it_really_cost(
    benefits: Database,
) -> None:
    firm = await within(benefits, put_firm)
    nothing = order(100, "合同一")
    with pytest.raises(VoucherRefused, match="额度尚未核定"):
        await within(benefits, lambda tx: vouchers.reserve(tx, firm, nothing))
    await within(benefits, lambda tx: put_quota(tx, firm, 1_000))
    made = [await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(600, "合同一"))) for _ in range(2)]
    assert made[0].voucher_id == made[1].voucher_id
    assert await held(benefits, firm) == (1_000, 600, 0)
    with pytest.raises(VoucherRefused, match="另一笔"):
        await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(599, "合同一")))
    with pytest.raises(VoucherRefused, match=r"剩余4\.00元"):
        await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(401)))

    voucher_id = made[0].voucher_id
    with pytest.raises(VoucherRefused, match=r"不超过预留的6\.00元"):
        await within(benefits, lambda tx: vouchers.consume(tx, voucher_id, Settlement(601, USED)))
    for _ in range(2):
        await within(benefits, lambda tx: vouchers.consume(tx, voucher_id, Settlement(450, USED)))
    assert await held(benefits, firm) == (1_000, 0, 450), "what was not used is free again at once"
    for again in (Settlement(449, USED), Settlement(450, "另一份")):
        with pytest.raises(VoucherRefused, match="已使用"):
            await within(benefits, lambda tx, again=again: vouchers.consume(tx, voucher_id, again))
    with pytest.raises(VoucherRefused, match="已使用"):
        await within(benefits, lambda tx: vouchers.release(tx, voucher_id, "示例"))

    other = await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(550)))
    for _ in range(2):
        assert (await within(benefits, lambda tx: vouchers.release(tx, other.voucher_id, "合同取消"))).version == 2
    assert await held(benefits, firm) == (1_000, 0, 450)
    async with benefits.reading() as tx:
        steps = await store.vouchers.steps(tx, voucher_id)
    assert [(one.step, one.state, one.fen) for one in steps] == [
        ("reserve", "reserved", 600),
        ("consume", "consumed", 450),
    ]
    await assert_agrees(benefits)


async def test_what_was_reserved_stays_usable_when_the_title_is_lost_and_nothing_new_is_reserved(
    benefits: Database,
) -> None:
    firm = await within(benefits, put_firm)
    await within(benefits, lambda tx: put_quota(tx, firm, 1_000))
    reserved = await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(300)))
    await within(benefits, lambda tx: hold(tx, firm, ()))
    with pytest.raises(VoucherRefused, match="已预留的用券不受影响"):
        await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(1)))
    used = await within(benefits, lambda tx: vouchers.consume(tx, reserved.voucher_id, Settlement(300, USED)))
    assert used.state == "consumed"
    await assert_agrees(benefits)


async def test_what_is_not_used_in_its_year_is_released_by_the_errand_and_no_earlier(benefits: Database) -> None:
    firm = await within(benefits, put_firm)
    await within(benefits, lambda tx: put_quota(tx, firm, 1_000))
    open_, used = [await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(300))) for _ in range(2)]
    await within(benefits, lambda tx: vouchers.consume(tx, used.voucher_id, Settlement(200, USED)))
    await vouchers.expire_due(benefits)
    assert await held(benefits, firm) == (1_000, 300, 200)
    benefits.clock.shift = timedelta(seconds=round((late(open_.year) - real_now()).total_seconds()))
    with pytest.raises(VoucherRefused, match="已于 2026-12-31 到期"):
        await within(benefits, lambda tx: vouchers.consume(tx, open_.voucher_id, Settlement(1, USED)))
    await asyncio.gather(*(vouchers.expire_due(benefits) for _ in range(3)))
    async with benefits.reading() as tx:
        rows = [await store.vouchers.find(tx, one.voucher_id) for one in (open_, used)]
        quota = await store.budgets.find(tx, open_.budget_id)
    assert [one.state for one in rows if one] == ["expired", "consumed"]
    assert quota is not None
    assert (quota.reserved_fen, quota.paid_fen) == (0, 200)
    with pytest.raises(VoucherRefused, match="2027年度的额度尚未核定"):
        await within(benefits, lambda tx: vouchers.reserve(tx, firm, order(1)))
    await assert_agrees(benefits)


async def test_100_reservations_at_once_never_exceed_quota_or_fund(benefits: Database) -> None:
    """Fifty of one enterprise's quota, fifty of the fund by many, of which there is money for twenty each."""
    firm = await within(benefits, put_firm)
    others = [await within(benefits, put_firm) for _ in range(5)]
    await within(benefits, lambda tx: put_quota(tx, firm, 2_050))
    fund = await within(benefits, lambda tx: put_fund(tx, 2_050))
    asked = [(firm, order(100)) for _ in range(50)]
    asked += [(others[n % 5], order(100, f"单{n}", FUND)) for n in range(50)]

    async def reserved(firm_id: str, n: int) -> bool:
        try:
            await within(benefits, lambda tx: vouchers.reserve(tx, firm_id, asked[n][1]))
        except VoucherRefused:
            return False
        return True

    done = await asyncio.gather(*(reserved(asked[n][0], n) for n in range(100)))
    assert (sum(done[:50]), sum(done[50:])) == (20, 20)
    assert await held(benefits, firm) == (2_050, 2_000, 0)
    async with benefits.reading() as tx:
        row = await store.budgets.find(tx, fund.budget_id)
    assert row is not None
    assert row.reserved_fen == 2_000
    await assert_agrees(benefits)


async def test_a_merger_hands_on_what_is_left_and_counts_the_year_once(benefits: Database) -> None:
    gone, heir, bare = [await within(benefits, put_firm) for _ in range(3)]
    await within(benefits, lambda tx: put_quota(tx, gone, CAP))
    await within(benefits, lambda tx: put_quota(tx, heir, CAP - 10_000))
    voucher = await within(benefits, lambda tx: vouchers.reserve(tx, gone, order(6_000)))
    for _ in range(2):  # told again, nothing is doubled
        await within(benefits, lambda tx: merge(tx, gone, heir))
    assert await held(benefits, gone) == (6_000, 6_000, 0)
    assert await held(benefits, heir) == (CAP - 6_000, 0, 0), "with what is reserved elsewhere the bound of one year"
    async with benefits.reading() as tx:
        spent = await store.budgets.of(tx, QUOTA, tx.today.year, CITY, gone)
    assert spent is not None
    approver = Caller("officer", "o", district=CITY, department="KJ", roles=("approver",))
    more = Stated(10_000, "示例", "示例")
    with pytest.raises(QuotaRefused, match="承继企业"):
        await within(benefits, lambda tx: quotas.set_limit(tx, approver, spent.budget_id, "*", more))
    with pytest.raises(VoucherRefused, match="承继企业"):
        await within(benefits, lambda tx: vouchers.reserve(tx, gone, order(1)))
    used = await within(benefits, lambda tx: vouchers.consume(tx, voucher.voucher_id, Settlement(5_000, USED)))
    assert used.legal_person_id == heir
    assert await held(benefits, gone) == (5_000, 0, 5_000)
    assert await held(benefits, heir) == (CAP - 5_000, 0, 0), "what was not used went on"
    await within(benefits, lambda tx: merge(tx, heir, bare))
    assert await held(benefits, bare) == (CAP - 5_000, 0, 0), "a quota of its own is opened"
    async with benefits.reading() as tx:
        steps = await store.vouchers.steps(tx, voucher.voucher_id)
    assert [one.step for one in steps] == ["reserve", "inherit", "consume", "inherit"]
    await assert_agrees(benefits)


# ---- histories -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Move:
    what: str
    who: int
    fen: int


MOVES = st.builds(
    Move,
    st.sampled_from(["reserve", "reserve", "consume", "release", "fund", "merge"]),
    st.integers(0, 2),
    st.integers(1, 700),
)
GRANTED: Final = 1_000


async def _make(tx: Tx, move: Move, firms: list[str], made: list[str]) -> None:
    if move.what in ("reserve", "fund"):
        code = FUND if move.what == "fund" else QUOTA
        made.append((await vouchers.reserve(tx, firms[move.who], order(move.fen, code=code))).voucher_id)
    elif move.what == "merge":
        gone, heir = firms[move.who], firms[(move.who + 1) % 3]
        known = [await store.KNOWN.by_id(tx, id_) for id_ in (gone, heir)]
        if all(one is not None and one.ended_on is None for one in known):
            await merge(tx, gone, heir)
    elif made:
        voucher_id = made[move.fen % len(made)]
        if move.what == "consume":
            await vouchers.consume(tx, voucher_id, Settlement(move.fen, USED))
        else:
            await vouchers.release(tx, voucher_id, "示例")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=14))
async def test_in_whatever_order_reserved_and_used_never_pass_what_was_granted(
    benefits: Database, moves: list[Move]
) -> None:
    firms = [await within(benefits, put_firm) for _ in range(3)]
    made: list[str] = []
    for firm in firms:
        await within(benefits, lambda tx, firm=firm: put_quota(tx, firm, GRANTED))
    async with benefits.transaction() as tx:
        if await store.budgets.of(tx, FUND, tx.today.year, CITY) is None:
            await put_fund(tx, GRANTED)
    for move in moves:
        try:
            async with benefits.transaction() as tx:
                await _make(tx, move, firms, made)
        except VoucherRefused:
            pass  # a refusal leaves everything as it was
        told = [await held(benefits, firm) for firm in firms]
        assert all(reserved + used <= granted for granted, reserved, used in told)
        assert sum(granted for granted, _, _ in told) == 3 * GRANTED, "mergers neither lose nor double"
        await assert_agrees(benefits)


@given(left=st.integers(0, CAP), own=st.integers(0, CAP), elsewhere=st.integers(0, 2 * CAP))
def test_what_a_merger_hands_on_keeps_the_year_within_the_bound(left: int, own: int, elsewhere: int) -> None:
    moved = rules.carried(left, own, CAP, elsewhere)
    assert 0 <= moved <= left
    assert moved == 0 or own + moved + elsewhere <= CAP
    assert moved == left or own + moved + elsewhere >= CAP, "as much as there is room for"


@given(granted=st.integers(1, 2 * CAP), elsewhere=st.integers(0, 2 * CAP))
def test_no_more_is_granted_than_the_clause_allows_one_legal_person(granted: int, elsewhere: int) -> None:
    if granted + elsewhere <= CAP:
        rules.check_granted(granted, CAP, elsewhere)
    else:
        with pytest.raises(Refusal):
            rules.check_granted(granted, CAP, elsewhere)
