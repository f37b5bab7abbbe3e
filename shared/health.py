"""`/livez`, `/readyz`, `/metrics`: for the machine that watches, without a token, kept off the public proxy."""

from typing import Any, Final, Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text

from shared.db import Database
from shared.migrations import at_head
from shared.problems import database_problem
from shared.telemetry import Metrics

router = APIRouter(tags=["health"])
_METRICS: Final = """\
# HELP zjtx_parked_facts Facts that could not be applied
# TYPE zjtx_parked_facts gauge
zjtx_parked_facts{source="registry"} 0.0
"""


class Alive(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "alive"}]})

    status: Literal["alive"] = "alive"


class Readiness(BaseModel):
    status: Literal["ready", "not ready"]
    database: Literal["ok", "away"]
    migrations: Literal["ok", "behind", "unknown"]


def _readiness(description: str, example: dict[str, str]) -> dict[str, Any]:
    """Ready and not ready are one shape: the example belongs to the status."""
    return {"model": Readiness, "description": description, "content": {"application/json": {"example": example}}}


_READINESS: Final[dict[int | str, dict[str, Any]]] = {
    200: _readiness("已就绪", {"status": "ready", "database": "ok", "migrations": "ok"}),
    503: _readiness("尚未就绪", {"status": "not ready", "database": "away", "migrations": "unknown"}),
}


@router.get("/livez", summary="进程存活")
async def livez() -> Alive:
    """Touches nothing: a process that answers is alive."""
    return Alive()


@router.get("/readyz", summary="可以接受请求", responses=_READINESS)
async def readyz(request: Request, response: Response) -> Readiness:
    """Database and migrations. The broker is no part of it: without it the service works, only slower to tell."""
    db: Database = request.app.state.db
    try:
        async with db.reading() as tx:
            await tx.execute(text("SELECT 1"))
        migrated = await at_head(db, request.app.state.service.migrations)
    except Exception as fault:
        if database_problem(fault) is None:
            raise
        response.status_code = 503
        return Readiness(status="not ready", database="away", migrations="unknown")
    response.status_code = 200 if migrated else 503
    return Readiness(
        status="ready" if migrated else "not ready", database="ok", migrations="ok" if migrated else "behind"
    )


@router.get(
    "/metrics",
    summary="Prometheus 指标",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _METRICS}}}},
)
async def metrics(request: Request) -> Response:
    state = request.app.state
    measured: Metrics = state.metrics
    oldest = await state.feed.waiting()
    age = (state.db.clock.now() - oldest).total_seconds() if oldest else 0.0
    measured.unnumbered_age.set(max(0.0, age))
    for source, parking in state.parking.items():
        measured.parked.labels(source).set(await parking.count())
    await state.gauges.refresh(state.db)
    return Response(generate_latest(measured.registry), media_type=CONTENT_TYPE_LATEST)
