"""The one transaction of a request: everything it asks and does, who calls included, is seen in one place."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant

from shared.callers import Caller, Kind
from shared.db import Database, Tx
from shared.events import Origin
from shared.scopes import Scope
from shared.tokens import Verified, admitted


async def opened(request: Request, caller: Verified) -> AsyncIterator[Tx]:
    """Reads, unless the route says that it writes. The database is asked for nothing before the first statement."""
    async with opening(request, caller) as tx:
        yield tx


def opening(request: Request, caller: Caller) -> AbstractAsyncContextManager[Tx]:
    return _HOW[says(request).writes](request, caller)


# scope="function": with the default the commit would come after the answer was sent.
Opened = Annotated[Tx, Depends(opened, scope="function")]


async def writing(tx: Opened) -> Tx:
    """What a route depends on says that it writes."""
    return tx


@dataclass(frozen=True)
class Says:
    """What the signature of a route says of it."""

    kinds: frozenset[Kind]
    writes: bool
    scope: Scope | None
    """What an institution's token must be for"""
    looks_itself: bool
    """Its own first statement asks whether an institution is admitted: it is asked by nobody before"""


def says(request: Request) -> Says:
    endpoint = request.scope["endpoint"]
    if endpoint not in _SAID:
        route: Dependant = request.scope["route"].dependant
        _SAID[endpoint] = Says(
            frozenset(admitted(route)),
            says_writes(route),
            next(iter(said_of(route, "scope")), None),
            bool(said_of(route, "looks_itself")),
        )
    return _SAID[endpoint]


_SAID: Final[dict[Any, Says]] = {}
"""By endpoint, of which there are as many as routes."""


def said_of(route: Dependant, what: str) -> set[Any]:
    """What `caller_of` was told, wherever it stands among the route's dependencies."""
    own = {value} if (value := getattr(route.call, what, None)) else set()
    return own.union(*(said_of(part, what) for part in route.dependencies))


def says_writes(route: Dependant) -> bool:
    return _names(route, writing)


def _names(route: Dependant, call: Any) -> bool:
    return route.call is call or any(_names(part, call) for part in route.dependencies)


def _to_read(request: Request, _caller: Caller) -> AbstractAsyncContextManager[Tx]:
    db: Database = request.app.state.db
    return db.reading()


@asynccontextmanager
async def _to_write(request: Request, caller: Caller) -> AsyncIterator[Tx]:
    """Whatever the route did, the audit row says who did it, in the same commit."""
    db: Database = request.app.state.db
    async with db.transaction(Origin(caller.actor, request.scope["correlation_id"])) as tx:
        yield tx
        await tx.insert(db.floor.audit, [audit_row(request, caller, tx)])


_HOW: Final[dict[bool, Callable[[Request, Caller], AbstractAsyncContextManager[Tx]]]] = {
    False: _to_read,
    True: _to_write,
}


def audit_row(request: Request, caller: Caller, tx: Tx, **more: int | str) -> dict[str, Any]:
    """What it was about: the address, the facts it told, and what else there is to say."""
    about = {**request.path_params, "facts": tx.facts[:100], **more}
    return {
        "at": tx.now,
        "actor": caller.actor,
        "operation": operation_of(request),
        "object": json.dumps(about, ensure_ascii=False, default=str),
        "changes": _changes(tx),
        "correlation_id": request.scope["correlation_id"],
    }


def _changes(tx: Tx) -> str | None:
    """What an edit changed, before and after; money in fen."""
    return json.dumps(tx.edits, ensure_ascii=False, default=str) if tx.edits else None


def operation_of(request: Request) -> str:
    return str(request.scope["route"].name)[:120]
