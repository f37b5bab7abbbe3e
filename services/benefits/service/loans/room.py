"""每年可享受贴息的最高贷款金额: how much of a legal person's loans may still be subsidised in a year.

First come, first served, and never shrunk by whoever comes later; what is given back goes to those who got less than
they asked for. The subsidy itself is settled by the order of drawdown (domain/loans.py): of the same loans both give
out the same sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits import store
from services.benefits.domain.cases import Case, Read
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.formulas import InterestSubsidy
from services.benefits.domain.loan_book import Book
from services.benefits.domain.measures import Measure
from services.benefits.problems import LoanRefused
from services.benefits.service import enterprises, rulebook
from services.benefits.store.tables import LoanRoomRow, LoanRow, LoanShareRow
from shared.callers import Caller
from shared.db import Tx

BENEFIT: Final = "loan-interest-subsidy"


@dataclass(frozen=True, slots=True)
class Room:
    """Of one legal person in one year."""

    year: int
    limit_fen: int
    reserved_fen: int
    shares: Sequence[LoanShareRow]

    @property
    def remaining_fen(self) -> int:
        return self.limit_fen - self.reserved_fen


async def clause(tx: Tx) -> tuple[Measure, InterestSubsidy] | None:
    """The clause in force today; None: there is none."""
    found = await rulebook.of_set(tx, rulebook.POLICY_SET, tx.today)
    measure = None if found is None else found.book.policy_set.find(BENEFIT)
    if measure is None or not isinstance(measure.formula, InterestSubsidy):
        return None
    return measure, measure.formula


async def _cap_fen(tx: Tx) -> int:
    """Raises LoanRefused where nothing is subsidised any more."""
    found = await clause(tx)
    if found is None:
        raise LoanRefused("现行政策中没有贷款贴息条款；请先查看政策目录")
    return found[1].loan_cap_fen


async def reserve(tx: Tx, enterprise_id: str, year: int, loan_id: str, principal_fen: int) -> int:
    """Fen of the loan that may be subsidised in the year: all of it, what is left, or nothing.

    Asked again for the same loan and year, it answers what was granted. `enterprise_id`: of the legal person.
    """
    room = await store.loan_room.lock(tx, enterprise_id, year, await _cap_fen(tx))
    there = await store.loan_room.share(tx, loan_id, year)
    if there is not None:
        return there.granted_fen
    granted = min(principal_fen, room.limit_fen - room.reserved_fen)
    row = LoanShareRow(
        loan_id=loan_id,
        year=year,
        legal_person_id=enterprise_id,
        asked_fen=principal_fen,
        granted_fen=granted,
        asked_at=tx.now,
    )
    await store.loan_room.add_share(tx, row.model_dump())
    await store.loan_room.move(tx, room, granted)
    return granted


async def release(tx: Tx, loan_id: str, year: int) -> int:
    """Fen given back; they go to those who still want some, in the order in which they asked. 0: it had none."""
    seen = await store.loan_room.share(tx, loan_id, year)
    if seen is None:
        return 0
    room = await store.loan_room.lock(tx, seen.legal_person_id, year)
    there = await store.loan_room.share(tx, loan_id, year)
    if there is None:
        return 0
    await store.loan_room.drop_share(tx, loan_id, year)
    await store.loan_room.move(tx, room, -there.granted_fen)
    await _fill(tx, room)
    return there.granted_fen


async def _fill(tx: Tx, room: LoanRoomRow) -> None:
    for share in await store.loan_room.shares(tx, room.legal_person_id, room.year):
        more = min(share.asked_fen - share.granted_fen, room.limit_fen - room.reserved_fen)
        if more:
            await store.loan_room.grant(tx, share, share.granted_fen + more)
            await store.loan_room.move(tx, room, more)


async def follow(tx: Tx, loan: LoanRow, now: Book) -> None:
    """The loan has, of every year in which it bears interest, what it asks for; of others it gives back what it had.

    A loan that the clause cannot mean (another purpose, no bank) asks for nothing.
    """
    found = await clause(tx)
    asked = now.disbursed.principal_fen if found and _may_be_meant(found[0], now, tx.today) else 0
    wanted = dict.fromkeys(now.years, asked) if asked else {}
    had = {share.year: share.asked_fen for share in await store.loan_room.shares_of(tx, loan.loan_id)}
    for year in sorted({*had, *wanted}):
        if had.get(year) != wanted.get(year):
            await release(tx, loan.loan_id, year)
            if year in wanted:
                await reserve(tx, loan.legal_person_id, year, loan.loan_id, wanted[year])


def _may_be_meant(measure: Measure, now: Book, today: date) -> bool:
    """By what the clause asks of the loan itself, as on its first day: that it is overdue passes."""
    read = Read(Case(SubjectKind.ENTERPRISE, today), now.thing("", now.disbursed.drawn_on))
    return bool(measure.requires.truth(read.mark).possible)


async def hand_over(tx: Tx, absorbed_id: str, survivor_id: str) -> None:
    """One legal person has one yearly amount: the survivor keeps what it has, the absorbed one's loans get the rest."""
    for year in await store.loan_room.years(tx, absorbed_id):
        theirs = await store.loan_room.lock(tx, absorbed_id, year)
        ours = await store.loan_room.lock(tx, survivor_id, year, theirs.limit_fen)
        await store.loan_room.move(tx, theirs, -theirs.reserved_fen)
        await store.loan_room.hand_over(tx, absorbed_id, year, survivor_id)
        await _fill(tx, ours)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, year: int) -> Room:
    """Of the legal person that stands behind the code today. Raises EnterpriseUnknown, Forbidden."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "loan.read")
    heir = await store.KNOWN.find_successor(tx, uscc)
    legal_person_id = enterprise.enterprise_id if heir is None else heir.enterprise_id
    room = await store.loan_room.find(tx, legal_person_id, year)
    if room is None:
        return Room(year, await _cap_fen(tx), 0, ())
    return Room(year, room.limit_fen, room.reserved_fen, await store.loan_room.shares(tx, legal_person_id, year))
