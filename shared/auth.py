"""Whom a route admits: kinds of caller, and of people those who are appointed."""

import logging
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from shared.acting import UNAPPOINTED, Acting
from shared.callers import ANYONE, Caller, Kind
from shared.db import Tx
from shared.gates import Asked, Gate
from shared.opening import Opened, Says, operation_of, says
from shared.problems import Forbidden, NotAppointed
from shared.scopes import SCOPE_LABELS, Scope
from shared.tokens import Verified, admitted

log = logging.getLogger(__name__)
__all__ = ["WITHOUT_LOGIN", "Admitted", "admitted", "caller_of"]
WITHOUT_LOGIN: Final[dict[str, Any]] = {"security": [{}]}
"""The `openapi_extra=` of a route that admits the public: a token is welcome, not demanded."""


PURPOSE: Final = "X-Purpose"
"""The header in which an institution says what it asks for"""


class ScopeMissing(Forbidden):
    code, title = "SCOPE_MISSING", "令牌没有此项授权范围"


async def admission(request: Request, caller: Verified, tx: Opened) -> Caller:
    """The caller with its roles of now. Who was removed a moment ago is refused, however long the token lasts."""
    route = says(request)
    if caller.kind not in route.kinds:
        raise Forbidden("此接口不对您的身份开放")
    if caller.kind == "institution":
        await _through_the_gate(request, tx, caller, route)
    acting: Acting = request.app.state.service.acting
    caller = await acting.resolve(tx, caller)
    if not route.writes:
        await tx.rollback()  # gives the connection back: a route that asks a peer holds none while it waits
    if caller.kind in UNAPPOINTED and not caller.roles and "public" in route.kinds:
        return ANYONE  # who was removed may ask what everybody may
    if caller.kind in UNAPPOINTED and not caller.roles and "person" not in route.kinds:
        raise NotAppointed(UNAPPOINTED[caller.kind])
    if caller.only_reads and route.writes and route.kinds.isdisjoint({"public", "person"}):
        raise Forbidden("您的角色只能查看；请由有权办理的人员操作")
    return caller


async def _through_the_gate(request: Request, tx: Tx, caller: Caller, route: Says) -> None:
    if route.scope is not None and caller.scopes is not None and route.scope not in caller.scopes:
        log.warning("token refused: not for %s", route.scope)
        raise ScopeMissing(
            f"令牌缺少“{SCOPE_LABELS[route.scope]}”的授权范围；请以 scope={route.scope} 重新取得令牌", scope=route.scope
        )
    if "public" in route.kinds:
        return  # what everybody may ask
    gate: Gate = request.app.state.gate
    asked = Asked(operation_of(request), request.headers.get(PURPOSE), route.writes, route.looks_itself)
    request.scope["headers_said"].update(await gate.admit(tx, caller, asked))


Admitted = Annotated[Caller, Depends(admission)]


def caller_of(*kinds: Kind, scope: Scope | None = None, looks_itself: bool = False) -> Any:
    """The dependency that admits only these kinds of caller: every route names them, or the house does not build.

    Naming `person` admits whoever logged in, appointed or not. Naming `public` opens a route to callers without a
    token; how often they may ask is for the proxy to limit. An institution's token must be for `scope`; whether the
    institution is admitted now is looked up first, unless the route's own first statement does that (`looks_itself`).
    """

    async def admit(caller: Admitted) -> Caller:
        return caller

    admit.kinds = kinds  # type: ignore[attr-defined]  # read from the route, see `admitted`
    admit.scope, admit.looks_itself = scope, looks_itself  # type: ignore[attr-defined]  # read from the route, see `says`
    return Depends(admit)
