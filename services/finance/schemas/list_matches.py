"""Match by example."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.schemas.shared_list import ENTRY, ListEntry
from shared.strict import Body
from shared.values import CreditCode

MAX_USCCS: Final = 5_000


class MatchesIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"purpose": "存量授信客户贷后管理", "usccs": [ENTRY["uscc"]]}]}
    )

    purpose: Annotated[str, StringConstraints(min_length=2, max_length=100)] = Field(description="比对的用途，记入审计")
    usccs: list[CreditCode] = Field(
        min_length=1, max_length=MAX_USCCS, fail_fast=True, description="统一社会信用代码，曾用的也可；至多 5,000 个"
    )


class MatchOut(BaseModel):
    uscc: str = Field(description="所问的代码")
    listed: bool
    entry: ListEntry | None


class MatchesOut(BaseModel):
    """In the order asked. Not on the list and not known at all look alike."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"items": [{"uscc": ENTRY["uscc"], "listed": True, "entry": ENTRY}], "found": 1}]
        }
    )

    items: list[MatchOut]
    found: int
