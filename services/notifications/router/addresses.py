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
TicketId = Annotated[
    str, Path(max_length=36, description="工单编号 ticket_id", examples=["5a0f1c9e-2b7d-4e36-8f41-6c3d9b2a7e58"])
]
Agent = Annotated[Caller, caller_of("enterprise")]
"""经办人: who acts for an enterprise; in which role is for the rules"""
Officer = Annotated[Caller, caller_of("officer")]
Poster = Annotated[Caller, caller_of("enterprise", "officer")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
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
