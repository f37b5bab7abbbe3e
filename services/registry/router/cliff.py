"""What runs out in the next twelve months; what the holders have and lack."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry import problems as p
from services.registry.router.addresses import AsOf, Officer, Overseer, Reader, Uscc
from services.registry.schemas.cliff import (
    CliffOut,
    CoverageOut,
    DiagnosisIn,
    DiagnosisList,
    DiagnosisOut,
    EndingOut,
    EndingPage,
    EndingQuery,
)
from services.registry.service import cliff, coverage
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems
from shared.values import District

router = APIRouter(route_class=IdempotentRoute, tags=["monitoring"])
InDistrict = Annotated[District | None, Query(description="区、县（市）代码；省略为可见范围", examples=["330108"])]


@router.get("/expiry-cliff", summary="十二个月到期悬崖")
async def read_cliff(tx: Reading, caller: Overseer, as_of: AsOf = None, district: InDistrict = None) -> CliffOut:
    """Titles by the month of their last day, those already renewed left out; a district's officer sees that one."""
    return CliffOut.of(await cliff.show(tx, caller, as_of, district))


@router.get("/expiring-titles", summary="即将到期的称号", responses=problems(InvalidCursor, CursorOutdated))
async def list_endings(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[EndingQuery, Query()]
) -> EndingPage:
    """The nearest end first; the same titles the cliff counts."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "expiring-titles", caller.actor, query.filters()), date.fromisoformat)
    asked = (query.district, query.tier)
    found = await cliff.endings(tx, caller, query.as_of, asked, after, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].valid_until} {found[-1].title_id}"
        next_cursor = cursors.write("expiring-titles", caller.actor, query.filters(), last)
    return EndingPage(items=[EndingOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/coverage", summary="研发机构与管理诊断覆盖率")
async def read_coverage(tx: Reading, caller: Overseer, as_of: AsOf = None, district: InDistrict = None) -> CoverageOut:
    """Of the holders of 省级以上 the caller may see."""
    return CoverageOut.of(await coverage.show(tx, caller, as_of, district))


@router.get(
    "/enterprises/{uscc}/management-diagnoses", summary="企业的管理诊断", responses=problems(p.EnterpriseNotFound)
)  # fmt: skip
async def list_diagnoses(tx: Reading, caller: Reader, uscc: Uscc) -> DiagnosisList:
    return DiagnosisList(items=[DiagnosisOut.of(row) for row in await coverage.diagnoses(tx, caller, uscc)])


@router.post(
    "/enterprises/{uscc}/management-diagnoses", status_code=201, summary="登记管理诊断",
    responses=problems(p.EnterpriseNotFound, p.DiagnosisRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def record_diagnosis(tx: WritingOnce, officer: Officer, uscc: Uscc, body: DiagnosisIn) -> DiagnosisOut:
    row = await coverage.record_diagnosis(tx, officer, uscc, body.diagnosed_on, body.provider)
    return DiagnosisOut.of(row)
