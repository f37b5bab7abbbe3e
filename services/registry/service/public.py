"""What anybody may read without login (公开查询): titles and those who hold them, and notices. Public facts only.

Only legal persons hold titles, so no name here is a private person's (个体工商户 hold none).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.registry import code_tables, store
from services.registry.code_tables import Table
from services.registry.domain.applications import Application
from services.registry.domain.codes import Card, card
from services.registry.problems import CodeTableNotFound, TitleHolderNotFound
from services.registry.store.enterprises import Wanted
from shared.db import Tx
from shared.events import Title
from shared.values import EnterpriseId


@dataclass(frozen=True)
class Holders:
    """A page of title holders; `last` is where the next one begins."""

    cards: Sequence[Card]
    last: str | None


async def holders(tx: Tx, wanted: Wanted, after: str | None, limit: int) -> Holders:
    """Those that hold a title today."""
    page = await store.enterprises.page(tx, wanted, after, limit)
    titles = await store.titles.of(tx, [EnterpriseId(row.enterprise_id) for row in page.rows])
    cards = [
        card(row.name, row.uscc, row.district, titles.get(EnterpriseId(row.enterprise_id), ()), tx.today)
        for row in page.rows
    ]
    return Holders(cards, page.last)


async def holder(tx: Tx, uscc: str, as_of: date | None) -> Card:
    """The titles that count on a day. Who never held any looks like who is not there."""
    day = as_of or tx.today
    enterprise = await store.enterprises.find(tx, uscc)
    held = () if enterprise is None else await _held(tx, EnterpriseId(enterprise.enterprise_id))
    if enterprise is None or not held:
        raise TitleHolderNotFound("请核对统一社会信用代码；没有称号的企业不在公开范围内")
    return card(enterprise.name, enterprise.uscc, enterprise.district, held, day)


async def _held(tx: Tx, enterprise_id: EnterpriseId) -> tuple[Title, ...]:
    return (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())


async def notices(
    tx: Tx, running: bool, district: str | None, tier: str | None, after: tuple[date, str] | None, limit: int
) -> list[Application]:
    """公示 that run today, or those that have ended; the last to end first."""
    return await store.applications.notices(tx, tx.today, running, district, tier, after, limit)


def tables() -> Sequence[Table]:
    return list(code_tables.tables().values())


def table(name: str) -> Table:
    found = code_tables.tables().get(name)
    if found is None:
        raise CodeTableNotFound("可先读取代码表目录，从中选择")
    return found
