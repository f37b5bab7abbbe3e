"""贡献系数: what an authority decides an enterprise's contribution is worth, 0 to 1."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.benefits.schemas import version_examples as examples
from services.benefits.store.tables import ContributionRow
from shared.days import Day
from shared.strict import Body
from shared.values import Text


class ContributionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CONTRIBUTION]})

    coefficient: Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,2})?|1(\.00?)?)$")] = Field(
        description="0 至 1，最多两位小数"
    )
    from_on: Day = Field(description="从哪天起适用")
    reason: Annotated[Text, Field(max_length=300)]
    document: Annotated[Text, Field(max_length=120)] = Field(description="核定文件")

    @property
    def hundredths(self) -> int:
        return int(Decimal(self.coefficient) * 100)


class ContributionOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "contribution_id": examples.REHEARSAL_ID,
                    **examples.CONTRIBUTION,
                    "coefficient": "0.60",
                    "actor": "officer:example",
                    "at": "2026-11-24T02:00:00Z",
                }
            ]
        }
    )

    contribution_id: str
    coefficient: str
    from_on: date
    reason: str
    document: str
    actor: str
    at: datetime

    @classmethod
    def of(cls, row: ContributionRow) -> Self:
        coefficient = f"{Decimal(row.hundredths) / 100:.2f}"
        return cls(coefficient=coefficient, **row.model_dump(exclude={"enterprise_id", "hundredths"}))


class ContributionList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": []}]})

    items: list[ContributionOut] = Field(description="最新的在前；未核定则为空，奖励按名义金额计")
