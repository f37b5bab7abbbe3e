"""Enterprises: registered, looked up, corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.profile import AnnualReport
from services.registry.problems import EnterpriseNotFound, UsccTaken
from services.registry.service import profiles
from services.registry.store.enterprises import Wanted
from services.registry.store.names import Page
from services.registry.store.tables import EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import AnnualFigures, EnterpriseRegistered, EnterpriseUpdated, Title
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import EnterpriseId, holds_titles

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
    figures: AnnualFigures | None = None
    """Told where annual reports come in together with the enterprise; None: what stands above"""

    @property
    def row(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "figures"}

    @property
    def told(self) -> AnnualFigures:
        return self.figures or AnnualFigures(staff=self.staff, revenue_fen=self.revenue_fen)


@dataclass(frozen=True)
class Profile:
    """An enterprise with every title it ever had, and its annual figures."""

    enterprise: EnterpriseRow
    titles: tuple[Title, ...]
    figures: Sequence[AnnualReport]


async def register(tx: Tx, caller: Caller, new: NewEnterprise) -> EnterpriseRow:
    if not decide(caller, "enterprise.write", Matter(district=new.district)):
        raise Forbidden("只能登记本区、县（市）的企业")
    return await add(tx, new)


async def add(tx: Tx, new: NewEnterprise) -> EnterpriseRow:
    """Registers one; who may, the caller has seen to. Raises UsccTaken."""
    await register_all(tx, [new])
    tx.edited("enterprise", {}, {"uscc": new.uscc})
    return await _get(tx, new.uscc)


async def register_all(tx: Tx, new: Sequence[NewEnterprise]) -> dict[str, EnterpriseId]:
    """Registers many at once; returns the ids by USCC. Raises UsccTaken if one is there already."""
    taken = await store.enterprises.ids_of(tx, [one.uscc for one in new])
    if taken:
        raise UsccTaken("如需更正资料，请修改已有企业；本区、县（市）没有此企业的，请联系市级经办人员")
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
                **one.row,
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
                figures=one.told,
            )
        )
    return ids


async def get(tx: Tx, caller: Caller, uscc: str, action: Action = "enterprise.read") -> EnterpriseRow:
    """The enterprise behind any USCC it ever had; one that is not yours is not found.

    Raises Forbidden for what is yours to see, and not to do.
    """
    enterprise = await _get(tx, uscc)
    usccs = await store.enterprises.usccs(tx, enterprise.enterprise_id)
    matter = Matter(usccs=usccs, district=enterprise.district)
    if not decide(caller, action, matter):
        if decide(caller, "enterprise.read", matter):
            raise Forbidden("您的角色不能办理此事；请由有权办理的人员操作")
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
    return Profile(enterprise, titles, await profiles.annual(tx, enterprise_id))


async def list_page(tx: Tx, caller: Caller, wanted: Wanted, after: str | None, limit: int) -> Page:
    """Outside the city's view only the caller's own district, whatever is wanted."""
    visible = visible_district(caller, wanted.district)
    return await store.enterprises.page(tx, replace(wanted, district=visible), after, limit)


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
    audited(tx, enterprise.uscc, enterprise.model_dump(), values)
    await store.enterprises.save_profile(tx, enterprise.enterprise_id, enterprise.version + 1, values)
    return await tell_updated(tx, enterprise.enterprise_id, uscc)


def audited(tx: Tx, uscc: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    hidden = () if holds_titles(uscc) else ("name",)  # 个体工商户: the owner's name is in it
    tx.edited("enterprise", before, after, hidden)


async def _lock_for_edit(tx: Tx, caller: Caller, uscc: str, if_match: str | None) -> EnterpriseRow:
    enterprise = await get(tx, caller, uscc, "enterprise.write")
    await store.enterprises.lock(tx, [EnterpriseId(enterprise.enterprise_id)])
    await tx.refresh(enterprise)  # as it is now that nobody else can change it, not as it was found
    require_version(if_match, enterprise.version)
    return enterprise


async def tell_updated(tx: Tx, enterprise_id: str, uscc: str) -> EnterpriseRow:
    """Tells the enterprise as it now is, which the caller changed and locked."""
    locked = (await store.enterprises.lock(tx, [EnterpriseId(enterprise_id)]))[EnterpriseId(enterprise_id)].enterprise
    enterprise = await _get(tx, uscc)
    await tx.refresh(enterprise)
    tx.emit(
        EnterpriseUpdated(
            enterprise_id=locked.enterprise_id,
            uscc=locked.uscc,
            enterprise_version=locked.version,
            name=locked.name,
            district=locked.district,
            industry=locked.industry,
            usccs=locked.usccs,
            figures=await _figures(tx, enterprise),
        )
    )
    return enterprise


async def figures_told(tx: Tx, uscc: str) -> AnnualFigures:
    """The newest annual figures as others hear them: of the last report, else what registration said."""
    return await _figures(tx, await _get(tx, uscc))


async def tell_figures(tx: Tx, uscc: str, before: AnnualFigures) -> None:
    """Where the newest figures are other ones than `before`: whoever has locked the enterprise tells it."""
    enterprise = await _get(tx, uscc)
    if await _figures(tx, enterprise) != before:
        await tell_updated(tx, enterprise.enterprise_id, uscc)


async def _figures(tx: Tx, enterprise: EnterpriseRow) -> AnnualFigures:
    newest = next(iter(await profiles.annual(tx, enterprise.enterprise_id)), None)
    if newest is None:
        return AnnualFigures(staff=enterprise.staff, revenue_fen=enterprise.revenue_fen)
    return AnnualFigures.model_validate({name: getattr(newest, name) for name in AnnualFigures.model_fields})
