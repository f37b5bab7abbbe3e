"""The yearly amount of loans that may be subsidised: exact whoever asks at once, given back, and one after a merger."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlmodel import col

from services.benefits import store
from services.benefits.domain.loan_book import Disbursed, Entry, InterestPaid
from services.benefits.service.loans import room as rooms
from services.benefits.service.loans import taking
from services.benefits.service.loans.taking import Told
from services.benefits.store.tables import LoanRoomRow, LoanShareRow
from services.embedded import SERVICES
from shared.db import Database, Tx
from shared.testing import eventually
from tests.claims import officer, owner
from tests.loans import contract, entered, post, room, slip, subsidies, titled, told
from tests.zone import RunningZone, key

YEAR, LIMIT = 2024, 2_000_000_000
_TERM = {"drawn_on": "2024-01-01", "matures_on": "2024-07-01"}


@asynccontextmanager
async def two_connections(zone: RunningZone) -> AsyncIterator[tuple[Database, Database]]:
    """Two engines on one database, as two processes have them."""
    mine = zone.db("benefits")
    made = [Database(mine.url, "benefits", SERVICES["benefits"].floor, mine.clock) for _ in range(2)]
    yield made[0], made[1]
    for db in made:
        await db.close()


async def reserved(db: Database, enterprise_id: str, fen: int, loan_id: str | None = None) -> int:
    async with db.transaction() as tx:
        return await rooms.reserve(tx, enterprise_id, YEAR, loan_id or str(uuid4()), fen)


async def released(db: Database, loan_id: str) -> int:
    async with db.transaction() as tx:
        return await rooms.release(tx, loan_id, YEAR)


async def held(tx: Tx, enterprise_id: str) -> tuple[int, list[LoanShareRow]]:
    """What the counter says, and the shares behind it."""
    counter = select(LoanRoomRow).where(col(LoanRoomRow.legal_person_id) == enterprise_id)
    shares = select(LoanShareRow).where(col(LoanShareRow.legal_person_id) == enterprise_id)
    found = (await tx.execute(counter)).scalar_one()
    return found.reserved_fen, list((await tx.execute(shares)).scalars())


async def test_fifty_at_once_by_two_connections_fill_it_exactly_and_never_pass_it(zone: RunningZone) -> None:
    enterprise_id, asked = str(uuid4()), 70_000_000
    async with two_connections(zone) as both:
        granted = await asyncio.gather(*(reserved(both[n % 2], enterprise_id, asked) for n in range(50)))
    full, rest = divmod(LIMIT, asked)
    assert sorted(granted) == sorted([asked] * full + [rest] + [0] * (50 - full - 1))
    async with zone.db("benefits").reading() as tx:
        counted, shares = await held(tx, enterprise_id)
    assert (counted, sum(one.granted_fen for one in shares), len(shares)) == (LIMIT, LIMIT, 50)


async def test_what_is_given_back_goes_to_those_who_wait(zone: RunningZone) -> None:
    """Reserved and released at once, as it happens: the counter is the sum of the shares, full while anybody waits."""
    enterprise_id, dice = str(uuid4()), random.Random(7)
    loans = [(str(uuid4()), dice.randrange(1, 40) * 10_000_000) for _ in range(24)]
    async with two_connections(zone) as (one, other):
        await asyncio.gather(*(reserved(one, enterprise_id, fen, loan_id) for loan_id, fen in loans))
        gone, new = loans[:10], [(str(uuid4()), 30_000_000) for _ in range(5)]
        await asyncio.gather(
            *(released(other, loan_id) for loan_id, _ in gone),
            *(reserved(one, enterprise_id, fen, loan_id) for loan_id, fen in new),
        )
    async with zone.db("benefits").reading() as tx:
        counted, shares = await held(tx, enterprise_id)
    wanted = sum(fen for _, fen in [*loans[10:], *new])
    assert counted == sum(share.granted_fen for share in shares) == min(LIMIT, wanted)
    assert {share.loan_id for share in shares} == {loan_id for loan_id, _ in [*loans[10:], *new]}


async def test_asked_again_for_the_same_loan_and_year_it_answers_what_was_granted(zone: RunningZone) -> None:
    db, enterprise_id, loan_id = zone.db("benefits"), str(uuid4()), str(uuid4())
    assert await reserved(db, enterprise_id, 5, loan_id) == 5
    assert await reserved(db, enterprise_id, 9, loan_id) == 5
    assert await released(db, loan_id) == 5
    assert await released(db, loan_id) == 0


# ---- through the routes -----------------------------------------------------------------------------


def granted(found: dict[str, Any]) -> dict[str, str]:
    return {one["loan_id"]: one["granted"] for one in found["loans"]}


async def test_loans_take_room_in_every_year_they_bear_interest_over_all_banks(zone: RunningZone) -> None:
    uscc = await titled(zone, "2023-12-01")
    assert (await room(zone, uscc, 2024))["remaining"] == "20000000.00"
    first = await entered(zone, uscc, principal="15000000.00", drawn_on="2024-03-01", matures_on="2026-01-01")
    second = await entered(zone, uscc, principal="15000000.00", bank="other-bank", **_TERM)
    await entered(zone, uscc, principal="9000000.00", purpose="other", **_TERM)
    found = await room(zone, uscc, 2024)
    assert (found["limit"], found["reserved"], found["remaining"]) == ("20000000.00", "20000000.00", "0.00")
    assert granted(found) == {first["loan_id"]: "15000000.00", second["loan_id"]: "5000000.00"}
    assert granted(await room(zone, uscc, 2025)) == {first["loan_id"]: "15000000.00"}
    assert (await room(zone, uscc, 2026))["loans"] == [], "the day it ends bears no interest"
    own = await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/loan-room/2024")
    assert own.json() == found
    finance = zone.client("benefits", "service", "finance")
    assert (await finance.get(f"/v1/enterprises/{uscc}/loan-room/2024")).json() == found


async def test_a_loan_paid_back_early_or_corrected_gives_back_what_it_no_longer_needs(zone: RunningZone) -> None:
    uscc = await titled(zone, "2023-12-01")
    body = contract(uscc, principal="15000000.00", drawn_on="2024-01-01", matures_on="2026-06-01")
    first = (await post(officer(zone), "loans", body)).json()["loan_id"]
    second = (await entered(zone, uscc, principal="9000000.00", drawn_on="2024-05-01", matures_on="2026-05-01"))[
        "loan_id"
    ]
    assert granted(await room(zone, uscc, 2025)) == {first: "15000000.00", second: "5000000.00"}
    await told(zone, first, "repayments", repaid_on="2024-12-31", amount="15000000.00")
    assert granted(await room(zone, uscc, 2024)) == {first: "15000000.00", second: "5000000.00"}
    assert granted(await room(zone, uscc, 2025)) == {second: "9000000.00"}
    await told(zone, second, "repayments", repaid_on="2025-03-01", amount="8000000.00")
    assert granted(await room(zone, uscc, 2025)) == {second: "9000000.00"}, "the amount of the loan, not its balance"
    smaller = body | {"number": slip(), "corrects": body["number"], "matures_on": "2024-12-31"}
    assert (await post(officer(zone), "loans", smaller)).status_code == 201
    assert granted(await room(zone, uscc, 2024)) == {first: "15000000.00", second: "5000000.00"}


async def test_after_a_merger_one_legal_person_has_one_amount(zone: RunningZone) -> None:
    """The survivor keeps what it has; on days before the merger each borrower's own title counts."""
    gone, stays = await titled(zone, "2023-12-01"), await titled(zone, "2024-06-01")
    theirs = await entered(zone, gone, principal="15000000.00", **_TERM)
    ours = await entered(zone, stays, principal="12000000.00", drawn_on="2024-02-01", matures_on="2026-12-01")
    body = {"absorbed_uscc": gone, "changed_on": zone.today.isoformat(), "document": "示例合并公告"}
    merged = await zone.officer().post(f"/v1/enterprises/{stays}/mergers", json=body, headers=key())
    assert merged.status_code in (200, 201), merged.text

    async def handed_over() -> bool:
        return len((await room(zone, stays, 2024))["loans"]) == 2

    assert await eventually(handed_over, seconds=20)
    found = await room(zone, stays, 2024)
    assert granted(found) == {ours["loan_id"]: "12000000.00", theirs["loan_id"]: "8000000.00"}
    assert await room(zone, gone, 2024) == found, "asked by the code of the absorbed firm"
    loans = (await owner(zone, stays).get(f"/v1/enterprises/{stays}/loans")).json()["items"]
    assert {one["loan_id"] for one in loans} == {ours["loan_id"], theirs["loan_id"]}
    days = {one["loan_id"]: one["days"] for one in (await subsidies(zone, stays, 2024))["items"]}
    assert days == {theirs["loan_id"]: 182, ours["loan_id"]: 214}
    late = await told(zone, theirs["loan_id"], "other-subsidies", year=2024, amount="1.00", source="示例单位")
    assert late.json()["uscc"] == stays, "told after the merger"
    await taken_as_finance_tells_it(zone, gone, stays)


async def taken_as_finance_tells_it(zone: RunningZone, gone: str, stays: str) -> None:
    """First known under the absorbed firm, it is the survivor's; its interest may come under either."""
    number, terms = slip(), (date(2024, 1, 1), date(2024, 7, 1), "major_upgrade", "bank")
    begun = Entry(number, Disbursed(1_000_000_000, Decimal("3.45"), *terms))
    paid_in = [Entry(slip(), InterestPaid(date(2024, month, 1), date(2024, month, 20), 100)) for month in (1, 2)]
    async with zone.db("benefits").transaction() as tx:
        absorbed, survivor = [await store.KNOWN.find(tx, uscc) for uscc in (gone, stays)]
        assert absorbed is not None
        assert survivor is not None
        told_of = [(absorbed, begun), (absorbed, begun), (absorbed, paid_in[0]), (survivor, paid_in[1])]
        for one, entry in told_of:
            row = await taking.take(tx, Told(one.enterprise_id, "bank-of-fact", "示例银行", number, entry))
            assert (row.enterprise_id, row.legal_person_id) == (absorbed.enterprise_id, survivor.enterprise_id)
        assert row.version == 3, "told twice is told once"
        unknown = await taking.take(tx, Told(str(uuid4()), "bank-of-fact", "示例银行", slip(), begun))
        assert unknown.legal_person_id == unknown.enterprise_id, "nobody has told of its enterprise yet"
