"""What became of measures: each question is one statement over everybody it is about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.benefits.domain.evaluation import Cell, Lag, Stage
from services.benefits.store.subjects import Scope, Subjects
from services.benefits.store.tables import BankAccountRow, BudgetRow, YearFiguresRow
from shared.days import shanghai_day
from shared.db import Tx


def _flag(record: ColumnElement[bool]) -> ColumnElement[int]:
    return case((record, 1), else_=0)


async def cells(tx: Tx, scope: Scope) -> list[Cell]:
    """How many have the same records, by measure, district and tier."""
    of = Subjects(scope)
    fen = {
        Stage.ELIGIBLE: of.one.c.fen,
        Stage.CLAIMED: of.claim.c.claimed_fen,
        Stage.APPROVED: of.claim.c.approved_fen,
        Stage.PAID: of.paid.c.fen,
    }
    each = of.asked(
        of.one.c.benefit_code,
        of.known.district,
        of.tier.label("tier"),
        *(_flag(record).label(stage.value) for stage, record in of.records.items()),
        *(amount.label(f"{stage.value}_fen") for stage, amount in fen.items()),
    ).subquery()
    keys: list[Any] = [each.c[name] for name in ("benefit_code", "district", "tier", *of.records)]
    sums = [func.coalesce(func.sum(each.c[f"{stage.value}_fen"]), 0) for stage in fen]
    question = select(*keys, func.count(), *sums).group_by(*keys).order_by(*keys)
    stages = tuple(of.records)
    return [
        Cell(
            code,
            district,
            tier,
            frozenset(stage for stage, there in zip(stages, rest[: len(stages)], strict=True) if there),
            rest[len(stages)],
            dict(zip(fen, map(int, rest[len(stages) + 1 :]), strict=True)),
        )
        for code, district, tier, *rest in await tx.execute(question)
    ]


async def lags(tx: Tx, scope: Scope) -> list[Lag]:
    """Days between two recorded stages: many share theirs until they claim, so those are counted together."""
    of = Subjects(scope)
    spans: dict[Stage, tuple[Any, Any]] = {
        Stage.TOLD: (of.one.c.since, of.told_on),
        Stage.READ: (of.told_on, of.read_on),
        Stage.CLAIMED: (of.read_on, of.claim.c.claimed_on),
    }
    found = []
    for stage, (since, until) in spans.items():
        named = (of.one.c.benefit_code, since.label("since"), until.label("until"))
        each = of.asked(*named).where(since.is_not(None), until.is_not(None)).subquery()
        question = select(*each.c, func.count()).group_by(*each.c)
        found += [Lag(code, stage, *rest) for code, *rest in await tx.execute(question)]
    decided = (of.one.c.benefit_code, of.claim.c.claimed_on, of.claim.c.approved_at, of.paid.c.paid_on)
    for row in await tx.execute(of.asked(*decided).where(of.claim.c.approved_at.is_not(None))):
        day = shanghai_day(row.approved_at)
        found.append(Lag(row.benefit_code, Stage.APPROVED, row.claimed_on, day))
        if row.paid_on is not None:
            found.append(Lag(row.benefit_code, Stage.PAID, day, row.paid_on))
    return found


async def amounts(tx: Tx, scope: Scope) -> dict[str, list[int]]:
    """What each recipient was paid, by measure."""
    of = Subjects(scope)
    found: dict[str, list[int]] = {}
    for code, fen in await tx.execute(of.asked(of.one.c.benefit_code, of.paid.c.fen).where(of.paid.c.fen.is_not(None))):
        found.setdefault(code, []).append(int(fen))
    return found


async def budgets(tx: Tx, year: int, issuers: Sequence[str] | None) -> Sequence[BudgetRow]:
    """Of a year, without quotas that an enterprise holds; of these issuers, or of all."""
    question = select(BudgetRow).where(col(BudgetRow.year) == year, col(BudgetRow.holder_id) == "")
    if issuers is not None:
        question = question.where(col(BudgetRow.issuer).in_(issuers))
    return (await tx.execute(question.order_by(col(BudgetRow.benefit_code), col(BudgetRow.issuer)))).scalars().all()


# ---- growth ---------------------------------------------------------------------------------------


async def newest_year(tx: Tx, until: int) -> int | None:
    """The last year, not after that one, of which figures were told."""
    year = col(YearFiguresRow.year)
    found: int | None = (await tx.execute(select(func.max(year)).where(year <= until))).scalar_one()
    return found


async def figures(tx: Tx, scope: Scope, year: int) -> Sequence[Row[Any]]:
    """Of each subject whether it was paid, and its figures of that year and the one before, where both were told."""
    of, after, before = Subjects(scope), aliased(YearFiguresRow), aliased(YearFiguresRow)
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in ("revenue_fen", "rd_expense_fen")}
    named = [
        pair.label(f"{name}_{when}")
        for name, two in pairs.items()
        for when, pair in zip(("before", "after"), two, strict=True)
    ]
    question = of.asked(of.one.c.benefit_code, _flag(of.records[Stage.PAID]).label("received"), *named)
    for one, of_year in ((after, year), (before, year - 1)):
        there = and_(col(one.enterprise_id) == of.one.c.enterprise_id, col(one.year) == of_year)
        question = question.join(one, there)
    found: Sequence[Row[Any]] = (await tx.execute(question)).all()
    return found


# ---- 应享未享 --------------------------------------------------------------------------------------


def _missed(of: Subjects) -> Any:
    account = exists().where(
        col(BankAccountRow.enterprise_id) == of.one.c.enterprise_id, col(BankAccountRow.state) == "verified"
    )
    return of.asked(
        of.one.c.enterprise_id,
        of.one.c.benefit_code,
        of.one.c.since,
        of.one.c.fen,
        of.one.c.entitled,
        of.known.uscc,
        of.known.name,
        of.known.district,
        of.tier.label("tier"),
        of.told_on.label("told_on"),
        of.read_on.label("read_on"),
        of.claim.c.state.label("claim_state"),
        of.claim.c.claimed_on,
        _flag(account).label("account"),
    ).where(~of.records[Stage.PAID])


async def missed(tx: Tx, scope: Scope, after: tuple[str, str] | None, limit: int) -> Sequence[Row[Any]]:
    """Who was eligible and not paid, in order of enterprise and measure."""
    of = Subjects(scope)
    id_, code = of.one.c.enterprise_id, of.one.c.benefit_code
    question = _missed(of)
    if after is not None:
        question = question.where(or_(id_ > after[0], and_(id_ == after[0], code > after[1])))
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(id_, code).limit(limit))).all()
    return found


async def missed_alike(tx: Tx, scope: Scope) -> Sequence[Row[Any]]:
    """The same, counted by what a reason is made of; of the days only whether there is one."""
    each = _missed(Subjects(scope)).subquery()
    told, read = (_flag(each.c[name].is_not(None)).label(name) for name in ("told_on", "read_on"))
    named = select(each.c.benefit_code, each.c.claim_state, told, read, each.c.account).subquery()
    question: Any = select(*named.c, func.count().label("enterprises")).group_by(*named.c)
    found: Sequence[Row[Any]] = (await tx.execute(question)).all()
    return found
