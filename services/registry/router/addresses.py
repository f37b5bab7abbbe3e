"""Who calls, and what stands in an address."""

from typing import Annotated

from fastapi import Path, Query

from shared.auth import caller_of
from shared.callers import Caller
from shared.values import CreditCode, Day

Officer = Annotated[Caller, caller_of("officer")]
Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor", "service")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
Anybody = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
Filler = Annotated[Caller, caller_of("enterprise", "officer")]
"""Who fills in a profile"""
Anyone = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor", "service")]
"""Whoever has a token"""
Applicant = Annotated[Caller, caller_of("enterprise")]
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
TitleId = Annotated[
    str, Path(max_length=36, description="称号编号 title_id", examples=["94f2aef8-b225-4bf4-b2ca-b64d6e4709a5"])
]
ChangeId = Annotated[
    str, Path(max_length=36, description="变更编号 change_id", examples=["3295c1f2-7d84-4ca5-b8de-1f3c9749db18"])
]
ApplicationId = Annotated[
    str, Path(max_length=36, description="申请编号 application_id", examples=["5f3c8f0a-2a53-4f0e-8a51-0a7c2f9b6c11"])
]
Year = Annotated[int, Path(ge=1990, le=2199, description="年度", examples=[2025])]
AsOf = Annotated[Day | None, Query(description="哪一天；省略为今天", examples=["2026-11-23"])]
