"""Who calls, and what stands in an address."""

from typing import Annotated

from fastapi import Path, Query

from shared.auth import caller_of
from shared.callers import Caller
from shared.days import Day
from shared.values import CreditCode

Officer = Annotated[Caller, caller_of("officer")]
Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor", "service")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
EnterpriseOrOfficer = Annotated[Caller, caller_of("enterprise", "officer")]
TokenHolder = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor", "service")]
"""Whoever has a token, of any kind"""
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: a person acting for an enterprise; in which role is for the rules"""
Observer = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whoever has to do with the people and doings of an enterprise"""
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
QuestionnaireId = Annotated[
    str, Path(max_length=36, description="问卷编号 questionnaire_id", examples=["6e0b1c54-2f0d-4a7e-9a3b-7d1f5c2e8b90"])
]
PersonId = Annotated[
    str, Path(max_length=36, description="经办人编号 person_id", examples=["0b1c7f52-6f0e-4c6b-9a35-2f4d1c9e7a10"])
]
OfficerId = Annotated[
    str, Path(max_length=36, description="经办人员编号 officer_id", examples=["c1f6f2b0-8c1b-4f0e-9a1d-5e2b7d3c4a90"])
]
MajorChangeId = Annotated[
    str, Path(max_length=36, description="重大变化编号", examples=["c0a1f6d2-5a7e-4c1d-9a55-2f5b7f6f0c31"])
]
ReportId = Annotated[
    str, Path(max_length=36, description="举报编号 report_id", examples=["8c5f2f7e-6b1a-4f0e-9d2c-41b7a5e6d9f0"])
]
Receipt = Annotated[str, Path(max_length=60, description="举报时得到的回执码", examples=["Zt3k9Qm2xW7cVb5nLp8sRg"])]
Reporter = Annotated[Caller, caller_of("public")]
"""Who reports misconduct: whoever it is, recorded as the public, also with a token"""
