"""Who calls, and what stands in an address."""

from typing import Annotated

from fastapi import Path

from shared.auth import caller_of
from shared.callers import Caller
from shared.values import CreditCode

Reader = Annotated[Caller, caller_of("institution", "officer", "auditor")]
"""Who may be shown the list"""
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: who acts for an enterprise; in which role is for the rules"""
Institution = Annotated[Caller, caller_of("institution")]
Party = Annotated[Caller, caller_of("enterprise", "institution", "auditor")]
"""Either side of a consent, and who watches over it"""
PartyToConsent = Annotated[Caller, caller_of("enterprise", "auditor")]
"""Whoever reads all consents of one enterprise"""
ConsentId = Annotated[
    str, Path(max_length=36, description="授权编号 consent_id", examples=["4c2b8a6e-0d1f-4f53-9b7e-8a5c1d3e6f70"])
]
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Officer = Annotated[Caller, caller_of("officer")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
CityOrInstitution = Annotated[Caller, caller_of("institution", "officer")]
ProductParty = Annotated[Caller, caller_of("institution", "officer", "auditor")]
"""Whose product it is, who approves it, and who watches"""
WhoeverIsMatched = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
ProductId = Annotated[
    str, Path(max_length=36, description="产品编号 product_id", examples=["2f7c1e0a-95d3-4b86-a1c4-7e0b5d9f3a62"])
]
