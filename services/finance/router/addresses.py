"""Who calls, what stands in an address, and how an answer of the list leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from fastapi import Path, Request, Response

from services.finance.service.list_readers import Reader
from shared.auth import caller_of
from shared.callers import Caller
from shared.pages import Cursors, PageQuery
from shared.values import CreditCode

Asker = Annotated[Caller, caller_of("institution", "officer", "auditor")]
"""Who may be shown the list"""
Member = Annotated[Caller, caller_of("institution")]
"""Who speaks for an institution"""
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
EndpointId = Annotated[
    str, Path(max_length=36, description="端点编号 endpoint_id", examples=["5b1f0a7e-9a44-4f0e-8b36-1c2d7e9f4a60"])
]
DeliverySequence = Annotated[int, Path(ge=1, le=2**53, description="推送的序号 sequence", examples=[12])]
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


@dataclass(frozen=True)
class Walk:
    """A page of what an endpoint has, in order of a number; its cursors belong to the institution and the endpoint."""

    cursors: Cursors
    name: str
    party: str
    filters: dict[str, Any]
    limit: int
    number: int | None
    """After which it goes on"""

    @classmethod
    def of(cls, request: Request, caller: Caller, name: str, endpoint_id: str, query: PageQuery) -> Self:
        cursors: Cursors = request.app.state.cursors
        party, filters = f"institution:{caller.institution}", query.filters() | {"endpoint": endpoint_id}
        key = cursors.read(query.cursor, name, party, filters)
        return cls(cursors, name, party, filters, query.limit, None if key is None else int(key))

    def next(self, numbers: Sequence[int]) -> str | None:
        if len(numbers) < self.limit:
            return None
        return self.cursors.write(self.name, self.party, self.filters, str(numbers[-1]))
