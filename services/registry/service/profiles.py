"""What is known of enterprises, as the rules ask it."""

from collections.abc import Collection

from services.registry import store
from services.registry.domain.profile import AnnualReport, Origin, Profile, Source
from services.registry.store.tables import AnnualFiguresRow
from shared.db import Tx
from shared.values import EnterpriseId, shanghai_day, utc


async def of(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, Profile]:
    """The profiles of these enterprises; what nobody reported is unknown."""
    reports: dict[str, dict[int, AnnualReport]] = {}
    for row in await store.profiles.figures(tx, ids):
        reports.setdefault(row.enterprise_id, {})[row.year] = _report(row)
    return {
        EnterpriseId(row.enterprise_id): Profile(
            uscc=row.uscc,
            district=row.district,
            industry=row.industry,
            reports=reports.get(row.enterprise_id, {}),
        )
        for row in await store.profiles.enterprises(tx, ids)
    }


def _report(row: AnnualFiguresRow) -> AnnualReport:
    return AnnualReport(
        year=row.year,
        origin=Origin(Source.ENTERPRISE, shanghai_day(utc(row.reported_at))),
        staff=row.staff,
        revenue_fen=row.revenue_fen,
        main_revenue_fen=row.main_revenue_fen,
        rd_expense_fen=row.rd_expense_fen,
        rd_staff=row.rd_staff,
        net_profit_fen=row.net_profit_fen,
        total_assets_fen=row.total_assets_fen,
        total_debt_fen=row.total_debt_fen,
    )
