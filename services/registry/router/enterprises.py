"""Enterprises, their titles and the changes of them."""

from typing import Annotated

from fastapi import APIRouter, File, Path, Query, Request, Response, UploadFile

from services.registry import problems as p
from services.registry import schemas as s
from services.registry.service import changes, enterprises, imports, titles
from shared.auth import Caller, caller_of
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery
from shared.problems import PreconditionFailed, PreconditionRequired, problems
from shared.values import CreditCode, Day

router = APIRouter(route_class=IdempotentRoute)
Officer = Annotated[Caller, caller_of("officer")]
Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor", "service")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
TitleId = Annotated[
    str, Path(max_length=36, description="称号编号 title_id", examples=["94f2aef8-b225-4bf4-b2ca-b64d6e4709a5"])
]
ChangeId = Annotated[
    str, Path(max_length=36, description="变更编号 change_id", examples=["3295c1f2-7d84-4ca5-b8de-1f3c9749db18"])
]
Year = Annotated[int, Path(ge=1990, le=2199, description="年度", examples=[2025])]
AsOf = Annotated[Day | None, Query(description="哪一天的称号；省略为今天", examples=["2026-11-23"])]
EDITED = problems(p.EnterpriseNotFound, PreconditionFailed, PreconditionRequired)
DECIDED = problems(p.TitleRefused, p.TitleNotFound, *ONCE_PROBLEMS)


@router.post(
    "/enterprises", status_code=201, tags=["enterprises"], summary="登记企业",
    responses=problems(p.UsccTaken, *ONCE_PROBLEMS),
)  # fmt: skip
async def register_enterprise(
    tx: WritingOnce, officer: Officer, body: s.EnterpriseIn, response: Response
) -> s.EnterpriseOut:
    """Registers an enterprise; the other services know it within a second."""
    enterprise = await enterprises.register(tx, officer, body.to_new())
    tag(response, enterprise.version)
    response.headers["Location"] = f"/registry/v1/enterprises/{enterprise.uscc}"
    return s.EnterpriseOut.of(enterprise)


@router.get(
    "/enterprises",
    tags=["enterprises"],
    summary="企业名册",
    responses=problems(InvalidCursor, CursorOutdated),
)
async def list_enterprises(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.EnterpriseQuery, Query()]
) -> s.EnterprisePage:
    """An officer of a district sees that district's enterprises, whatever the filter says."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "enterprises", caller.actor, query.filters())
    rows = await enterprises.list_page(tx, caller, after, query.limit, query.district, query.tier)
    items = [s.ListedEnterprise(**s.EnterpriseOut.of(row).model_dump(), tier=row.tier) for row in rows]
    more = len(rows) == query.limit
    last = cursors.write("enterprises", caller.actor, query.filters(), rows[-1].enterprise_id) if more else None
    return s.EnterprisePage(items=items, next_cursor=last)


@router.get("/enterprises/{uscc}", tags=["enterprises"], summary="企业档案", responses=problems(p.EnterpriseNotFound))
async def read_enterprise(
    tx: Reading, caller: Reader, uscc: Uscc, response: Response, as_of: AsOf = None
) -> s.ProfileOut:
    """Profile, titles and figures; the tier is the one on the day asked for."""
    profile = await enterprises.profile(tx, caller, uscc)
    tag(response, profile.enterprise.version)
    return s.ProfileOut(
        **s.EnterpriseOut.of(profile.enterprise).model_dump(),
        standing=s.TierOut.on(profile.titles, as_of or tx.today),
        titles=list(profile.titles),
        figures=[s.FiguresOut.of(row) for row in profile.figures],
    )


@router.patch("/enterprises/{uscc}", tags=["enterprises"], summary="更正企业资料", responses=EDITED)
async def correct_enterprise(
    tx: Writing,
    officer: Officer,
    uscc: Uscc,
    body: s.EnterprisePatch,
    response: Response,
    if_match: IfMatch = None,
) -> s.EnterpriseOut:
    enterprise = await enterprises.correct(tx, officer, uscc, if_match, body.values())
    tag(response, enterprise.version)
    return s.EnterpriseOut.of(enterprise)


@router.put(
    "/enterprises/{uscc}/annual-figures/{year}", tags=["enterprises"], summary="填报年度数据",
    responses=EDITED | problems(p.FiguresRefused),
)  # fmt: skip
async def report_figures(
    tx: Writing, officer: Officer, uscc: Uscc, year: Year,
    body: s.FiguresIn, response: Response, if_match: IfMatch = None,
) -> s.EnterpriseOut:  # fmt: skip
    """Reporting a year again replaces it."""
    enterprise = await enterprises.report_figures(tx, officer, uscc, if_match, body.to_figures(year))
    tag(response, enterprise.version)
    return s.EnterpriseOut.of(enterprise)


@router.post(
    "/enterprises/{uscc}/titles", status_code=201, tags=["titles"], summary="录入认定的称号",
    responses=problems(p.TitleRefused, p.EnterpriseNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def recognise_title(tx: WritingOnce, officer: Officer, uscc: Uscc, body: s.RecognitionIn) -> s.ChangedOut:
    """An officer of a district records innovative titles of its own enterprises; the city's officer any."""
    return s.ChangedOut.of(await titles.recognise(tx, officer, uscc, body.to_decision()), tx.today)


@router.post("/titles/{title_id}/renewals", status_code=201, tags=["titles"], summary="录入复核通过", responses=DECIDED)
async def renew_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: s.RenewalIn) -> s.ChangedOut:
    return s.ChangedOut.of(await titles.renew(tx, officer, body.to_decision(title_id)), tx.today)


@router.post("/titles/{title_id}/revocations", status_code=201, tags=["titles"], summary="录入撤销", responses=DECIDED)
async def revoke_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: s.RevocationIn) -> s.ChangedOut:
    return s.ChangedOut.of(await titles.revoke(tx, officer, body.to_decision(title_id)), tx.today)


@router.post(
    "/title-imports", tags=["titles"], summary="导入官方名单（CSV 或 XLSX）",
    responses=problems(p.ListUnreadable, p.ListHasErrors, *ONCE_PROBLEMS),
)  # fmt: skip
async def import_titles(
    tx: WritingOnce, officer: Officer, file: Annotated[UploadFile, File(description="官方名单")],
    dry_run: Annotated[bool, Query(description="只检查，不改动")] = False,
) -> s.ImportReport:  # fmt: skip
    """All of the list or none of it; importing the same list again changes nothing."""
    report = await imports.import_list(tx, officer, await file.read(), dry_run=dry_run)
    return s.ImportReport.model_validate(report)


@router.get(
    "/enterprises/{uscc}/title-changes", tags=["changes"], summary="企业的称号变更与后果",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_changes(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.ChangePage:
    """Newest first, each with what it did in every service."""
    cursors: Cursors = request.app.state.cursors
    before = cursors.read(query.cursor, "changes", caller.actor, {"uscc": uscc})
    found = await changes.of_enterprise(tx, caller, uscc, int(before) if before else None, query.limit)
    more = len(found) == query.limit
    last = str(found[-1].change.enterprise_version) if more else ""
    next_cursor = cursors.write("changes", caller.actor, {"uscc": uscc}, last) if more else None
    return s.ChangePage(items=[s.ChangeOut.of(one) for one in found], next_cursor=next_cursor)


@router.get(
    "/title-changes/{change_id}", tags=["changes"], summary="一次称号变更的后果记录",
    responses=problems(p.ChangeNotFound),
)  # fmt: skip
async def read_change(tx: Reading, caller: Reader, change_id: ChangeId) -> s.ChangeOut:
    """Complete when benefits, finance and notifications have all reported."""
    return s.ChangeOut.of(await changes.get(tx, caller, change_id))
