"""Annual reports (年报): stated by the enterprise, an officer or an authority, side by side."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from services.registry import store
from services.registry.domain import statements
from services.registry.domain.profile import Provenance
from services.registry.domain.statements import Stated, larger_parts
from services.registry.problems import FiguresRefused
from services.registry.service import duties, enterprises, profile_edits, profiles
from services.registry.store.tables import AnnualReportRow, EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import DutyKind
from shared.values import EnterpriseId

SHOWN: Final = ("staff", "revenue_fen")
"""What an enterprise shows of its newest annual figures, in lists and exports too"""


class Figures(NamedTuple):
    """Annual figures of one year, money in fen; what is not known is None, never zero."""

    year: int
    staff: int | None = None
    revenue_fen: int | None = None
    main_revenue_fen: int | None = None
    rd_expense_fen: int | None = None
    net_profit_fen: int | None = None
    total_assets_fen: int | None = None
    total_debt_fen: int | None = None
    rd_staff: int | None = None


async def report(tx: Tx, caller: Caller, uscc: str, if_match: str | None, figures: Figures) -> EnterpriseRow:
    """Takes the caller's word on a year; saying it again replaces what the same side said before."""
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    check(figures, tx.today)
    stated = {name: value for name, value in figures._asdict().items() if name != "year"}
    before = await profile_edits.said_before(tx, edit, AnnualReportRow, year=figures.year)
    told = await enterprises.figures_told(tx, uscc)
    tx.edited(f"annual figures {figures.year}", before, stated)
    await save(tx, edit.origin, {edit.enterprise_id: [figures]})
    await show_newest(tx, [edit.enterprise_id])
    await duties.fulfil(tx, edit.enterprise_id, DutyKind.ANNUAL_UPDATE, str(figures.year + 1))
    await profile_edits.end(tx, edit)
    enterprise = await enterprises.get(tx, caller, uscc)
    await tx.refresh(enterprise)
    await enterprises.tell_figures(tx, uscc, told)
    return enterprise


def check(figures: Figures, today: date) -> None:
    if figures.year >= today.year:
        raise FiguresRefused(f"{figures.year} 年尚未结束；请填报已结束的年度")
    if wrong := larger_parts(figures._asdict()):
        raise FiguresRefused("；".join(wrong))


async def save(tx: Tx, origin: Provenance, figures: Mapping[EnterpriseId, Sequence[Figures]]) -> None:
    """Many at once, all the word of one source on one day; what the enterprises show is `show_newest`'s."""
    await store.profiles.put(
        tx,
        AnnualReportRow,
        [
            {
                "enterprise_id": enterprise_id,
                "source": origin.source,
                "stated_on": origin.on,
                **one._asdict(),
            }
            for enterprise_id, years in figures.items()
            for one in years
        ],
    )


async def show_newest(tx: Tx, ids: Collection[EnterpriseId]) -> None:
    """What was registered stands for as long as no year says otherwise."""
    said: dict[str, list[Stated]] = {}
    for row in await store.profiles.rows_of(tx, AnnualReportRow, ids, profiles.REPORT):
        said.setdefault(row.enterprise_id, []).append(profiles.statement(row))
    rows = []
    for row in await store.profiles.rows_of(tx, EnterpriseRow, ids, ("enterprise_id", *SHOWN)):
        reports = statements.reports(said.get(row.enterprise_id, ()))
        newest = {name: statements.latest(reports, name) for name in SHOWN}
        rows.append({**row._mapping, **{name: value for name, value in newest.items() if value is not None}})
    await store.enterprises.save_figures(tx, rows)
