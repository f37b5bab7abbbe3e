"""Who calls, and what stands in an address."""

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, WithJsonSchema

from shared.auth import caller_of
from shared.callers import Caller
from shared.values import DISTRICTS, CreditCode, known_district

Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor", "service")]
Anyone = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor", "service")]
"""Whoever has a token, of any kind"""
Visitor = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", "auditor", "service")]
"""Whoever it is, with a token or without login"""
Keeper = Annotated[Caller, caller_of("enterprise", "institution", "officer")]
"""Who may keep a calculation"""
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: who acts for an enterprise"""
Officer = Annotated[Caller, caller_of("officer")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
VersionId = Annotated[
    str, Path(max_length=36, description="版本编号 version_id", examples=["9d1c2b7e-53a0-4c5f-8f5e-2a6d7c1e0b44"])
]
RehearsalId = Annotated[
    str, Path(max_length=36, description="预演编号 rehearsal_id", examples=["0c8f5a61-7be4-4d0a-9a1f-6f2f0d5b9e13"])
]
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
MeasureName = Annotated[
    str, Path(max_length=60, description="benefit_code，或条款编号如 04-3", examples=["platform-equipment-grant"])
]
ReceiptId = Annotated[
    str, Path(max_length=36, description="回执编号 receipt_id", examples=["6f0e4c6b-9a35-4f4d-8c9e-7a100b1c7f52"])
]
ClaimId = Annotated[
    str, Path(max_length=36, description="兑付申请编号 claim_id", examples=["8a6d1c52-0f5e-4f77-9f3c-2f0c61e1b7a4"])
]
Verifier = Annotated[Caller, caller_of("officer", "auditor", "service")]
BudgetId = Annotated[
    str, Path(max_length=36, description="预算编号 budget_id", examples=["0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90"])
]
EnterpriseOrOfficer = Annotated[Caller, caller_of("enterprise", "officer")]
Observer = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whoever has to do with the money of an enterprise"""
AccountId = Annotated[
    str, Path(max_length=36, description="账户编号 account_id", examples=["7c1e9d24-3b0a-4a8f-8f0e-5d2c6b9a1e73"])
]
OrderId = Annotated[
    str, Path(max_length=36, description="支付指令编号 order_id", examples=["c2f7d3b8-5e14-4c7a-b0d9-8a6e1f3c2b75"])
]
ClawbackId = Annotated[
    str, Path(max_length=36, description="追回编号 clawback_id", examples=["e81b4f6a-2c9d-4d35-9e70-6f2a8b1c4d93"])
]
QuotaId = Annotated[
    str, Path(max_length=36, description="额度编号 quota_id", examples=["4b7a1c9e-2d53-4e8f-8a10-6c5d3f2b9e71"])
]
VoucherId = Annotated[
    str, Path(max_length=36, description="用券编号 voucher_id", examples=["d3c2b1a0-7e6f-4d5c-9b8a-0f1e2d3c4b5a"])
]
FundYear = Annotated[int, Path(ge=1990, le=2199, description="年度", examples=[2026])]
DistrictCode = Annotated[
    str,
    AfterValidator(known_district),
    WithJsonSchema({"type": "string", "enum": list(DISTRICTS), "examples": ["330108"]}),
    Path(description="区、县（市）代码"),
]
User = Annotated[Caller, caller_of("enterprise", "officer", "service")]
"""Whoever has to do with the use of a voucher"""
EvidenceId = Annotated[
    str, Path(max_length=36, description="凭证编号 evidence_id", examples=["0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11"])
]
FileDigest = Annotated[
    str, Path(pattern="^[0-9a-f]{64}$", description="文件内容的 SHA-256，小写十六进制", examples=["0" * 64])
]
LoanId = Annotated[
    str, Path(max_length=36, description="贷款编号 loan_id", examples=["5b2f9c1e-7d34-4a86-b1e0-3f9d6c8a2b17"])
]
Year = Annotated[int, Path(ge=1990, le=2199, description="年度", examples=[2026])]
TalentId = Annotated[
    str, Path(max_length=36, description="人员编号 talent_id", examples=["5f2d8c31-6b7a-4e09-9d54-1a3c7e8f2b60"])
]
TenureId = Annotated[
    str, Path(max_length=36, description="任职编号 tenure_id", examples=["e0c94b17-2f5d-4a83-b6d1-9c7a3e5f8012"])
]
RightId = Annotated[
    str, Path(max_length=36, description="权利申请编号 right_id", examples=["b3a7d0e5-4c18-4f6b-8a92-7e5d1c3f9b04"])
]
NoticeId = Annotated[
    str, Path(max_length=36, description="通知编号 notice_id", examples=["7a3f0c52-5d1e-4b86-9c20-1e4f6a8b3d95"])
]
