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
