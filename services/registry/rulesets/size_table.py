"""The table of 300号 as a policy officer writes it, in persons and 万元."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.registry.domain.sizes import IndustryRow, Measure, SizeRules
from services.registry.rulesets.data import FEN_PER_WAN


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Bounds = dict[Measure, int]


class RowData(_Data):
    code: str
    label: str
    clause: str
    sme_below: _Bounds = Field(min_length=1)
    medium_from: _Bounds = Field(min_length=1)
    small_from: _Bounds = Field(min_length=1)

    @model_validator(mode="after")
    def _bounds_descend(self) -> Self:
        for measure, small in self.small_from.items():
            if not small < self.medium_from.get(measure, 0) <= self.sme_below.get(measure, 10**9):
                raise ValueError(f"{self.clause}: the bounds of {measure} contradict each other")
        return self

    def row(self) -> IndustryRow:
        return IndustryRow(
            self.code,
            self.label,
            self.clause,
            sme_below=_exact(self.sme_below),
            medium_from=_exact(self.medium_from),
            small_from=_exact(self.small_from),
        )


def _exact(bounds: _Bounds) -> _Bounds:
    return {measure: bound * (1 if measure is Measure.STAFF else FEN_PER_WAN) for measure, bound in bounds.items()}


class IndustryData(_Data):
    code: str = Field(pattern=r"^[A-T]\d{0,4}$")
    row: str | None
    basis: Literal["text", "ours"]
    """Whether the document itself names the industry, or the mapping is this system's."""
    note: str = ""


class SizeTable(_Data):
    id: str
    title: str
    issuer: str
    valid_from: date
    valid_until: date | None
    rows: tuple[RowData, ...]
    industries: tuple[IndustryData, ...]

    @model_validator(mode="after")
    def _every_industry_has_a_row(self) -> Self:
        rows = {row.code for row in self.rows}
        for one in self.industries:
            if one.row is not None and one.row not in rows:
                raise ValueError(f"{self.id}: industry {one.code} points to no row {one.row}")
        return self

    def rules(self) -> SizeRules:
        return SizeRules(
            rules_id=self.id,
            title=self.title,
            valid_from=self.valid_from,
            rows={row.code: row.row() for row in self.rows},
            row_of_industry={one.code: one.row for one in self.industries},
        )
