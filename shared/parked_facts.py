"""`/v1/parked-facts`: what could not be applied, for the city's officer to see, retry and, as a last resort, skip."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Writing
from shared.parking import Parking
from shared.permissions import decide
from shared.problems import Forbidden, NotFound, problems
from shared.strict import Body

router = APIRouter(prefix="/v1/parked-facts", tags=["parked facts"])
Repairer = Annotated[Caller, caller_of("officer", "service")]
Source = Annotated[str, Query(max_length=40, description="事实来自哪个服务", examples=["registry"])]

_PARKED: dict[str, Any] = {
    "source": "registry",
    "number": 3,
    "type": "cn.hangzhou.zjtx.registry.tier.changed.v2",
    "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    "error": "UnknownFact: cn.hangzhou.zjtx.registry.tier.changed v2: this build knows v1",
    "attempts": 1,
    "parked_at": "2026-11-23T01:32:20.965208Z",
}


class ParkedNotFound(NotFound):
    code, title = "PARKED_FACT_NOT_FOUND", "没有这条搁置的事实"


class ParkedFact(BaseModel):
    source: str
    number: int
    type: str
    enterprise_id: str
    error: str
    attempts: int
    parked_at: datetime


class ParkedFacts(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_PARKED]}]})

    items: list[ParkedFact]


class RetryIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"source": "registry", "enterprise_id": _PARKED["enterprise_id"]}]}
    )

    source: str = Field(max_length=40)
    enterprise_id: str | None = Field(default=None, max_length=36, description="只重试这一家；省略则全部")


class RetryOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"applied": 1, "still_parked": 0}]})

    applied: int
    still_parked: int


def _parking(request: Request, caller: Caller, source: str) -> Parking:
    if caller.kind != "service" and not decide(caller, "parked.repair"):
        raise Forbidden("请由市级经办人员处理")
    parking: dict[str, Parking] = request.app.state.parking
    if source not in parking:
        raise NotFound("本服务不听取这一来源")
    return parking[source]


@router.get("", summary="列出搁置的事实")
async def list_parked_facts(request: Request, caller: Repairer) -> ParkedFacts:
    rows: list[dict[str, Any]] = []
    for source in request.app.state.parking:
        rows += await _parking(request, caller, source).list_all()
    return ParkedFacts(items=[ParkedFact.model_validate(row) for row in rows])


@router.post("/retry", summary="按次序重试搁置的事实")
async def retry_parked_facts(request: Request, caller: Repairer, tx: Writing, body: RetryIn) -> RetryOut:
    """Safe to repeat: what was applied is parked no longer."""
    retried = await _parking(request, caller, body.source).retry(tx, body.enterprise_id)
    return RetryOut(applied=retried.applied, still_parked=retried.still_parked)


@router.delete("/{number}", status_code=204, summary="放弃一条搁置的事实", responses=problems(ParkedNotFound))
async def skip_parked_fact(
    request: Request,
    caller: Repairer,
    tx: Writing,
    number: Annotated[int, Path(ge=1, le=2**62, description="事实的编号", examples=[_PARKED["number"]])],
    source: Source,
) -> None:
    """For good: its effects never happen. The audit trail keeps who decided it."""
    if not await _parking(request, caller, source).skip(tx, number):
        raise ParkedNotFound("可能已被重试或放弃")
