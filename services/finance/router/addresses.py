"""Who calls, what stands in an address, and how an answer of the list leaves."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Path, Request, Response

from services.finance.service.list_readers import Reader
from shared.auth import caller_of
from shared.callers import Caller
from shared.values import CreditCode

Asker = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="list:read", looks_itself=True)]
"""Who may be shown the list; whether an institution is admitted, the list's first statement asks"""
Matcher = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="list:match", looks_itself=True)]
"""Who may compare customers of its own with it; likewise"""
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
SIGNATURE: Final = "X-JWS-Signature"
SIGNED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            SIGNATURE: {
                "schema": {"type": "string"},
                "description": "对响应体字节的分离式 JWS（RFC 7515 附录 F，ES256）；公钥见 /finance/v1/list-keys",
            }
        }
    }
}
"""The `responses=` of a route whose answer is signed"""


def reading(request: Request, caller: Caller, filters: Mapping[str, Any]) -> Reader:
    return Reader(caller, request.app.state.cursors, filters)


def ready(body: str | bytes, **headers: str) -> Response:
    """Lines are stored as they are read: parsing them only to write them again is most of a page's cost."""
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store", **headers})
