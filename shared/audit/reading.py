"""`/v1/audit`: the audit trail of a service, for auditors: to read, to check, and a checkpoint to keep."""

import json
from datetime import datetime
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from shared.audit import trail
from shared.audit.chain import FAULT_LABELS, Fault, Link, Sealed
from shared.auth import caller_of
from shared.callers import Caller
from shared.days import Day
from shared.edge import Reading
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery
from shared.problems import Unprocessable, problems
from shared.signing import NotOurs
from shared.tables import Floor

router = APIRouter(prefix="/v1/audit", tags=["audit"])
Auditor = Annotated[Caller, caller_of("auditor")]
"""Officers are whom the trail is about: none of them reads it."""
CHECKED_AT_ONCE: Final = 10_000
TYP: Final = "zjtx-audit-checkpoint+jwt"
_ENTRY: Final[dict[str, Any]] = {
    "number": 41,
    "at": "2026-11-23T01:30:18.999922Z",
    "actor": "officer:officer-330100",
    "operation": "correct_enterprise",
    "object": {"uscc": "91330108MAXB0012XH", "facts": ["46f8ae98-34c2-4e70-8bb1-b7784629a094"]},
    "changes": [{"what": "enterprise", "before": {"staff": 86}, "after": {"staff": 88}}],
    "correlation_id": "ce1c10be328a4a8bbe5ddbe2c678abfe",
    "hash": "3b0e6a6f4a3f5a0a1f7e8f5f0b8d9c1c2a7a6a59e0c0f3c1d4b9e6f7a8b9c0d1",
}
_CHECKPOINT: Final[dict[str, Any]] = {
    "service": "registry",
    "number": _ENTRY["number"],
    "hash": _ENTRY["hash"],
    "signed_at": "2026-11-23T01:40:00.906014Z",
    "token": "eyJhbGciOiJFUzI1NiIsImtpZCI6ImV4YW1wbGUifQ.eyJudW1iZXIiOjQxfQ.c2lnbmF0dXJl",
}
_CHECK: Final[dict[str, Any]] = {
    "intact": True,
    "first": 1,
    "last": 41,
    "head": 41,
    "next_after": None,
    "disagrees_at": None,
    "fault": None,
    "fault_label": None,
}


class CheckpointForeign(Unprocessable):
    code, title = "CHECKPOINT_FOREIGN", "不是本服务签发的检查点"


class AuditQuery(PageQuery):
    actor: str | None = Field(default=None, max_length=200, description="操作人，如 officer:officer-330100")
    operation: str | None = Field(default=None, max_length=120, description="操作，如 correct_enterprise")
    object: str | None = Field(default=None, max_length=120, description="所涉对象的编号或统一社会信用代码")
    from_on: Day | None = Field(default=None, description="自哪一天", examples=["2026-11-23"])
    until_on: Day | None = Field(default=None, description="至哪一天（含）", examples=["2026-11-23"])

    def wanted(self) -> trail.Wanted:
        return trail.Wanted(**self.model_dump(exclude={"limit", "cursor"}))


class AuditChange(BaseModel):
    """What an edit changed; money in fen, personal data masked."""

    what: str
    before: dict[str, Any]
    after: dict[str, Any]


class AuditEntry(BaseModel):
    """One thing somebody did. `object`: what the address named, and the facts it told."""

    number: int
    at: datetime
    actor: str
    operation: str
    object: dict[str, Any]
    changes: list[AuditChange] | None
    correlation_id: str
    hash: str

    @classmethod
    def of(cls, row: Sealed) -> Self:
        entry = row.entry
        return cls(
            number=row.link.number,
            at=entry.at,
            actor=entry.actor,
            operation=entry.operation,
            object=json.loads(entry.object),
            changes=json.loads(entry.changes) if entry.changes else None,
            correlation_id=entry.correlation_id,
            hash=row.link.hash,
        )


class AuditPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ENTRY], "next_cursor": None}]})

    items: list[AuditEntry]
    next_cursor: str | None


class AuditCheck(BaseModel):
    """`intact`: rows `first` to `last` are as they were sealed. Not the end yet: go on with `after=next_after`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _CHECK,
                _CHECK
                | {"intact": False, "last": 17, "disagrees_at": 17}
                | {"fault": "altered", "fault_label": FAULT_LABELS[Fault.ALTERED]},
            ]
        }
    )

    intact: bool
    first: int
    last: int
    head: int
    next_after: int | None
    disagrees_at: int | None
    fault: Fault | None
    fault_label: str | None

    @classmethod
    def of(cls, checked: trail.Checked) -> Self:
        broken = checked.broken
        return cls(
            intact=broken is None,
            first=checked.first,
            last=checked.last,
            head=checked.head.number,
            next_after=checked.next_after,
            disagrees_at=broken.number if broken else None,
            fault=broken.fault if broken else None,
            fault_label=FAULT_LABELS[broken.fault] if broken else None,
        )


class AuditCheckpoint(BaseModel):
    """`token`: the same, signed (ES256) with the service's own key, which the zone's key set has under its `kid`."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHECKPOINT]})

    service: str
    number: int
    hash: str
    signed_at: datetime
    token: str


@router.get("", summary="审计记录", responses=problems(InvalidCursor, CursorOutdated))
async def list_audit(
    request: Request, tx: Reading, caller: Auditor, query: Annotated[AuditQuery, Query()]
) -> AuditPage:
    """Newest first; a row appears when it is sealed, about a second after what it tells of."""
    cursors: Cursors = request.app.state.cursors
    before = cursors.read(query.cursor, "audit", caller.actor, query.filters())
    rows = await trail.page(tx, _floor(request), query.wanted(), int(before) if before else None, query.limit)
    more = len(rows) == query.limit
    last = cursors.write("audit", caller.actor, query.filters(), str(rows[-1].link.number)) if more else None
    return AuditPage(items=[AuditEntry.of(row) for row in rows], next_cursor=last)


@router.get("/check", summary="核对审计记录未被改动", responses=problems(CheckpointForeign))
async def check_audit(
    request: Request,
    tx: Reading,
    caller: Auditor,
    after: Annotated[int, Query(ge=0, le=2**62, description="自此编号之后核对；0 为从头")] = 0,
    limit: Annotated[int, Query(ge=1, le=CHECKED_AT_ONCE, description="一次核对的条数")] = CHECKED_AT_ONCE,
    checkpoint: Annotated[str | None, Query(max_length=2_000, description="留存的检查点；自该处起核对")] = None,
) -> AuditCheck:
    """Recomputes the chain: intact, or the first number that disagrees; with a checkpoint, from what was signed on.

    A trail written anew from the beginning agrees with itself: only a checkpoint kept elsewhere tells.
    """
    if checkpoint is None:
        return AuditCheck.of(await trail.check(tx, _floor(request), after, limit))
    return AuditCheck.of(await trail.check_from(tx, _floor(request), await _signed(request, tx, checkpoint), limit))


@router.get("/checkpoint", summary="签名的审计检查点")
async def read_checkpoint(request: Request, tx: Reading, caller: Auditor) -> AuditCheckpoint:
    """The head of the trail, signed: keep it elsewhere, and check against it later."""
    head = await trail.head(tx, _floor(request))
    claims = {"service": tx.source, "number": head.number, "hash": head.hash, "signed_at": tx.now.isoformat()}
    token = request.app.state.issuer.statement(claims, TYP)
    return AuditCheckpoint(service=tx.source, number=head.number, hash=head.hash, signed_at=tx.now, token=token)


def _floor(request: Request) -> Floor:
    floor: Floor = request.app.state.db.floor
    return floor


async def _signed(request: Request, tx: Reading, token: str) -> Link:
    try:
        claims = await request.app.state.verifier.statement(token, TYP)
        if claims["service"] != tx.source:
            raise NotOurs("another service's")
    except NotOurs as fault:
        raise CheckpointForeign("请原样使用本服务签发的检查点；签名密钥更换后，旧公钥须留在密钥集中") from fault
    return Link(int(claims["number"]), str(claims["hash"]))
