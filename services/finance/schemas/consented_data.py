"""What an institution is shown: the parts that were consented to. Of the others not even the key is there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.consents import ITEM_LABELS, DataItem, Purpose
from services.finance.schemas import consent_examples as examples
from services.finance.schemas.consents import ItemIn, PurposeIn
from services.finance.service.consented_data import Application, Asked, Assessment, Contact, Shown, YearFigures


class ConsentedDataQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    purpose: PurposeIn
    items: list[ItemIn] = Field(
        default=[], max_length=len(DataItem), description="要查的数据项；省略为授权的全部；未授权的不显示"
    )

    def asked(self) -> Asked:
        return Asked(self.purpose, self.items)


class ContactsPart(BaseModel):
    item: Literal[DataItem.CONTACTS]
    label: str
    rows: list[Contact]


class FiguresPart(BaseModel):
    item: Literal[DataItem.ANNUAL_FIGURES]
    label: str
    rows: list[YearFigures]


class AssessmentsPart(BaseModel):
    item: Literal[DataItem.ASSESSMENTS]
    label: str
    rows: list[Assessment]


class ApplicationsPart(BaseModel):
    item: Literal[DataItem.APPLICATIONS]
    label: str
    rows: list[Application]


Part = Annotated[ContactsPart | FiguresPart | AssessmentsPart | ApplicationsPart, Field(discriminator="item")]
_PARTS: Final[Mapping[DataItem, type[ContactsPart | FiguresPart | AssessmentsPart | ApplicationsPart]]] = {
    DataItem.CONTACTS: ContactsPart,
    DataItem.ANNUAL_FIGURES: FiguresPart,
    DataItem.ASSESSMENTS: AssessmentsPart,
    DataItem.APPLICATIONS: ApplicationsPart,
}


class ConsentedData(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.SHOWN]})

    consent_id: str
    uscc: str
    purpose: Purpose
    number: int = Field(description="在此授权下的第几次查询")
    queried_at: datetime
    parts: list[Part] = Field(description="已授权的数据项，按数据项的次序")

    @classmethod
    def of(cls, shown: Shown) -> Self:
        parts = [
            _PARTS[item].model_validate({"item": item, "label": ITEM_LABELS[item], "rows": list(rows)})
            for item, rows in shown.parts.items()
        ]
        return cls.model_validate(
            {
                "consent_id": shown.consent_id,
                "uscc": shown.uscc,
                "purpose": shown.purpose,
                "number": shown.number,
                "queried_at": shown.queried_at,
                "parts": parts,
            }
        )
