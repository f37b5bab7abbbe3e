"""Where a request meets the database: one transaction, committed before the answer leaves.

tx: Reading      reads; nothing is locked
tx: Writing      writes; commits when the route returns, rolls back when it raises
tx: WritingOnce  the same, and the request carries an Idempotency-Key
"""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response

from shared.auth import _verified
from shared.callers import Caller
from shared.db import Database, Tx
from shared.events import Origin
from shared.idempotency import KeyHeader, KeyInFlight, KeyMissing, KeyReused, Remembered, fingerprint
from shared.problems import PreconditionFailed, PreconditionRequired


async def reading(request: Request) -> AsyncIterator[Tx]:
    db: Database = request.app.state.db
    async with db.reading() as tx:
        yield tx


async def writing(request: Request, caller: Annotated[Caller, Depends(_verified)]) -> AsyncIterator[Tx]:
    """Whatever the route did, the audit row says who did it, in the same commit."""
    db: Database = request.app.state.db
    async with db.transaction(Origin(caller.actor, request.scope["correlation_id"])) as tx:
        yield tx
        await tx.insert(
            db.floor.audit,
            [
                {
                    "at": tx.now,
                    "actor": caller.actor,
                    "operation": _operation(request),
                    "object": _object(request, tx),
                    "changes": _changes(tx),
                    "correlation_id": request.scope["correlation_id"],
                }
            ],
        )


async def writing_once(
    request: Request,
    tx: Annotated[Tx, Depends(writing, scope="function")],
    caller: Annotated[Caller, Depends(_verified)],
    key: KeyHeader = None,
) -> Tx:
    if not key:
        raise KeyMissing("请携带 Idempotency-Key，并在重试时原样使用")
    remembered = Remembered(tx, request.app.state.db.floor, caller.actor, _operation(request), key)
    await remembered.claim(fingerprint(request, caller))
    request.state.remembered = remembered
    return tx


def _object(request: Request, tx: Tx) -> str:
    """What it was about: the address, and the facts it told."""
    return json.dumps({**request.path_params, "facts": tx.facts[:100]}, ensure_ascii=False, default=str)


def _changes(tx: Tx) -> str | None:
    """What an edit changed, before and after; money in fen."""
    return json.dumps(tx.edits, ensure_ascii=False, default=str) if tx.edits else None


def _operation(request: Request) -> str:
    return str(request.scope["route"].name)[:120]


# scope="function": with the default the commit would come after the answer was sent.
Reading = Annotated[Tx, Depends(reading, scope="function")]
Writing = Annotated[Tx, Depends(writing, scope="function")]
WritingOnce = Annotated[Tx, Depends(writing_once, scope="function")]
ONCE_PROBLEMS: Final = (KeyMissing, KeyReused, KeyInFlight)


# ---- ETag and If-Match ---------------------------------------------------------------------------


def etag(version: int) -> str:
    """Strong, per resource: If-Match never matches a weak one."""
    return f'"v{version}"'


def tag(response: Response, version: int) -> None:
    response.headers["ETag"] = etag(version)


IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=200, description="读取时得到的 ETag，防止覆盖他人的修改", examples=['"v1"']),
]


def require_version(if_match: str | None, version: int) -> None:
    """Refuses an edit of something that changed since it was read."""
    if if_match is None:
        raise PreconditionRequired("请先读取，再在 If-Match 中带上读到的 ETag")
    if if_match.strip() not in (etag(version), "*"):
        raise PreconditionFailed("请重新读取最新内容后再修改")
