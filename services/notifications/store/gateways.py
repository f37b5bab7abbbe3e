"""Queries about gateways that rest, because they failed or asked for patience."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.notifications.store.tables import GatewayRow
from shared.db import Tx


async def all_known(tx: Tx) -> dict[str, GatewayRow]:
    """By name; one that never failed is not there."""
    found = await tx.execute(select(GatewayRow).execution_options(populate_existing=True))
    return {one.name: one for one in found.scalars()}


async def lock(tx: Tx, name: str) -> GatewayRow:
    """Made if it is not there."""
    await tx.insert_new(GatewayRow, [{"name": name, "failures": 0, "rest_until": None}])
    question = select(GatewayRow).where(col(GatewayRow.name) == name).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one()


async def change(tx: Tx, name: str, failures: int, rest_until: datetime | None) -> None:
    statement = update(GatewayRow).where(col(GatewayRow.name) == name)
    await tx.execute(
        statement.values(failures=failures, rest_until=rest_until).execution_options(synchronize_session=False)
    )


async def claim_probe(tx: Tx, name: str, until: datetime) -> bool:
    """Whether this caller is the one to try whether it works again; the others wait until then."""
    over = (col(GatewayRow.name) == name) & (col(GatewayRow.rest_until) <= tx.now)
    claimed: Any = await tx.execute(
        update(GatewayRow).where(over).values(rest_until=until).execution_options(synchronize_session=False)
    )
    return bool(claimed.rowcount == 1)


async def recovered(tx: Tx, name: str) -> None:
    """Nothing is written about one that has not failed."""
    failed = (col(GatewayRow.name) == name) & ((col(GatewayRow.failures) > 0) | col(GatewayRow.rest_until).is_not(None))
    values: Mapping[str, Any] = {"failures": 0, "rest_until": None}
    await tx.execute(update(GatewayRow).where(failed).values(**values).execution_options(synchronize_session=False))
