"""The summary of an officer's desk."""

from datetime import date
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.summaries import Desk
from services.finance.service.summaries import DESKS, Summary

_EXAMPLE: Final[dict[str, Any]] = {
    "on": "2026-11-24",
    "district": "330108",
    "desks": [
        {
            "desk": "applications",
            "label": "已过催办期、机构仍未答复的融资申请",
            "count": 2,
            "since": "2026-11-20",
            "link": "/finance/v1/applications?unanswered=true",
        }
    ],
}


class DeskOut(BaseModel):
    desk: Desk
    label: str
    count: int
    since: date | None = Field(description="其中最久的一件：产品的提交日，移出的确认期限，申请的催办期限；其余为空")
    link: str = Field(description="所计各件的列表")


class SummaryOut(BaseModel):
    """概要：各处待办"""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    on: date
    district: str | None = Field(description="全市为空")
    desks: list[DeskOut]

    @classmethod
    def of(cls, found: Summary) -> Self:
        desks = [
            DeskOut(
                desk=desk,
                label=desk.label,
                count=waiting.count,
                since=waiting.since,
                link=f"/finance/v1/{DESKS[desk].link}",
            )
            for desk, waiting in found.desks.items()
        ]
        return cls(on=found.on, district=found.district, desks=desks)
