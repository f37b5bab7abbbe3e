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
