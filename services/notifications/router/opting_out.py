"""退订: one step out of a kind of message, by the link in an e-mail (RFC 8058)."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.notifications.schemas import opting_out as s
from services.notifications.service import opting_out
from shared.auth import WITHOUT_LOGIN, caller_of
from shared.callers import Caller
from shared.edge import Reading, Writing
from shared.media import NotAcceptable, preferred
from shared.problems import problems

router = APIRouter(prefix="/opt-outs", tags=["preferences"])
ONE_CLICK: Final = "/v1/opt-outs"
"""Where mail programs post `List-Unsubscribe=One-Click`, in either of two forms; that they post is all that counts"""
Anybody = Annotated[Caller, caller_of("public")]
Link = Annotated[s.LinkQuery, Query()]
_SAID: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "退订说明，格式由 Accept 选择",
        "content": {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>…"}},
    },
    **problems(opting_out.OptOutLinkInvalid, NotAcceptable),
}
_OUTSIDE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
}


@router.get(
    "", summary="退订前的说明", openapi_extra=WITHOUT_LOGIN, response_model=s.OptOutOut, responses=_SAID
)  # fmt: skip
async def explain_opt_out(
    request: Request, tx: Reading, _caller: Anybody, link: Link, response: Response
) -> s.OptOutOut | Response:
    """Changes nothing, since mail programs open links to look at them. Names what stays mandatory."""
    return _in_form(request, response, await opting_out.show(tx, request.app.state.links, link.token))


@router.post("", summary="一步退订", openapi_extra=WITHOUT_LOGIN, response_model=s.OptOutOut, responses=_SAID)
async def opt_out(
    request: Request, tx: Writing, _caller: Anybody, link: Link, response: Response
) -> s.OptOutOut | Response:
    """One-click as RFC 8058 has it: no login, no confirmation, no matter how often. Names what stays mandatory."""
    return _in_form(request, response, await opting_out.leave(tx, request.app.state.links, link.token))


@router.delete("", summary="恢复接收", openapi_extra=WITHOUT_LOGIN, response_model=s.OptOutOut, responses=_SAID)
async def opt_back_in(
    request: Request, tx: Writing, _caller: Anybody, link: Link, response: Response
) -> s.OptOutOut | Response:
    """By the same link, for whoever went too far."""
    return _in_form(request, response, await opting_out.come_back(tx, request.app.state.links, link.token))


def _in_form(request: Request, response: Response, said: opting_out.Statement) -> s.OptOutOut | Response:
    shown = s.OptOutOut.of(said)
    if preferred(request.headers.get("accept"), ("application/json", "text/html")) == "text/html":
        return HTMLResponse(shown.page(), headers=_OUTSIDE)
    response.headers.update(_OUTSIDE)
    return shown
