"""Size classes and the table they come from."""

from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.sizes import SIZE_LABELS, Bounds, IndustryRow, Measure, SizeClass, SizeRules
from services.registry.schemas.enterprises import OriginOut, public_name
from services.registry.service.size_classes import MEASURED, Sized
from shared.values import yuan

_ROW: Final[dict[str, Any]] = {
    "code": "industrial",
    "label": "工业",
    "clause": "四（二）",
    "sme_below": {"staff": "1000", "revenue": "400000000.00"},
    "medium_from": {"staff": "300", "revenue": "20000000.00"},
    "small_from": {"staff": "20", "revenue": "3000000.00"},
}
_RULES: Final[dict[str, Any]] = {"rules_id": "MIIT-2011-300", "title": "中小企业划型标准规定", "rows": [_ROW]}
_SIZED: Final[dict[str, Any]] = {
    "rules_id": "MIIT-2011-300",
    "industry": "C39",
    "row": _ROW,
    "year": 2025,
    "size": "small",
    "label": "小型企业",
    "figures": [
        {
            "source": "social_security",
            "source_label": "人力社保部门",
            "on": "2026-11-27",
            "figure": "staff",
            "value": "86",
        }
    ],
    "missing": ["total_assets"],
}


class SizeRowOut(BaseModel):
    """One row: an SME below any cap; medium or small from all of its bounds on."""

    code: str
    label: str
    clause: str
    sme_below: dict[str, str]
    medium_from: dict[str, str]
    small_from: dict[str, str]

    @classmethod
    def of(cls, row: IndustryRow) -> Self:
        return cls(
            code=row.code,
            label=row.label,
            clause=row.clause,
            sme_below=_bounds(row.sme_below),
            medium_from=_bounds(row.medium_from),
            small_from=_bounds(row.small_from),
        )


def _bounds(bounds: Bounds) -> dict[str, str]:
    """Persons, and yuan."""
    return {measure: str(value) if measure is Measure.STAFF else yuan(value) for measure, value in bounds.items()}


class SizeRulesOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_RULES]})

    rules_id: str
    title: str
    rows: list[SizeRowOut]

    @classmethod
    def of(cls, rules: SizeRules) -> Self:
        return cls(rules_id=rules.rules_id, title=rules.title, rows=[SizeRowOut.of(row) for row in rules.rows.values()])


class MeasuredOut(OriginOut):
    figure: str
    value: str


class SizeOut(BaseModel):
    """划型: null where a missing figure could change it, or the table does not know the industry."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SIZED]})

    rules_id: str
    industry: str
    row: SizeRowOut | None
    year: int
    size: SizeClass | None
    label: str | None
    figures: list[MeasuredOut]
    missing: list[str] = Field(description="该年度没有的数据")

    @classmethod
    def of(cls, one: Sized) -> Self:
        report = one.report
        values = {name: getattr(report, name) if report else None for name in MEASURED}
        return cls(
            rules_id=one.rules.rules_id,
            industry=one.industry,
            row=SizeRowOut.of(one.row) if one.row else None,
            year=one.year,
            size=one.size,
            label=SIZE_LABELS[one.size] if one.size else None,
            figures=[
                MeasuredOut(
                    figure=public_name(name),
                    value=yuan(value) if name.endswith("_fen") else str(value),
                    **OriginOut.of(report.origin_of(name)).model_dump(),
                )
                for name, value in values.items()
                if report and value is not None
            ],
            missing=[public_name(name) for name, value in values.items() if value is None],
        )
