"""Loans as they were on a day, group by group: one statement over everybody it is about."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, and_, case, cast, func, join, or_, outerjoin, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.finance.domain.figures.cells import Grouping, LoanCell
from services.finance.domain.loans.entries import Kind
from services.finance.store.figures.scope import Scope, count_of, distinct, sum_of
from services.finance.store.shared_list import suspended
from services.finance.store.tables import KNOWN, ListTitleRow, LoanEntryRow, LoanRow
from shared.db import Tx
from shared.dialects import member
from shared.values import HOLDABLE, Tier

_SPLIT: Final = 1_000_000


async def cells(tx: Tx, scope: Scope) -> list[LoanCell]:
    each = _loans(scope)
    owed, new = each.c.outstanding_fen > 0, each.c.drawn_on >= scope.span.first
    late = and_(owed, each.c.overdue_fen > 0)
    guaranteed = and_(owed, each.c.guarantee_units.is_not(None))
    question = (
        select(
            each.c.key,
            distinct(each.c.firm, owed),
            *(count_of(owed), sum_of(owed, each.c.principal_fen), sum_of(owed, each.c.outstanding_fen)),
            *_weighed(owed, each.c.outstanding_fen, each.c.rate_units),
            sum_of(guaranteed, each.c.outstanding_fen),
            *_weighed(guaranteed, each.c.outstanding_fen, each.c.guarantee_units),
            *(count_of(late), sum_of(late, each.c.overdue_fen), count_of(new), sum_of(new, each.c.principal_fen)),
        )
        .where(or_(owed, new))
        .group_by(each.c.key)
    )
    found = []
    for key, *sums in await tx.execute(question):
        firms, loans, principal, left, high, low, guaranteed_fen, high_fee, low_fee, *rest = map(int, sums)
        units, fee_units = high * _SPLIT + low, high_fee * _SPLIT + low_fee
        found.append(LoanCell(key, firms, loans, principal, left, units, guaranteed_fen, fee_units, *rest))
    return found


def _weighed(which: Any, fen: Any, units: Any) -> tuple[Any, Any]:
    """Σ fen × units, in millions of fen and what is left of them: neither sum leaves 64 bits."""
    return sum_of(which, fen // _SPLIT * units), sum_of(which, fen % _SPLIT * units)


async def owing(tx: Tx, scope: Scope) -> int:
    """Enterprises with something outstanding, each once, whichever groups they are in."""
    each = _loans(scope)
    return int((await tx.execute(select(distinct(each.c.firm, each.c.outstanding_fen > 0)))).scalar_one())


def _loans(scope: Scope) -> Any:
    """Loans drawn by the day: nothing that happened later counts. One that was taken back is none.

    What is outstanding now is what was, but for what was repaid since: no institution may report a day to come, so
    such an entry was also written down since.
    """
    day = scope.span.last
    later = _entries(Kind.REPAID, member(col(LoanEntryRow.said), "repaid_on") > day.isoformat(), scope.over)
    late = overdue_on(day)
    keyed, source = _by_loan(scope)
    outstanding = col(LoanRow.outstanding_fen) + func.coalesce(later.c.fen, 0)
    question = (
        select(
            keyed.label("key"),
            col(LoanRow.legal_person_id).label("firm"),
            col(LoanRow.rate_units),
            col(LoanRow.guarantee_units),
            col(LoanRow.principal_fen),
            col(LoanRow.drawn_on),
            outstanding.label("outstanding_fen"),
            func.coalesce(late.c.fen, 0).label("overdue_fen"),
        )
        .select_from(source)
        .outerjoin(later, later.c.loan_id == col(LoanRow.loan_id))
        .outerjoin(late, late.c.loan_id == col(LoanRow.loan_id))
        .where(col(LoanRow.drawn_on) <= day, col(LoanRow.principal_fen) > 0)
    )
    if scope.district is not None:
        question = question.where(KNOWN.enterprise.c.district == scope.district)
    return question.subquery()


def overdue_on(day: date) -> Any:
    """By loan, what its institution says was overdue that day."""
    from_on, until_on = (member(col(LoanEntryRow.said), name) for name in ("from_on", "until_on"))
    text = day.isoformat()
    return _entries(Kind.OVERDUE, and_(from_on <= text, or_(until_on.is_(None), until_on >= text)))


def _entries(kind: Kind, which: Any, recorded_from: datetime | None = None) -> Any:
    """What entries of a kind that stand add up to, by loan; only those that were not corrected do."""
    another = aliased(LoanEntryRow)
    corrected = (
        select(another)
        .where(
            col(another.loan_id) == col(LoanEntryRow.loan_id),
            col(another.corrects_key) == col(LoanEntryRow.number_key),
        )
        .exists()
    )
    # PostgreSQL's sum of such numbers is exact to any length, and divides with a remainder behind the point.
    fen = cast(func.sum(cast(member(col(LoanEntryRow.said), "amount_fen"), BigInteger)), BigInteger)
    question = select(col(LoanEntryRow.loan_id), fen.label("fen")).where(
        col(LoanEntryRow.kind) == kind, which, ~corrected
    )
    if recorded_from is not None:
        question = question.where(col(LoanEntryRow.recorded_at) >= recorded_from)
    return question.group_by(col(LoanEntryRow.loan_id)).subquery()


def _by_loan(scope: Scope) -> tuple[Any, Any]:
    """The column of the group, and what it is selected from."""
    known = KNOWN.enterprise
    source: Any = LoanRow
    if scope.asks_where:
        source = join(LoanRow, known, known.c.enterprise_id == col(LoanRow.legal_person_id))
    if scope.by is not Grouping.TIER:
        return {
            Grouping.INSTITUTION: col(LoanRow.institution_id),
            Grouping.PRODUCT: col(LoanRow.product_id),
            Grouping.DISTRICT: known.c.district,
        }[scope.by], source
    highest = _highest(scope.span.last)
    ranks = {tier.rank: tier.value for tier in HOLDABLE}
    tier = case(ranks, value=highest.c.rank, else_=Tier.NONE.value)
    return tier, outerjoin(source, highest, highest.c.enterprise_id == col(LoanRow.legal_person_id))


def _highest(day: date) -> Any:
    """The rank of the highest title of each enterprise that counted that day."""
    rank = case({tier.value: tier.rank for tier in HOLDABLE}, value=col(ListTitleRow.tier), else_=0)
    return (
        select(col(ListTitleRow.enterprise_id), func.max(rank).label("rank"))
        .where(col(ListTitleRow.recognised_on) <= day, col(ListTitleRow.last_day) >= day, ~suspended(ListTitleRow, day))
        .group_by(col(ListTitleRow.enterprise_id))
        .subquery()
    )
