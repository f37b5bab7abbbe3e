"""Where a request meets the database: one transaction, committed before the answer leaves.

tx: Reading      reads; nothing is locked
tx: Writing      writes; commits when the route returns, rolls back when it raises
tx: WritingOnce  the same, and the request carries an Idempotency-Key
out: Disclosing  reads, and puts what leaves into the audit trail before it does
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

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
        await tx.insert(db.floor.audit, [_audit_row(request, caller, tx)])


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


@dataclass(frozen=True)
class Disclosure:
    """Reading that is accounted for: much leaves at once, so the audit trail says who took it, and how much."""

    tx: Tx
    request: Request
    caller: Caller

    async def account(self, **what: int | str) -> None:
        """Commits the audit row; what it is about may leave then, and not before."""
        db: Database = self.request.app.state.db
        await self.tx.rollback()  # gives its connection back: with two held each, requests would wait for each other
        async with db.transaction(Origin(self.caller.actor, self.request.scope["correlation_id"])) as tx:
            row = _audit_row(self.request, self.caller, tx, query=str(self.request.url.query)[:500], **what)
            await tx.insert(db.floor.audit, [row])


async def disclosing(
    request: Request,
    tx: Annotated[Tx, Depends(reading, scope="function")],
    caller: Annotated[Caller, Depends(_verified)],
) -> Disclosure:
    return Disclosure(tx, request, caller)


def _audit_row(request: Request, caller: Caller, tx: Tx, **more: int | str) -> dict[str, Any]:
    """What it was about: the address, the facts it told, and what else there is to say."""
    about = {**request.path_params, "facts": tx.facts[:100], **more}
    return {
        "at": tx.now,
        "actor": caller.actor,
        "operation": _operation(request),
        "object": json.dumps(about, ensure_ascii=False, default=str),
        "changes": _changes(tx),
        "correlation_id": request.scope["correlation_id"],
    }


def _changes(tx: Tx) -> str | None:
    """What an edit changed, before and after; money in fen."""
    return json.dumps(tx.edits, ensure_ascii=False, default=str) if tx.edits else None


def _operation(request: Request) -> str:
    return str(request.scope["route"].name)[:120]


# scope="function": with the default the commit would come after the answer was sent.
Reading = Annotated[Tx, Depends(reading, scope="function")]
Writing = Annotated[Tx, Depends(writing, scope="function")]
WritingOnce = Annotated[Tx, Depends(writing_once, scope="function")]
Disclosing = Annotated[Disclosure, Depends(disclosing, scope="function")]
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
