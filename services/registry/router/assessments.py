"""Verdicts: asked for, kept, checked; and what if."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, Reader, Uscc
from services.registry.schemas.assessments import (
    AssessmentLine,
    AssessmentOut,
    AssessmentPage,
    QuestionIn,
    TrialIn,
    TrialOut,
    VerificationOut,
)
from services.registry.service import assessments
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["assessments"])
AssessmentId = Annotated[
    str, Path(max_length=36, description="测评编号 assessment_id", examples=["0b0f6a0e-6a0e-4a3c-9a52-3f6b8f7f4c10"])
]
ASKED = (p.EnterpriseNotFound, p.RulesetNotFound, p.NoStandardInForce)


@router.post(
    "/enterprises/{uscc}/assessments", status_code=201, summary="测评", responses=problems(*ASKED, *ONCE_PROBLEMS)
)  # fmt: skip
async def assess_enterprise(
    tx: WritingOnce, asker: EnterpriseOrOfficer, uscc: Uscc, body: QuestionIn, response: Response
) -> AssessmentOut:
    """By what is known now and the standard in force; kept with its inputs, so that anybody can check it later."""
    made = await assessments.make(tx, asker, uscc, body.question())
    response.headers["Location"] = f"/registry/v1/assessments/{made.row.assessment_id}"
    return AssessmentOut.of_made(made)


@router.get(
    "/enterprises/{uscc}/assessments", summary="企业的历次测评",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_assessments(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> AssessmentPage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "assessments", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    rows = await assessments.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].assessed_at.isoformat()} {rows[-1].assessment_id}"
        next_cursor = cursors.write("assessments", caller.actor, {"uscc": uscc}, last)
    return AssessmentPage(items=[AssessmentLine.of(row) for row in rows], next_cursor=next_cursor)


@router.get("/assessments/{assessment_id}", summary="测评结论", responses=problems(p.AssessmentNotFound))
async def read_assessment(tx: Reading, caller: Reader, assessment_id: AssessmentId) -> AssessmentOut:
    """As it was kept: later figures and later rules do not touch it."""
    return AssessmentOut.of_made(await assessments.get(tx, caller, assessment_id))


@router.get(
    "/assessments/{assessment_id}/verification", summary="按留存的数据与标准重算",
    responses=problems(p.AssessmentNotFound),
)  # fmt: skip
async def verify_assessment(tx: Reading, caller: Reader, assessment_id: AssessmentId) -> VerificationOut:
    """Makes the result again and compares it to the byte; with the inputs, to check by hand."""
    return VerificationOut.of(await assessments.verify(tx, caller, assessment_id))


@router.post("/enterprises/{uscc}/trial-assessments", summary="试算", responses=problems(*ASKED))
async def try_assessment(tx: Reading, asker: EnterpriseOrOfficer, uscc: Uscc, body: TrialIn) -> TrialOut:
    """What if: facts made up for once over what is known, and what would still lack. Nothing is kept."""
    return TrialOut.of(await assessments.suppose(tx, asker, uscc, body.question(), body.facts.supposed()))
