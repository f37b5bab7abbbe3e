"""Applications sent in a period, as they stood at its end, group by group."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Integer, and_, case, column, func, select, values
from sqlmodel import col

from services.finance.domain.figures.cells import AnswerCell, Grouping, OfferCell, PartCell
from services.finance.domain.financing.states import PartState
from services.finance.domain.products.offers import ProductKind
from services.finance.store.figures.scope import Scope, count_of, distinct
from services.finance.store.financing import fees_of
from services.finance.store.tables import KNOWN, FinancingOfferRow, FinancingPartRow, FinancingRow, ProductVersionRow
from shared.db import Tx
from shared.dialects import epoch

_DAY_SECONDS: Final = 86_400
_AHEAD: Final = 8 * 3_600
"""Of Shanghai, in seconds"""
_FIRST: Final = date(1970, 1, 1)


async def parts(tx: Tx, scope: Scope) -> list[PartCell]:
    each = _parts(scope)
    answered, is_ = each.c.answered_at.is_not(None), _state(each)
    ended = and_(~answered, each.c.ended_at.is_not(None), ~is_(PartState.EXPIRED))
    flags = (
        and_(answered, each.c.offer_number > 0),
        and_(answered, each.c.offer_number == 0),
        is_(PartState.EXPIRED),
        ended,
        is_(PartState.ACCEPTED),
    )
    firms = distinct(each.c.firm, is_(PartState.ACCEPTED))
    question = select(each.c.key, firms, func.count(), *map(count_of, flags)).group_by(each.c.key)
    return [PartCell(row[0], *map(int, row[1:])) for row in await tx.execute(question)]


async def accepting(tx: Tx, scope: Scope) -> int:
    """Enterprises with an accepted offer, each once, whichever groups they are in."""
    each = _parts(scope)
    return int((await tx.execute(select(distinct(each.c.firm, _state(each)(PartState.ACCEPTED))))).scalar_one())


async def offers(tx: Tx, scope: Scope) -> list[OfferCell]:
    """Those that were accepted."""
    each, offer, product = _parts(scope), FinancingOfferRow, ProductVersionRow
    keys = (each.c.key, col(product.kind), col(offer.rate), col(offer.guarantee_rate), col(offer.fees))
    question = (
        select(*keys, func.count(), func.sum(col(offer.amount_fen)))
        .select_from(each)
        .join(offer, and_(col(offer.part_id) == each.c.part_id, col(offer.number) == each.c.offer_number))
        .join(
            product,
            and_(col(product.product_id) == each.c.product_id, col(product.number) == each.c.product_number),
        )
        .where(_state(each)(PartState.ACCEPTED))
        .group_by(*keys)
    )
    return [
        OfferCell(key, ProductKind(kind), _decimal(rate), _decimal(fee), fees_of(fees), count, int(fen))
        for key, kind, rate, fee, fees, count, fen in await tx.execute(question)
    ]


async def answers(tx: Tx, scope: Scope, working: Mapping[date, int]) -> list[AnswerCell]:
    """`working`: of every day of the period, how many working days there were since some day, itself included."""
    each = _parts(scope)
    number, count = column("number", Integer), column("working", Integer)
    counted = values(number, count, name="counted", literal_binds=True)
    days = counted.data([((day - _FIRST).days, so_far) for day, so_far in working.items()]).cte("days")
    first, last = days.alias("first_day"), days.alias("last_day")
    sent, answered = epoch(each.c.sent_at), epoch(each.c.answered_at)
    moments = (
        select(
            each.c.key,
            (last.c.working - first.c.working).label("days"),
            ((answered - sent) // 3_600).label("hours"),
        )
        .select_from(each)
        .join(first, first.c.number == (sent + _AHEAD) // _DAY_SECONDS)
        .join(last, last.c.number == (answered + _AHEAD) // _DAY_SECONDS)
        .where(each.c.answered_at.is_not(None))
        .subquery()
    )
    question: Any = select(*moments.c, func.count()).group_by(*moments.c)
    return [AnswerCell(key, *map(int, counts)) for key, *counts in await tx.execute(question)]


def _parts(scope: Scope) -> Any:
    """Parts sent in the period, as they stood when it was over: what came later is not known yet."""
    part, known = FinancingPartRow, KNOWN.enterprise
    over = scope.over
    keyed = {
        Grouping.INSTITUTION: col(part.institution_id),
        Grouping.PRODUCT: col(part.product_id),
        Grouping.DISTRICT: known.c.district,
        Grouping.TIER: col(FinancingRow.tier),
    }[scope.by]

    def by_then(at: Any) -> Any:
        return case((at < over, at))

    question: Any = (
        select(
            keyed.label("key"),
            col(FinancingRow.enterprise_id).label("firm"),
            *(col(one) for one in (part.part_id, part.product_id, part.product_number, part.offer_number)),
            col(part.state),
            col(part.sent_at),
            by_then(col(part.answered_at)).label("answered_at"),
            by_then(col(part.ended_at)).label("ended_at"),
        )
        .join(FinancingRow, col(FinancingRow.application_id) == col(part.application_id))
        .where(col(part.sent_at) >= scope.begun, col(part.sent_at) < over)
    )
    if scope.asks_where:
        question = question.join(known, known.c.enterprise_id == col(FinancingRow.enterprise_id))
    if scope.district is not None:
        question = question.where(known.c.district == scope.district)
    return question.subquery()


def _state(each: Any) -> Any:
    return lambda state: and_(each.c.state == state, each.c.ended_at.is_not(None))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
