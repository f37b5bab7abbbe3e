"""The profile of an enterprise: the sheet, single figures, tags, size class, source checks."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, Reader, TokenHolder, Uscc
from services.registry.schemas.holdings import TagList, TagOut, TagsIn
from services.registry.schemas.profiles import (
    AnswerIn,
    IpIn,
    ProfileVersionOut,
    QuestionList,
    QuestionOut,
    SheetOut,
    SourceCheckOut,
)
from services.registry.schemas.sizes import SizeOut, SizeRulesOut
from services.registry.service import sheets, size_classes, source_checks, statements
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["profile"])
EDITED = problems(p.EnterpriseNotFound, p.ProfileRefused, PreconditionFailed, PreconditionRequired)
QuestionName = Annotated[str, Path(max_length=40, description="填报项", examples=["own_brand"])]
ListName = Annotated[str, Path(max_length=20, description="代码表", examples=["ten-industries"])]
CheckId = Annotated[str, Path(max_length=36, description="核验编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d07"])]
OfYear = Annotated[int | None, Query(ge=1990, le=2199, description="按哪一年度；省略为上年度", examples=[2025])]


@router.get("/enterprises/{uscc}/profile", summary="企业画像", responses=problems(p.EnterpriseNotFound))
async def read_sheet(tx: Reading, caller: Reader, uscc: Uscc, response: Response) -> SheetOut:
    """Every figure in use with source, day and age; where sources differ, both; personal data masked."""
    sheet = await sheets.read(tx, caller, uscc)
    tag(response, sheet.enterprise.version)
    return SheetOut.of(sheet)


@router.get("/profile-questions", summary="填报项目录")
async def list_questions(caller: TokenHolder) -> QuestionList:
    """What may be answered of an enterprise, how, and who gives it."""
    return QuestionList(items=[QuestionOut.of(one) for one in statements.questions()])


@router.put(
    "/enterprises/{uscc}/answers/{question}", summary="填报一项",
    responses=EDITED | problems(p.QuestionNotFound, p.EnterpriseNotFound),
)  # fmt: skip
async def answer_question(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, question: QuestionName,
    body: AnswerIn, response: Response, if_match: IfMatch = None,
) -> ProfileVersionOut:  # fmt: skip
    """The word of the caller's side; what others say of it stays."""
    version = await statements.answer(tx, caller, uscc, question, if_match, body.value)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.put("/enterprises/{uscc}/intellectual-property", summary="填报知识产权", responses=EDITED)
async def count_intellectual_property(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, body: IpIn, response: Response, if_match: IfMatch = None
) -> ProfileVersionOut:
    version = await statements.count_ip(tx, caller, uscc, if_match, body.model_dump())
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.put(
    "/enterprises/{uscc}/tags/{list_name}", summary="产业链与行业标签",
    responses=EDITED | problems(p.CodeListNotFound, p.EnterpriseNotFound),
)  # fmt: skip
async def tag_enterprise(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, list_name: ListName,
    body: TagsIn, response: Response, if_match: IfMatch = None,
) -> TagList:  # fmt: skip
    """The tags of one list anew; those an officer gave, the enterprise does not take away."""
    rows, version = await statements.tag(tx, caller, uscc, list_name, if_match, body.codes)
    tag(response, version)
    return TagList(items=[TagOut.of(row) for row in rows], version=version)


@router.get("/enterprises/{uscc}/size-class", summary="划型", responses=problems(p.EnterpriseNotFound))
async def read_size_class(tx: Reading, caller: Reader, uscc: Uscc, year: OfYear = None) -> SizeOut:
    """Large, medium, small or micro, with the row of the table and the figures used."""
    return SizeOut.of(await size_classes.of(tx, caller, uscc, year))


@router.get("/size-rules", summary="划型标准（16 个行业）")
async def list_size_rules(caller: TokenHolder) -> SizeRulesOut:
    return SizeRulesOut.of(size_classes.rules())


@router.post(
    "/enterprises/{uscc}/source-checks", status_code=202, summary="向各部门核验数据",
    responses=problems(p.EnterpriseNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def ask_sources(tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, response: Response) -> SourceCheckOut:
    """Asks every authority; the answer is at the Location within seconds, whoever of them answers."""
    row = await source_checks.ask(tx, caller, uscc)
    response.headers["Location"] = f"/registry/v1/enterprises/{uscc}/source-checks/{row.check_id}"
    return SourceCheckOut.of(row.check_id, row.asked_at, row.answered_at, {})


@router.get(
    "/enterprises/{uscc}/source-checks/{check_id}", summary="核验结果",
    responses=problems(p.EnterpriseNotFound, p.SourceCheckNotFound),
)  # fmt: skip
async def read_source_check(tx: Reading, caller: Reader, uscc: Uscc, check_id: CheckId) -> SourceCheckOut:
    """What the check changed, where the authorities and others differ, and who did not answer."""
    row = await source_checks.get(tx, caller, uscc, check_id)
    return SourceCheckOut.of(row.check_id, row.asked_at, row.answered_at, json.loads(row.outcome or "{}"))
