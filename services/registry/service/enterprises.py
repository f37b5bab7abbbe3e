"""Enterprises: registered, looked up, corrected; their annual figures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.problems import EnterpriseNotFound, FiguresRefused, UsccTaken
from services.registry.store.tables import AnnualFiguresRow, EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import DutyKind, EnterpriseRegistered, EnterpriseUpdated, Title
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden
from shared.values import EnterpriseId

_WAY_OUT: Final = "请核对统一社会信用代码，或先办理登记"
"""The same words for what is not there and what is not yours: nobody can tell which."""


@dataclass(frozen=True)
class NewEnterprise:
    """What registering an enterprise (登记) needs. Money in fen."""

    uscc: str
    name: str
    district: str
    industry: str
    staff: int | None = None
    revenue_fen: int | None = None


@dataclass(frozen=True)
class Figures:
    """Annual figures (年报) of one year, money in fen; what is not known is None, never zero."""

    year: int
    staff: int
    revenue_fen: int
    main_revenue_fen: int | None = None
    rd_expense_fen: int | None = None
    net_profit_fen: int | None = None
    total_assets_fen: int | None = None
    total_debt_fen: int | None = None
    rd_staff: int | None = None


@dataclass(frozen=True)
class Profile:
    """An enterprise with every title it ever had, and its annual figures."""

    enterprise: EnterpriseRow
    titles: tuple[Title, ...]
    figures: Sequence[AnnualFiguresRow]


async def register(tx: Tx, caller: Caller, new: NewEnterprise) -> EnterpriseRow:
    if not decide(caller, "enterprise.write", Matter(district=new.district)):
        raise Forbidden("只能登记本区、县（市）的企业")
    await register_all(tx, [new])
    return await _get(tx, new.uscc)


async def register_all(tx: Tx, new: Sequence[NewEnterprise]) -> dict[str, EnterpriseId]:
    """Registers many at once; returns the ids by USCC. Raises UsccTaken if one is there already."""
    taken = await store.enterprises.ids_of(tx, [one.uscc for one in new])
    if taken:
        raise UsccTaken("如需更正资料，请修改已有企业")
    ids = {one.uscc: EnterpriseId(str(uuid4())) for one in new}
    await store.enterprises.add(
        tx,
        [
            {
                "enterprise_id": ids[one.uscc],
                "version": 1,
                "registered_at": tx.now,
                "tier": "none",
                "tier_on": tx.today,
                **asdict(one),
            }
            for one in new
        ],
    )
    for one in new:
        tx.emit(
            EnterpriseRegistered(
                enterprise_id=ids[one.uscc],
                uscc=one.uscc,
                enterprise_version=1,
                name=one.name,
                district=one.district,
                industry=one.industry,
                usccs=(one.uscc,),
            )
        )
    return ids


async def get(tx: Tx, caller: Caller, uscc: str, action: Action = "enterprise.read") -> EnterpriseRow:
    """The enterprise behind any USCC it ever had; one that is not yours is not found."""
    enterprise = await _get(tx, uscc)
    usccs = await store.enterprises.usccs(tx, enterprise.enterprise_id)
    if not decide(caller, action, Matter(usccs=usccs, district=enterprise.district)):
        raise EnterpriseNotFound(_WAY_OUT)
    return enterprise


async def profile(tx: Tx, caller: Caller, uscc: str, known_at: datetime | None = None) -> Profile:
    """With the titles as they are known now, or were at an instant."""
    enterprise = await get(tx, caller, uscc)
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    if known_at is None:
        titles = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    else:
        titles = await store.changes.titles_known_at(tx, enterprise_id, known_at)
    return Profile(enterprise, titles, await store.enterprises.figures(tx, enterprise_id))


async def list_page(
    tx: Tx, caller: Caller, after: str | None, limit: int, district: str | None, tier: str | None
) -> Sequence[EnterpriseRow]:
    """A page in order of id; outside the city's view only the caller's own district."""
    visible = district if caller.sees_city else caller.district
    if district is not None and district != visible:
        return []
    return await store.enterprises.page(tx, after, limit, visible, tier)


async def _get(tx: Tx, uscc: str) -> EnterpriseRow:
    enterprise = await store.enterprises.find(tx, uscc)
    if enterprise is None:
        raise EnterpriseNotFound(_WAY_OUT)
    return enterprise


async def correct(tx: Tx, caller: Caller, uscc: str, if_match: str | None, values: Mapping[str, Any]) -> EnterpriseRow:
    """Corrects the profile of an enterprise; `values` are columns of its row."""
    enterprise = await _lock_for_edit(tx, caller, uscc, if_match)
    if "district" in values and not decide(caller, "enterprise.write", Matter(district=values["district"])):
        raise Forbidden("迁往他区须由市级经办人员办理")
    await store.enterprises.save_profile(tx, enterprise.enterprise_id, enterprise.version + 1, values)
    return await tell_updated(tx, enterprise.enterprise_id, uscc)


async def report_figures(tx: Tx, caller: Caller, uscc: str, if_match: str | None, figures: Figures) -> EnterpriseRow:
    """Records the figures of a year; reporting a year again replaces it."""
    enterprise = await _lock_for_edit(tx, caller, uscc, if_match)
    check_figures(figures, tx.today)
    await save_figures(tx, {EnterpriseId(enterprise.enterprise_id): [figures]})
    await store.duties.done(tx, enterprise.enterprise_id, DutyKind.ANNUAL_UPDATE, str(figures.year + 1))
    await store.enterprises.save_profile(tx, enterprise.enterprise_id, enterprise.version + 1, {})
    return await tell_updated(tx, enterprise.enterprise_id, uscc)


def check_figures(figures: Figures, today: date) -> None:
    if figures.year >= today.year:
        raise FiguresRefused(f"{figures.year} 年尚未结束；请填报已结束的年度")
    if figures.main_revenue_fen is not None and figures.main_revenue_fen > figures.revenue_fen:
        raise FiguresRefused("主营业务收入不能大于营业收入")
    if figures.rd_staff is not None and figures.rd_staff > figures.staff:
        raise FiguresRefused("研发人员不能多于从业人员")


async def save_figures(tx: Tx, figures: Mapping[EnterpriseId, Sequence[Figures]]) -> None:
    await store.enterprises.save_figures(
        tx,
        [
            {"enterprise_id": enterprise_id, "reported_at": tx.now, **asdict(one)}
            for enterprise_id, years in figures.items()
            for one in years
        ],
    )


async def _lock_for_edit(tx: Tx, caller: Caller, uscc: str, if_match: str | None) -> EnterpriseRow:
    enterprise = await get(tx, caller, uscc, "enterprise.write")
    locked = await store.enterprises.lock(tx, [EnterpriseId(enterprise.enterprise_id)])
    require_version(if_match, locked[EnterpriseId(enterprise.enterprise_id)].enterprise.version)
    return enterprise


async def tell_updated(tx: Tx, enterprise_id: str, uscc: str) -> EnterpriseRow:
    """Tells the enterprise as it now is, which the caller changed and locked."""
    locked = (await store.enterprises.lock(tx, [EnterpriseId(enterprise_id)]))[EnterpriseId(enterprise_id)].enterprise
    tx.emit(
        EnterpriseUpdated(
            enterprise_id=locked.enterprise_id,
            uscc=locked.uscc,
            enterprise_version=locked.version,
            name=locked.name,
            district=locked.district,
            industry=locked.industry,
            usccs=locked.usccs,
        )
    )
    enterprise = await _get(tx, uscc)
    await tx.refresh(enterprise)
    return enterprise
