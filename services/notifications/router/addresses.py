"""The parts of an address, named once."""

from typing import Annotated

from fastapi import Path

from shared.values import CreditCode

Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
MessageId = Annotated[
    str, Path(max_length=36, description="消息编号", examples=["e09db932-ef28-540c-b701-f479f42b584d"])
]
TemplateVersionId = Annotated[
    str, Path(max_length=36, description="模板版本编号", examples=["8d4c3f52-2f0e-4f7e-9f1c-3a1de0f5b9c7"])
]
