"""Queries about products and their versions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, or_, select, update
from sqlmodel import col

from services.finance.store.admission import let_in
from services.finance.store.tables import InstitutionRow, ProductRow, ProductVersionRow
from shared.db import Tx

_AS_IT_IS: Final = {"populate_existing": True}
"""Also where this transaction has just changed it"""


class Stated(NamedTuple):
    """A version with its product and whose it is."""

    product: ProductRow
    version: ProductVersionRow
    institution_name: str
    institution_kind: str


def _stated() -> Any:
    return (
        select(ProductRow, ProductVersionRow, col(InstitutionRow.name), col(InstitutionRow.kind))
        .join(ProductVersionRow, col(ProductVersionRow.product_id) == col(ProductRow.product_id))
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(ProductRow.institution_id))
    )


def _seen(today: date) -> Any:
    """The versions people see, of institutions open for business."""
    published = col(ProductVersionRow.number) == col(ProductRow.published)
    return _stated().where(published, let_in(today))


async def catalogue(
    tx: Tx, on: date, kind: str | None, after: str | None, limit: int | None = None
) -> Sequence[Stated]:
    """In order of product_id, those on offer that day."""
    first, last = col(ProductVersionRow.valid_from), col(ProductVersionRow.valid_until)
    question = _seen(tx.today).where(first <= on, or_(last.is_(None), last >= on))
    if kind is not None:
        question = question.where(col(ProductVersionRow.kind) == kind)
    if after is not None:
        question = question.where(col(ProductRow.product_id) > after)
    return await _all(tx, question.order_by(col(ProductRow.product_id)).limit(limit))


async def published(tx: Tx, product_id: str) -> Stated | None:
    return await _one(tx, _seen(tx.today).where(col(ProductRow.product_id) == product_id))


async def version(tx: Tx, product_id: str, number: int) -> Stated | None:
    """As it was stated, whatever became of it."""
    its = and_(col(ProductRow.product_id) == product_id, col(ProductVersionRow.number) == number)
    return await _one(tx, _stated().where(its))


async def latest(tx: Tx, product_id: str) -> Stated | None:
    newest = col(ProductVersionRow.number) == col(ProductRow.latest)
    return await _one(tx, _stated().where(col(ProductRow.product_id) == product_id, newest))


async def of_institution(tx: Tx, institution_id: str, after: str | None, limit: int) -> Sequence[Stated]:
    """The newest version of each product, in order of product_id."""
    newest = col(ProductVersionRow.number) == col(ProductRow.latest)
    question = _stated().where(col(ProductRow.institution_id) == institution_id, newest)
    if after is not None:
        question = question.where(col(ProductRow.product_id) > after)
    return await _all(tx, question.order_by(col(ProductRow.product_id)).limit(limit))


async def waiting(tx: Tx, after: tuple[datetime, str] | None, limit: int) -> Sequence[Stated]:
    """Versions that wait for a decision, the longest first, from behind (entered_at, product_id)."""
    at, id_ = col(ProductVersionRow.entered_at), col(ProductVersionRow.product_id)
    question = _stated().where(col(ProductVersionRow.state) == "pending")
    if after is not None:
        question = question.where(or_(at > after[0], and_(at == after[0], id_ > after[1])))
    return await _all(tx, question.order_by(at, id_).limit(limit))


async def versions(tx: Tx, product_id: str) -> Sequence[Stated]:
    """Every version there ever was, newest first."""
    question = _stated().where(col(ProductRow.product_id) == product_id)
    return await _all(tx, question.order_by(col(ProductVersionRow.number).desc()))


async def _one(tx: Tx, question: Any) -> Stated | None:
    row = (await tx.execute(question, execution_options=_AS_IT_IS)).one_or_none()
    return None if row is None else Stated(*row)


async def _all(tx: Tx, question: Any) -> Sequence[Stated]:
    return [Stated(*row) for row in (await tx.execute(question, execution_options=_AS_IT_IS)).all()]


# ---- writing --------------------------------------------------------------------------------------


async def lock(tx: Tx, product_id: str) -> ProductRow | None:
    question = select(ProductRow).where(col(ProductRow.product_id) == product_id).with_for_update()
    return (await tx.execute(question)).scalar_one_or_none()


async def add(tx: Tx, product: Mapping[str, Any]) -> None:
    await tx.insert(ProductRow, [product])


async def add_version(tx: Tx, version: Mapping[str, Any]) -> None:
    await tx.insert(ProductVersionRow, [version])


async def add_new(tx: Tx, product: Mapping[str, Any], version: Mapping[str, Any]) -> None:
    """A product with its version; one already there stays as it is."""
    await tx.insert_new(ProductRow, [product])
    await tx.insert_new(ProductVersionRow, [version])


async def change(tx: Tx, product_id: str, **values: Any) -> None:
    here = col(ProductRow.product_id) == product_id
    await tx.execute(update(ProductRow).where(here).values(**values).execution_options(synchronize_session=False))


async def settle(tx: Tx, product_id: str, state: str, into: str, but: int | None = None, **values: Any) -> None:
    """Moves the versions of a product in one state into another, all but one."""
    here = and_(col(ProductVersionRow.product_id) == product_id, col(ProductVersionRow.state) == state)
    if but is not None:
        here = and_(here, col(ProductVersionRow.number) != but)
    moved = update(ProductVersionRow).where(here).values(state=into, **values)
    await tx.execute(moved.execution_options(synchronize_session=False))
