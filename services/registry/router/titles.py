"""Titles: recognised, renewed, suspended, revoked, imported."""

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile

from services.registry import problems as p
from services.registry.router.addresses import Officer, TitleId, Uscc
from services.registry.schemas.titles import (
    ChangedOut,
    ImportReport,
    RecognitionIn,
    RenewalIn,
    ResumptionIn,
    RevocationIn,
    SuspensionIn,
)
from services.registry.service import imports, titles
from shared.edge import ONCE_PROBLEMS, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute)
DECIDED = problems(p.TitleRefused, p.TitleNotFound, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/titles", status_code=201, tags=["titles"], summary="录入认定的称号",
    responses=problems(p.TitleRefused, p.EnterpriseNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def recognise_title(tx: WritingOnce, officer: Officer, uscc: Uscc, body: RecognitionIn) -> ChangedOut:
    """An officer of a district records innovative titles of its own enterprises; the city's officer any."""
    return ChangedOut.of(await titles.recognise(tx, officer, uscc, body.to_decision()), tx.today)


@router.post("/titles/{title_id}/renewals", status_code=201, tags=["titles"], summary="录入复核通过", responses=DECIDED)
async def renew_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: RenewalIn) -> ChangedOut:
    return ChangedOut.of(await titles.renew(tx, officer, body.to_decision(title_id)), tx.today)


@router.post("/titles/{title_id}/revocations", status_code=201, tags=["titles"], summary="录入撤销", responses=DECIDED)
async def revoke_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: RevocationIn) -> ChangedOut:
    return ChangedOut.of(await titles.revoke(tx, officer, body.to_decision(title_id)), tx.today)


@router.post("/titles/{title_id}/suspensions", status_code=201, tags=["titles"], summary="暂停称号", responses=DECIDED)
async def suspend_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: SuspensionIn) -> ChangedOut:
    """While it is suspended a title does not count anywhere; it runs on to the day it would have ended."""
    return ChangedOut.of(await titles.suspend(tx, officer, body.to_decision(title_id)), tx.today)


@router.post("/titles/{title_id}/resumptions", status_code=201, tags=["titles"], summary="恢复称号", responses=DECIDED)
async def resume_title(tx: WritingOnce, officer: Officer, title_id: TitleId, body: ResumptionIn) -> ChangedOut:
    return ChangedOut.of(await titles.resume(tx, officer, body.to_decision(title_id)), tx.today)


@router.post(
    "/title-imports", tags=["titles"], summary="导入官方名单（CSV 或 XLSX）",
    responses=problems(p.ListUnreadable, p.ListHasErrors, *ONCE_PROBLEMS),
)  # fmt: skip
async def import_titles(
    tx: WritingOnce, officer: Officer, file: Annotated[UploadFile, File(description="官方名单")],
    dry_run: Annotated[bool, Query(description="只检查，不改动")] = False,
) -> ImportReport:  # fmt: skip
    """All of the list or none of it; importing the same list again changes nothing.

    Columns: 企业名称、统一社会信用代码、所在区县、称号、证书编号、认定机关、认定文件、认定日期;
    if known, also 行业代码、有效期至.
    """
    report = await imports.import_list(tx, officer, await file.read(), dry_run=dry_run)
    return ImportReport.model_validate(report)
