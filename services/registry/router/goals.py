"""Targets, land sold, and the board."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.registry import problems as p
from services.registry.router.addresses import AsOf, Officer, Overseer, Visitor, Year
from services.registry.schemas.goals import (
    BoardOut,
    LandSaleIn,
    LandSaleList,
    LandSaleOut,
    OneDistrict,
    Scope,
    TargetIn,
    TargetList,
    TargetOut,
    VersionList,
    VersionOut,
)
from services.registry.service import goals
from services.registry.service.goals import Goal
from shared.auth import WITHOUT_LOGIN
from shared.edge import IfMatch, Reading, Writing, tag
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["goals"])
GoalPath = Annotated[Goal, Path(description="目标", examples=["specialised"])]
ScopePath = Annotated[Scope, Path(description="区、县（市）代码，全市为 330100")]
DistrictPath = Annotated[OneDistrict, Path(description="区、县（市）代码")]
BoardYear = Annotated[int, Query(ge=1990, le=2199, description="年度", examples=[2026])]
ENTERED = problems(p.EntryRefused, PreconditionFailed, PreconditionRequired)


@router.get("/target-board", summary="目标看板（公开）", openapi_extra=WITHOUT_LOGIN)
async def read_board(tx: Reading, caller: Visitor, year: BoardYear, as_of: AsOf = None) -> BoardOut:
    """Totals of the city and of each district, for everybody: 累计 of innovative, valid of the others."""
    return BoardOut.of(await goals.show_board(tx, year, as_of))


@router.get("/targets/{year}", summary="某年度的培育目标")
async def list_targets(tx: Reading, caller: Overseer, year: Year) -> TargetList:
    found = await goals.targets(tx, year)
    return TargetList(items=[TargetOut.of(one) for one in found])


@router.get("/targets/{year}/{goal}/{district}", summary="培育目标")
async def read_target(
    tx: Reading, caller: Overseer, year: Year, goal: GoalPath, district: ScopePath, response: Response
) -> TargetOut:
    """One that nobody set yet has no value and version 0."""
    entry = await goals.get(tx, caller, goals.target(year, goal, district))
    tag(response, entry.version)
    return TargetOut.of(entry)


@router.put("/targets/{year}/{goal}/{district}", summary="下达培育目标", responses=ENTERED)
async def set_target(
    tx: Writing, officer: Officer, year: Year, goal: GoalPath, district: ScopePath, body: TargetIn,
    response: Response, if_match: IfMatch = None,
) -> TargetOut:  # fmt: skip
    """By the city, for itself or a district; what stood before is kept."""
    key = goals.target(year, goal, district)
    entry = await goals.enter(tx, officer, key, if_match, body.to_stated())
    tag(response, entry.version)
    return TargetOut.of(entry)


@router.get("/targets/{year}/{goal}/{district}/versions", summary="培育目标的历次下达")
async def list_target_versions(
    tx: Reading, caller: Overseer, year: Year, goal: GoalPath, district: ScopePath
) -> VersionList:
    rows = await goals.history(tx, caller, goals.target(year, goal, district))
    return VersionList(items=[VersionOut.of(row) for row in rows])


# ---- land sold ------------------------------------------------------------------------------------


@router.get("/land-sales/{year}", summary="某年度的出让工业用地")
async def list_land_sales(tx: Reading, caller: Overseer, year: Year) -> LandSaleList:
    """An officer of a district sees that district's; the totals are on the board."""
    found = await goals.land_sales(tx, caller, year)
    return LandSaleList(items=[LandSaleOut.of(one) for one in found])


@router.get("/land-sales/{year}/{district}", summary="出让工业用地")
async def read_land_sale(
    tx: Reading, caller: Overseer, year: Year, district: DistrictPath, response: Response
) -> LandSaleOut:
    """One that nobody entered yet has no value and version 0."""
    entry = await goals.get(tx, caller, goals.land_sale(year, district))
    tag(response, entry.version)
    return LandSaleOut.of(entry)


@router.put("/land-sales/{year}/{district}", summary="录入出让工业用地", responses=ENTERED)
async def enter_land_sale(
    tx: Writing, officer: Officer, year: Year, district: DistrictPath, body: LandSaleIn,
    response: Response, if_match: IfMatch = None,
) -> LandSaleOut:  # fmt: skip
    """The sum of the year so far, up to a day; what was entered before is kept."""
    key = goals.land_sale(year, district)
    entry = await goals.enter(tx, officer, key, if_match, body.to_stated())
    tag(response, entry.version)
    return LandSaleOut.of(entry)


@router.get("/land-sales/{year}/{district}/versions", summary="出让工业用地的历次录入")
async def list_land_sale_versions(tx: Reading, caller: Overseer, year: Year, district: DistrictPath) -> VersionList:
    key = goals.land_sale(year, district)
    return VersionList(items=[VersionOut.of(row) for row in await goals.history(tx, caller, key)])
