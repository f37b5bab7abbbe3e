"""Where a request meets the database: one transaction, committed before the answer leaves.

tx: Reading      reads; nothing is locked
tx: Writing      writes; commits when the route returns, rolls back when it raises
tx: WritingOnce  the same, and the request carries an Idempotency-Key
tx: Unmasking    writes who looked and why; the answer shows personal data, and is kept nowhere
out: Exporting   reads, and puts what leaves into the audit trail before it does
deposit: Depositing  reads; what it puts elsewhere first it then writes down, with its audit row, in one transaction
enquiry: Enquiring  reads, asks a peer with no transaction open, and writes down what it answers before it does
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response

from shared.auth import Admitted
from shared.callers import Caller
from shared.db import Database, Tx
from shared.events import Origin
from shared.idempotency import KeyHeader, KeyInFlight, KeyMissing, KeyReused, Remembered, fingerprint, owner_of_key
from shared.opening import Opened, audit_row, operation_of, writing
from shared.problems import PreconditionFailed, PreconditionRequired


async def writing_once(
    request: Request,
    tx: Annotated[Tx, Depends(writing)],
    caller: Admitted,
    key: KeyHeader = None,
) -> Tx:
    """The key is asked for after the caller: a removed one is not answered from memory."""
    if not key:
        raise KeyMissing("请携带 Idempotency-Key，并在重试时原样使用")
    printed = fingerprint(request, caller)
    remembered = Remembered(tx, request.app.state.db.floor, owner_of_key(caller, printed), operation_of(request), key)
    await remembered.claim(printed)
    request.state.remembered = remembered
    return tx


async def unmasking(tx: Annotated[Tx, Depends(writing)], response: Response) -> Tx:
    """No Idempotency-Key: the answer would be kept under it, personal data and all. Each look is written anew."""
    response.headers["Cache-Control"] = "no-store"
    return tx


@dataclass(frozen=True)
class Export:
    """Reading that is accounted for: much leaves at once, so the audit trail says who took it, and how much."""

    tx: Tx
    request: Request
    caller: Caller

    async def account(self, **what: int | str) -> None:
        """Commits the audit row; what it is about may leave then, and not before."""
        db: Database = self.request.app.state.db
        await self.tx.rollback()  # gives its connection back: with two held each, requests would wait for each other
        async with db.transaction(Origin(self.caller.actor, self.request.scope["correlation_id"])) as tx:
            row = audit_row(self.request, self.caller, tx, query=str(self.request.url.query)[:500], **what)
            await tx.insert(db.floor.audit, [row])


async def exporting(request: Request, tx: Opened, caller: Admitted) -> Export:
    return Export(tx, request, caller)


@dataclass(frozen=True)
class Deposit:
    """Something large goes to another store before the database hears of it: no transaction is open meanwhile."""

    tx: Tx
    request: Request
    caller: Caller

    @asynccontextmanager
    async def writing(self, **what: int | str) -> AsyncIterator[Tx]:
        """Commits when the block ends, the audit row included, with what more there is to say in it."""
        db: Database = self.request.app.state.db
        await self.tx.rollback()  # gives its connection back: with two held each, requests would wait for each other
        async with db.transaction(Origin(self.caller.actor, self.request.scope["correlation_id"])) as tx:
            yield tx
            await tx.insert(db.floor.audit, [audit_row(self.request, self.caller, tx, **what)])


@dataclass(frozen=True)
class Enquiry(Deposit):
    """A peer is asked between two transactions. What the first found may be over by then: the second decides."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        yield self.tx
        await self.tx.rollback()


async def enquiring(request: Request, tx: Opened, caller: Admitted) -> Enquiry:
    return Enquiry(tx, request, caller)


async def depositing(request: Request, tx: Opened, caller: Admitted) -> Deposit:
    return Deposit(tx, request, caller)


Reading = Opened
Writing = Annotated[Tx, Depends(writing)]
WritingOnce = Annotated[Tx, Depends(writing_once)]
Unmasking = Annotated[Tx, Depends(unmasking)]
Exporting = Annotated[Export, Depends(exporting)]
Depositing = Annotated[Deposit, Depends(depositing)]
Enquiring = Annotated[Enquiry, Depends(enquiring)]
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
