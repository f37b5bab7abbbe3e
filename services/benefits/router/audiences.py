"""受众: who would be told, and of whom nobody can tell."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.benefits import problems as p
from services.benefits.router.addresses import Observer, Overseer, Uscc, VersionId
from services.benefits.schemas import audiences as s
from services.benefits.service import audiences
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["audiences"])


@router.post("/audience-previews", summary="预览受众", responses=problems(p.MeasureRefused))
async def preview_audience(tx: Reading, caller: Overseer, body: s.AudienceIn) -> s.AudienceOut:
    """Of any condition: how many, in which districts and tiers, a few of them, and of whom something is missing."""
    return s.AudienceOut.of(await audiences.preview(tx, caller, body.audience, body.district))


@router.get(
    "/measure-versions/{version_id}/audience", summary="条款版本的受众", responses=problems(p.MeasureVersionNotFound)
)
async def read_audience(tx: Reading, caller: Overseer, version_id: VersionId) -> s.AudienceOut:
    """The same of a version, before it is published: exactly those it would be told to today."""
    return s.AudienceOut.of(await audiences.of_version(tx, caller, version_id))


@router.get(
    "/enterprises/{uscc}/undecided-measures", summary="缺情况而不能判断的政策", responses=problems(EnterpriseUnknown)
)
async def list_undecided(tx: Reading, caller: Observer, uscc: Uscc) -> s.UndecidedList:
    """Measures in force that may be for the enterprise, each with what is missing. Nothing of them is pushed."""
    return s.UndecidedList(items=[s.UndecidedOut.of(one) for one in await audiences.undecided(tx, caller, uscc)])


@router.get("/missing-facts", summary="缺什么情况的企业最多")
async def list_missing_facts(
    tx: Reading, caller: Overseer, query: Annotated[s.DistrictQuery, Query()]
) -> s.MissingFacts:
    """Facts on which measures in force hang, and of how many enterprises nobody knows them."""
    return s.MissingFacts(items=[s.LackingOut.of(one) for one in await audiences.missing(tx, caller, query.district)])
