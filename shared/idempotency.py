"""Idempotency-Key: one effect and one answer per key, stored in the transaction that has the effect."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import Header, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import and_, delete, select
from sqlalchemy.engine import CursorResult

from shared.callers import Caller
from shared.db import Database, Tx
from shared.problems import BadRequest, Conflict, Unprocessable
from shared.tables import Floor

KEPT_DAYS: Final = 400
KEPT_HEADERS: Final = ("location", "etag", "content-type")


class KeyMissing(BadRequest):
    code, title = "IDEMPOTENCY_KEY_MISSING", "缺少 Idempotency-Key"


class KeyReused(Unprocessable):
    code, title = "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key 已用于另一请求"


class KeyInFlight(Conflict):
    code, title = "IDEMPOTENCY_KEY_IN_FLIGHT", "同一请求正在处理"


class Replayed(Exception):
    """This key was answered before: the same answer goes out again and nothing else happens."""

    def __init__(self, response: Response) -> None:
        self.response = response


class Remembered:
    """The key of one request, and where its answer will be kept."""

    def __init__(self, tx: Tx, floor: Floor, principal: str, operation: str, key: str) -> None:
        self._tx, self._table = tx, floor.idempotency
        self._at = {"principal": principal, "operation": operation, "key": key}

    async def claim(self, fingerprint: str) -> None:
        """Take the key, or raise Replayed or KeyReused. A concurrent twin waits here for the first one's commit."""
        row = {**self._at, "fingerprint": fingerprint, "created_at": self._tx.now}
        inserted: Any = await self._tx.execute(self._tx.insertion_of_new(self._table), row)
        if isinstance(inserted, CursorResult) and inserted.rowcount == 1:
            return
        stored = (await self._tx.execute(select(self._table).where(self._here()))).one()
        if stored.fingerprint != fingerprint:
            raise KeyReused("请为不同的请求换用新的 Idempotency-Key")
        if stored.status is None:
            raise KeyInFlight("请稍后用同一 Idempotency-Key 重试")
        raise Replayed(
            Response(stored.body, stored.status, {**json.loads(stored.headers), "Idempotent-Replayed": "true"})
        )

    async def keep(self, response: Response) -> None:
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        await self._tx.execute(
            self._table.update()
            .where(self._here())
            .values(status=response.status_code, headers=json.dumps(headers), body=bytes(response.body))
        )

    def _here(self) -> Any:
        return and_(*(self._table.c[name] == value for name, value in self._at.items()))


class IdempotentRoute(APIRoute):
    """Keeps the answer of a request that carried a key, in the request's own transaction."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        answer = super().get_route_handler()

        async def answer_and_keep(request: Request) -> Response:
            response: Response = await answer(request)
            remembered: Remembered | None = getattr(request.state, "remembered", None)
            if remembered is not None:
                await remembered.keep(_without(response, getattr(request.state, "withheld", ())))
            return response

        return answer_and_keep


def withhold(request: Request, *members: str) -> None:
    """What is shown once is not kept for the next time the key comes: the answer then has null in its place."""
    request.state.withheld = members


def _without(response: Response, members: Sequence[str]) -> Response:
    if not members:
        return response
    body = {**json.loads(bytes(response.body)), **dict.fromkeys(members)}
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return Response(json.dumps(body, ensure_ascii=False), response.status_code, headers)


async def forget_old_keys(db: Database) -> None:
    """Keys are kept 400 days; natural keys of money are unique for ever, elsewhere."""
    table = db.floor.idempotency
    async with db.transaction() as tx:
        await tx.execute(delete(table).where(table.c.created_at < tx.now - timedelta(days=KEPT_DAYS)))


def fingerprint(request: Request, caller: Caller) -> str:
    """What the key stands for: the address with its query, the body (see strict.py), and for whom the caller acts.

    An officer moved to another district, or a person acting for another enterprise, is not answered from memory.
    """
    acting_for = (caller.uscc, caller.institution, caller.district)
    address = f"{request.method} {request.url.path}?{request.url.query}\n{request.scope['body_digest']}\n{acting_for}"
    return hashlib.sha256(address.encode()).hexdigest()


def owner_of_key(caller: Caller, printed: str) -> str:
    """Among whose keys a key is looked for.

    People without a name share none: each request of the public has keys of its own, so that nobody's key meets
    another's, and the same request is recognised all the same.
    """
    return f"{caller.kind}:{printed}" if caller.kind == "public" else caller.actor


KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="每次办理唯一的键；重试时原样携带",
        examples=["0d5f3c52-6d0e-4f43-9a57-3f1b0c6e8a11"],
    ),
]
