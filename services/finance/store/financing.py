"""Queries about applications for financing; whoever changes one holds its row."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, or_, select
from sqlmodel import col

from services.finance.domain.financing.terms import Terms
from services.finance.domain.products.offers import Fee
from services.finance.store.tables import (
    KNOWN,
    FinancingOfferRow,
    FinancingPartRow,
    FinancingRow,
    FinancingStepRow,
    InstitutionRow,
    ProductVersionRow,
)
from services.finance.store.waiting import has_unanswered_past_reminder
from shared.db import Tx

_AS_IT_IS: Final = {"populate_existing": True}
"""Also where this transaction looked before it held the row"""
Place = tuple[datetime, str]


class Asked(NamedTuple):
    """A part, with whom it asks and for what."""

    part: FinancingPartRow
    institution_name: str
    product_name: str
    kind: str


async def find(tx: Tx, application_id: str) -> FinancingRow | None:
    question = select(FinancingRow).where(col(FinancingRow.application_id) == application_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def lock(tx: Tx, application_id: str) -> FinancingRow | None:
    """Answers, acceptance, withdrawal and time come one after the other."""
    question = select(FinancingRow).where(col(FinancingRow.application_id) == application_id).with_for_update()
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


def _asked() -> Any:
    part = FinancingPartRow
    return (
        select(FinancingPartRow, col(InstitutionRow.name), col(ProductVersionRow.name), col(ProductVersionRow.kind))
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(part.institution_id))
        .join(
            ProductVersionRow,
            and_(
                col(ProductVersionRow.product_id) == col(part.product_id),
                col(ProductVersionRow.number) == col(part.product_number),
            ),
        )
    )


async def _all(tx: Tx, question: Any) -> list[Asked]:
    return [Asked(*row) for row in (await tx.execute(question, execution_options=_AS_IT_IS)).all()]


async def parts(tx: Tx, application_ids: Collection[str]) -> list[Asked]:
    """In the order of the form."""
    question = _asked().where(tx.among(col(FinancingPartRow.application_id), application_ids))
    return await _all(tx, question.order_by(col(FinancingPartRow.place)))


async def part_of(tx: Tx, part_id: str, institution_id: str) -> Asked | None:
    """One statement for what is not there and what is another's."""
    its = and_(col(FinancingPartRow.part_id) == part_id, col(FinancingPartRow.institution_id) == institution_id)
    return next(iter(await _all(tx, _asked().where(its))), None)


async def of_institution(
    tx: Tx, institution_id: str, state: str | None, before: Place | None, limit: int
) -> list[Asked]:
    """Newest first, from below (sent_at, part_id)."""
    at, id_ = col(FinancingPartRow.sent_at), col(FinancingPartRow.part_id)
    question = _asked().where(col(FinancingPartRow.institution_id) == institution_id)
    if state is not None:
        question = question.where(col(FinancingPartRow.state) == state)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return await _all(tx, question.order_by(at.desc(), id_.desc()).limit(limit))


async def page(
    tx: Tx,
    enterprise_id: str | None,
    district: str | None,
    state: str | None,
    before: Place | None,
    limit: int,
    unanswered: bool | None = None,
) -> Sequence[FinancingRow]:
    """Newest first; of an enterprise, or of those that lie in a district now. `unanswered`: past a reminder."""
    at, id_ = col(FinancingRow.submitted_at), col(FinancingRow.application_id)
    question = select(FinancingRow)
    if enterprise_id is not None:
        question = question.where(col(FinancingRow.enterprise_id) == enterprise_id)
    if district is not None:
        known = KNOWN.enterprise.c
        here = select(known.enterprise_id).where(known.district == district)
        question = question.where(col(FinancingRow.enterprise_id).in_(here))
    if state is not None:
        question = question.where(col(FinancingRow.state) == state)
    if unanswered is not None:
        forgotten = has_unanswered_past_reminder(tx.today)
        question = question.where(forgotten if unanswered else ~forgotten)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def rows(tx: Tx, application_ids: Collection[str]) -> dict[str, FinancingRow]:
    question = select(FinancingRow).where(tx.among(col(FinancingRow.application_id), application_ids))
    return {row.application_id: row for row in (await tx.execute(question)).scalars()}


async def steps(tx: Tx, application_id: str) -> Sequence[FinancingStepRow]:
    """In order."""
    question = select(FinancingStepRow).where(col(FinancingStepRow.application_id) == application_id)
    return (await tx.execute(question.order_by(col(FinancingStepRow.number)))).scalars().all()


async def steps_of_part(tx: Tx, part_id: str) -> Sequence[FinancingStepRow]:
    """In order."""
    question = select(FinancingStepRow).where(col(FinancingStepRow.part_id) == part_id)
    return (await tx.execute(question.order_by(col(FinancingStepRow.part_version)))).scalars().all()


# ---- offers ---------------------------------------------------------------------------------------


async def offers(tx: Tx, part_ids: Collection[str]) -> dict[str, list[FinancingOfferRow]]:
    """By part, the newest last."""
    question = select(FinancingOfferRow).where(tx.among(col(FinancingOfferRow.part_id), part_ids))
    found: dict[str, list[FinancingOfferRow]] = {}
    for row in (await tx.execute(question.order_by(col(FinancingOfferRow.number)))).scalars():
        found.setdefault(row.part_id, []).append(row)
    return found


def terms_of(row: FinancingOfferRow) -> Terms:
    return Terms(
        amount_fen=row.amount_fen,
        months=row.months,
        rate=_decimal(row.rate),
        guarantee_rate=_decimal(row.guarantee_rate),
        fees=fees_of(row.fees),
        guarantee_needed=row.guarantee_needed,
        valid_until=row.valid_until,
        contract_ref=row.contract_ref,
        note=row.note,
    )


def fees_of(text: str) -> tuple[Fee, ...]:
    return tuple(Fee(one["label"], _decimal(one["percent"]), one["fen"]) for one in json.loads(text))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def offer_row(terms: Terms) -> dict[str, Any]:
    fees = [
        {"label": one.label, "percent": None if one.percent is None else str(one.percent), "fen": one.fen}
        for one in terms.fees
    ]
    return {
        "amount_fen": terms.amount_fen,
        "months": terms.months,
        "rate": None if terms.rate is None else str(terms.rate),
        "guarantee_rate": None if terms.guarantee_rate is None else str(terms.guarantee_rate),
        "fees": json.dumps(fees, ensure_ascii=False),
        "guarantee_needed": terms.guarantee_needed,
        "valid_until": terms.valid_until,
        "contract_ref": terms.contract_ref,
        "note": terms.note,
    }


# ---- writing --------------------------------------------------------------------------------------


async def add(tx: Tx, application: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(FinancingRow, [application])
    await tx.insert(FinancingPartRow, parts)


async def save(
    tx: Tx, application: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]],
    offers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    await tx.update(FinancingRow, [application])
    await tx.update(FinancingPartRow, parts)
    await tx.insert(FinancingOfferRow, offers)
    await tx.insert(FinancingStepRow, steps)


# ---- time -----------------------------------------------------------------------------------------


async def due(tx: Tx, limit: int) -> Sequence[str]:
    """Applications to one of whose parts time has something to do, the longest due first."""
    part = FinancingPartRow
    question = select(col(part.application_id)).where(col(part.next_on) <= tx.today)
    return (await tx.execute(question.order_by(col(part.next_on), col(part.part_id)).limit(limit))).scalars().all()


async def open_of(tx: Tx, enterprise_ids: Collection[str], open_state: str) -> Sequence[FinancingRow]:
    """In order of their id."""
    question = select(FinancingRow).where(
        tx.among(col(FinancingRow.enterprise_id), enterprise_ids), col(FinancingRow.state) == open_state
    )
    return (await tx.execute(question.order_by(col(FinancingRow.application_id)))).scalars().all()
