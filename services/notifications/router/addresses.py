"""The parts of an address, named once."""

from typing import Annotated

from fastapi import Path

from shared.auth import caller_of
from shared.callers import Caller
from shared.values import CreditCode

Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
MessageId = Annotated[
    str, Path(max_length=36, description="消息编号", examples=["e09db932-ef28-540c-b701-f479f42b584d"])
]
TemplateVersionId = Annotated[
    str, Path(max_length=36, description="模板版本编号", examples=["8d4c3f52-2f0e-4f7e-9f1c-3a1de0f5b9c7"])
]
DeliveryId = Annotated[
    str, Path(max_length=36, description="投递编号", examples=["9c1f63d0-52ab-5b67-8d52-4cfc5ad4e0a1"])
]
ContactId = Annotated[
    str, Path(max_length=36, description="联系方式编号", examples=["0b5f6c1e-7a43-4d0f-9b58-2f3b6c1d9e70"])
]
Provider = Annotated[str, Path(max_length=40, description="渠道（服务商）名称", examples=["sms-1"])]
Anybody = Annotated[Caller, caller_of("public")]
EnterprisesOwn = Annotated[Caller, caller_of("enterprise")]
Looker = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
Sender = Annotated[Caller, caller_of("enterprise", "officer")]
Officer = Annotated[Caller, caller_of("officer")]
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: who acts for an enterprise; in which role is for the rules"""
Browser = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whoever looks for services, activities and providers"""
Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whoever reads what one enterprise did"""
Everybody = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor")]
"""Who is logged in"""
ActivityId = Annotated[
    str, Path(max_length=36, description="服务或活动编号", examples=["6f2b1c9e-47d3-4a85-9b06-3e8d5f7a1c20"])
]
RegistrationId = Annotated[
    str, Path(max_length=36, description="报名编号", examples=["0d4e8b2a-95c1-4f37-8a6d-7b3f1e5c9d02"])
]
ProviderId = Annotated[
    str, Path(max_length=36, description="服务机构编号", examples=["3e7a9c52-1b84-4f60-8d2c-5a9e7f1b3d64"])
]
VoucherId = Annotated[
    str, Path(max_length=36, description="用券编号", examples=["d3c2b1a0-7e6f-4d5c-9b8a-0f1e2d3c4b5a"])
]
CaseId = Annotated[str, Path(max_length=36, description="案例编号", examples=["a91d3f7c-60b2-4e58-8c14-2f6e9b0d5a73"])]
TicketId = Annotated[
    str, Path(max_length=36, description="工单编号 ticket_id", examples=["5a0f1c9e-2b7d-4e36-8f41-6c3d9b2a7e58"])
]
Poster = Annotated[Caller, caller_of("enterprise", "officer")]
Party = Annotated[Caller, caller_of("enterprise", "officer", "auditor")]
"""Whose it is, who decides it, and who watches"""
PostingId = Annotated[
    str, Path(max_length=36, description="对接信息编号 posting_id", examples=["c3d1a7f0-6b92-4e58-a1c4-2f7d9e0b8a63"])
]
NeedId = Annotated[
    str, Path(max_length=36, description="人才需求编号 need_id", examples=["7b1e4c0d-9a35-4f68-b2d1-0c8e6f5a3d97"])
]
CatalogueId = Annotated[
    str, Path(max_length=36, description="目录编号 catalogue_id", examples=["e4a90b7c-1d52-4c3f-8e06-5b9d7a2f1c84"])
]
LeadId = Annotated[
    str, Path(max_length=36, description="线索编号 lead_id", examples=["d2f8b6a1-4c70-4e95-9b3d-8a1e5f7c0d26"])
]
AnswerId = Annotated[
    str, Path(max_length=36, description="应答编号 answer_id", examples=["f0b6d2a4-9e17-4c83-8d5b-1a7c3e9f2b40"])
]
