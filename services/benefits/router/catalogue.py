"""政策目录, without login: policy sets and their measures."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import MeasureName, Visitor
from services.benefits.schemas.catalogue import (
    MeasureList,
    MeasureOut,
    MeasureQuery,
    OneMeasureQuery,
    PolicySetOut,
    PolicySets,
)
from services.benefits.schemas.fact_list import EvidenceKindList, EvidenceKindOut, FactList
from services.benefits.service import catalogue
from shared.auth import WITHOUT_LOGIN
from shared.edge import Reading
from shared.freshness import NOT_MODIFIED, answer
from shared.problems import problems

router = APIRouter(tags=["measures"])
HOUR: Final = "public, max-age=3600"
"""What changes with a release only"""
MINUTE: Final = "public, max-age=60"
"""Measures are published any day."""


@router.get(
    "/policy-sets", summary="政策", openapi_extra=WITHOUT_LOGIN, response_model=PolicySets, responses=NOT_MODIFIED
)
async def list_policy_sets(request: Request, caller: Visitor) -> Response:
    """Every policy set with its legal status and what was chosen where its text is silent."""
    return answer(request, PolicySets(items=[PolicySetOut.of(one) for one in catalogue.policy_sets()]), HOUR)


@router.get(
    "/measures", summary="政策条款目录", openapi_extra=WITHOUT_LOGIN, response_model=MeasureList,
    responses=NOT_MODIFIED | problems(p.PolicySetNotFound),
)  # fmt: skip
async def list_measures(
    request: Request, tx: Reading, caller: Visitor, query: Annotated[MeasureQuery, Query()]
) -> Response:
    """As in force on a day, in the order of the document, what was published beside it at the end.

    By category, article, subject, department, tier or district."""
    found = await catalogue.fitting(tx, query.wanted())
    return answer(request, MeasureList(items=[MeasureOut.of(one) for one in found]), MINUTE)


@router.get(
    "/measures/{measure}", summary="一条政策", openapi_extra=WITHOUT_LOGIN, response_model=MeasureOut,
    responses=NOT_MODIFIED | problems(p.PolicySetNotFound, p.MeasureNotFound),
)  # fmt: skip
async def read_measure(
    request: Request, tx: Reading, caller: Visitor, measure: MeasureName, query: Annotated[OneMeasureQuery, Query()]
) -> Response:
    """As in force on a day: citation, audience, formula, evidence to bring, what the text leaves open."""
    found = await catalogue.measure(tx, measure, query.policy_set, query.on)
    return answer(request, MeasureOut.of(found), MINUTE)


@router.get(
    "/facts", summary="条款可以问的事实", openapi_extra=WITHOUT_LOGIN, response_model=FactList, responses=NOT_MODIFIED
)
async def list_facts(request: Request, caller: Visitor) -> Response:
    """The closed list conditions and calculations speak in: kind, unit, choices, and whose they are."""
    return answer(request, FactList.all(), HOUR)


@router.get(
    "/evidence-kinds", summary="凭证种类", openapi_extra=WITHOUT_LOGIN, response_model=EvidenceKindList,
    responses=NOT_MODIFIED,
)  # fmt: skip
async def list_evidence_kinds(request: Request, caller: Visitor) -> Response:
    """Who issues each, and the facts it proves."""
    kinds = [EvidenceKindOut.of(one) for one in catalogue.evidence_kinds()]
    return answer(request, EvidenceKindList(items=kinds), HOUR)
