"""Who calls, and what stands in an address."""

from typing import Annotated

from fastapi import Path

from shared.auth import caller_of
from shared.callers import Caller
from shared.values import CreditCode

Reader = Annotated[Caller, caller_of("institution", "officer", "auditor")]
"""Who may be shown the list"""
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
