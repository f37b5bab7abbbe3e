"""Who calls, what stands in an address, and how an answer of the list leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from fastapi import Path, Request, Response

from services.finance.service.list_readers import LookingReader
from services.finance.service.looking import look_into
from shared.auth import caller_of
from shared.callers import Caller
from shared.pages import Cursors, PageQuery
from shared.values import CreditCode

Asker = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="list:read", looks_itself=True)]
"""Who may be shown the list; whether an institution is admitted, the list's first statement asks"""
Matcher = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="list:match", looks_itself=True)]
"""Who may compare customers of its own with it; likewise"""
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: who acts for an enterprise; in which role is for the rules"""
Institution = Annotated[Caller, caller_of("institution", scope="consent:read")]
"""To whom consents are given"""
Offerer = Annotated[Caller, caller_of("institution", scope="product:write")]
"""Whose products they are"""
Party = Annotated[Caller, caller_of("enterprise", "institution", "auditor", scope="consent:read")]
"""Either side of a consent, and who watches over it"""
PartyToConsent = Annotated[Caller, caller_of("enterprise", "auditor")]
"""Whoever reads all consents of one enterprise"""
ConsentId = Annotated[
    str, Path(max_length=36, description="授权编号 consent_id", examples=["4c2b8a6e-0d1f-4f53-9b7e-8a5c1d3e6f70"])
]
Answerer = Annotated[Caller, caller_of("institution", scope="application:answer")]
"""Who is asked for financing, and answers"""
Applicant = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whose application for financing it is, and who watches"""
FinancingId = Annotated[
    str,
    Path(max_length=36, description="融资申请编号 application_id", examples=["b7e2a4c8-51d3-4f96-8a0b-2c6e9d1f7a34"]),
]
PartId = Annotated[
    str, Path(max_length=36, description="申请部分编号 part_id", examples=["8c1f5d0e-3b7a-4e62-9f14-6a2d0c9b7e51"])
]
Officer = Annotated[Caller, caller_of("officer")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
CityOrInstitution = Annotated[Caller, caller_of("institution", "officer", scope="product:write")]
ProductParty = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="product:write")]
"""Whose product it is, who approves it, and who watches"""
WhoeverIsMatched = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
ProductId = Annotated[
    str, Path(max_length=36, description="产品编号 product_id", examples=["2f7c1e0a-95d3-4b86-a1c4-7e0b5d9f3a62"])
]
Lender = Annotated[Caller, caller_of("institution", scope="loan:report")]
"""Whose loans they are"""
LoanParty = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor", scope="loan:report")]
LoanWatcher = Annotated[Caller, caller_of("institution", "officer", "auditor", scope="loan:report")]
"""Whoever reads loans of many enterprises"""
LoanReader = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whoever reads all loans of one enterprise, or its road to a listing"""
BankLoanId = Annotated[
    str, Path(max_length=36, description="贷款编号 loan_id", examples=["7e1d5b3a-9c24-4f6e-8d0b-2a4c6e8f1b35"])
]
LoanYear = Annotated[int, Path(ge=1990, le=2199, description="年度", examples=[2026])]
Member = Annotated[Caller, caller_of("institution", scope="webhook:write")]
"""Who is told of changes"""
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


def reading(request: Request, caller: Caller, filters: Mapping[str, Any]) -> LookingReader:
    state = request.app.state
    return LookingReader(caller, state.cursors, filters, state.looks, look_into(state.db))


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
