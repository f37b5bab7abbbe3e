"""`/internal/clock`: moves the clock of a service in development, so that anyone can try an expiry.

The shift lies in the service's database, so that replicas and restarts keep it; each process looks once a second.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from shared.auth import caller_of
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Database
from shared.edge import Writing
from shared.problems import Forbidden, problems
from shared.strict import Body

router = APIRouter(tags=["internal"])
_EARLIER: Final = datetime.fromtimestamp(0, UTC)
"""When a clock was moved of which that was not noted."""


class ClockFixed(Forbidden):
    code, title = "CLOCK_FIXED", "生产环境的时钟不可移动"


class ShiftIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"shift_seconds": 86400}]})

    shift_seconds: int = Field(ge=-(2**33), le=2**33)


class ClockOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"now": "2026-11-24T01:32:23.751795Z", "today": "2026-11-24", "shift_seconds": 86400}]
        }
    )

    now: datetime
    today: date
    shift_seconds: int


@router.get("/internal/clock", summary="读取本服务的时钟")
async def read_clock(request: Request, caller: Annotated[Caller, caller_of("service")]) -> ClockOut:
    return _out(request.app.state.db)


@router.put("/internal/clock", summary="移动本服务的时钟（仅开发环境）", responses=problems(ClockFixed))
async def move_clock(
    request: Request, tx: Writing, caller: Annotated[Caller, caller_of("service")], body: ShiftIn
) -> ClockOut:
    if not request.app.state.clock_moves:
        raise ClockFixed("只有开发环境可以移动时钟")
    db: Database = request.app.state.db
    moved_at = real_now()
    await tx.upsert(db.floor.clock, [{"id": 1, "shift_seconds": body.shift_seconds, "moved_at": moved_at}])
    db.clock.move(timedelta(seconds=body.shift_seconds), moved_at)
    return _out(db)


def _out(db: Database) -> ClockOut:
    return ClockOut(now=db.clock.now(), today=db.clock.today(), shift_seconds=round(db.clock.shift.total_seconds()))


async def follow(db: Database) -> None:
    """What another process of this service was told reaches this one."""
    clock = db.floor.clock.c
    async with db.reading() as tx:
        told = (await tx.execute(select(clock.shift_seconds, clock.moved_at))).first()
    if told is not None:
        db.clock.move(timedelta(seconds=told.shift_seconds), told.moved_at or _EARLIER)
