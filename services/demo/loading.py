"""Brings a drawn city into the registry, through the registry's own functions; the others hear of it by its facts."""

from collections.abc import AsyncIterator, Sequence

from services.demo.firm import Firm
from services.registry import store
from services.registry.domain.profile import Origin as Said
from services.registry.domain.profile import Source
from services.registry.domain.titles import Decision, Recognition
from services.registry.service import annual_reports
from services.registry.service.annual_reports import Figures
from services.registry.service.enterprises import NewEnterprise, register_all
from services.registry.service.titles import decide_all, new_id
from shared.db import Database
from shared.events import ChangeReason, Origin

FIRMS_AT_ONCE = 500
ORIGIN = Origin(actor="system:demonstration-city", correlation_id="demonstration-city")


async def is_empty(db: Database) -> bool:
    async with db.reading() as tx:
        return await store.enterprises.is_empty(tx)


async def load(db: Database, firms: Sequence[Firm]) -> AsyncIterator[int]:
    """Loads firm by firm in transactions of a few hundred; yields how many came in with each."""
    for start in range(0, len(firms), FIRMS_AT_ONCE):
        part = firms[start : start + FIRMS_AT_ONCE]
        async with db.transaction(ORIGIN) as tx:
            ids = await register_all(tx, [_new(firm) for firm in part])
            said = Said(Source.ENTERPRISE, tx.today)
            await annual_reports.save(tx, said, {ids[firm.uscc]: _figures(firm) for firm in part})
            decisions = {ids[firm.uscc]: _decisions(firm) for firm in part if firm.titles}
            await decide_all(tx, decisions, ChangeReason.IMPORTED)
        yield len(part)


def _new(firm: Firm) -> NewEnterprise:
    newest = max(firm.annual, key=lambda figures: figures.year)
    return NewEnterprise(firm.uscc, firm.name, firm.district, firm.industry, firm.staff, newest.revenue_fen)


def _figures(firm: Firm) -> list[Figures]:
    return [
        Figures(
            year=year.year,
            staff=year.staff,
            revenue_fen=year.revenue_fen,
            main_revenue_fen=year.main_revenue_fen,
            rd_expense_fen=year.rd_expense_fen,
            net_profit_fen=year.net_profit_fen,
            total_assets_fen=year.total_assets_fen,
            total_debt_fen=year.total_debt_fen,
            rd_staff=year.rd_staff,
        )
        for year in firm.annual
    ]


def _decisions(firm: Firm) -> list[Decision]:
    return [
        Recognition(
            title_id=new_id(),
            tier=title.tier,
            number=title.number,
            authority=title.authority,
            document=title.document,
            recognised_on=title.recognised_on,
            valid_until=title.valid_until,
        )
        for title in sorted(firm.titles, key=lambda title: title.recognised_on)
    ]
