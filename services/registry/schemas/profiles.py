"""The sheet of an enterprise, and what is said of it figure by figure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry.domain.answers import QUESTIONS, AnswerKind, Question
from services.registry.domain.figures.annual import FIELD_LABELS
from services.registry.domain.holdings import Section
from services.registry.domain.profile import SOURCE_LABELS, IpClass, Source
from services.registry.domain.statements import Difference
from services.registry.schemas import profile_examples as examples
from services.registry.schemas.enterprises import OriginOut, public_name
from services.registry.schemas.holdings import (
    ContactOut,
    CredentialOut,
    EquityRoundOut,
    InstitutionOut,
    ProductOut,
    TagOut,
)
from services.registry.service.sheets import INSTITUTION, Figure, Sheet
from shared.strict import Body
from shared.values import yuan

IP_LABELS = {
    IpClass.I_HIGH_VALUE: "Ⅰ类高价值知识产权",
    IpClass.I_OWN: "自主研发Ⅰ类知识产权",
    IpClass.I_OTHER: "其他Ⅰ类知识产权（受让满一年）",
    IpClass.II: "Ⅱ类知识产权",
}
_LABELS = {
    **{name: FIELD_LABELS[name] for name in FIELD_LABELS},
    **{f"ip.{kind}": label for kind, label in IP_LABELS.items()},
    **{name: question.label for name, question in QUESTIONS.items()},
    INSTITUTION: "研发机构级别",
}
Pieces = Annotated[int, Field(ge=0, le=100_000)]


def figure_label(name: str) -> str:
    return _LABELS.get(name, name)


def figure_value(name: str, value: str) -> str:
    """Money in yuan; all else as it is kept."""
    return yuan(int(value)) if name.endswith("_fen") else value


class FigureOut(OriginOut):
    """One figure in use, with where it is from, its day, and whether it should be asked for again."""

    figure: str
    year: int | None
    label: str
    value: str
    age_days: int
    most_days: int = Field(description="超过这么多天算旧")
    stale: bool

    @classmethod
    def of_figure(cls, one: Figure) -> Self:
        return cls(
            figure=public_name(one.name),
            year=one.year,
            label=figure_label(one.name),
            value=figure_value(one.name, one.value),
            source=one.origin.source,
            source_label=SOURCE_LABELS[one.origin.source],
            on=one.origin.on,
            age_days=one.age.days,
            most_days=one.age.most_days,
            stale=one.age.stale,
        )


class DifferenceOut(BaseModel):
    """Two sources say two things: which one counts, and what the other says."""

    figure: str
    year: int | None
    label: str
    used: str
    used_origin: OriginOut
    stated: str
    stated_origin: OriginOut

    @classmethod
    def of(cls, one: Difference) -> Self:
        return cls(
            figure=public_name(one.figure),
            year=one.year,
            label=figure_label(one.figure),
            used=figure_value(one.figure, one.used),
            used_origin=OriginOut.of(one.used_origin),
            stated=figure_value(one.figure, one.stated),
            stated_origin=OriginOut.of(one.stated_origin),
        )


class SourceOut(BaseModel):
    source: Source
    source_label: str
    answered_at: datetime


class SheetOut(BaseModel):
    """企业画像"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SHEET]})

    uscc: str
    name: str
    version: int
    figures: list[FigureOut]
    differences: list[DifferenceOut]
    institutions: list[InstitutionOut]
    credentials: list[CredentialOut]
    equity_rounds: list[EquityRoundOut]
    products: list[ProductOut]
    contacts: list[ContactOut] = Field(description="已脱敏")
    tags: list[TagOut]
    complete_sections: list[str] = Field(description="已申明填全的栏；未申明且无内容的栏视为不明")
    sources: list[SourceOut] = Field(description="各部门最近一次答复的时间")

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        held: Mapping[Section, Any] = sheet.holdings
        return cls(
            uscc=sheet.enterprise.uscc,
            name=sheet.enterprise.name,
            version=sheet.enterprise.version,
            figures=[FigureOut.of_figure(one) for one in sheet.figures],
            differences=[DifferenceOut.of(one) for one in sheet.differences],
            institutions=[InstitutionOut.of(row) for row in held[Section.INSTITUTIONS]],
            credentials=[CredentialOut.of(row) for row in held[Section.CREDENTIALS]],
            equity_rounds=[EquityRoundOut.of(row) for row in held[Section.EQUITY_ROUNDS]],
            products=[ProductOut.of(row) for row in held[Section.PRODUCTS]],
            contacts=[ContactOut.of(row) for row in held[Section.CONTACTS]],
            tags=[TagOut.of(row) for row in sheet.tags],
            complete_sections=sorted(sheet.complete),
            sources=[
                SourceOut(source=source, source_label=SOURCE_LABELS[source], answered_at=at)
                for source, at in sorted(sheet.answered_at.items())
            ],
        )


class ProfileVersionOut(BaseModel):
    """The enterprise after an edit of its profile; the same as its ETag."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 4}]})

    version: int


class AnswerIn(Body):
    """A flag is yes or no, a day YYYY-MM-DD, a number its digits; null takes the own word back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"value": "yes"}, {"value": None}]})

    value: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None


class IpIn(Body):
    """Of the main product, by class (63号 附件4); one counted in one class only."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"i_high_value": 0, "i_own": 2, "i": 1, "ii": 9}]})

    i_high_value: Pieces
    i_own: Pieces
    i: Pieces
    ii: Pieces


class QuestionOut(BaseModel):
    name: str
    label: str
    kind: AnswerKind
    self_stated: bool = Field(description="企业可以自行填报；否则由主管部门或有关部门提供")
    levels: list[str]
    level_labels: list[str]

    @classmethod
    def of(cls, one: Question) -> Self:
        return cls(
            name=one.name,
            label=one.label,
            kind=one.kind,
            self_stated=one.self_stated,
            levels=list(one.levels),
            level_labels=list(one.level_labels),
        )


class QuestionList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.QUESTION]}]})

    items: list[QuestionOut]


class ChangeOfFigure(BaseModel):
    figure: str
    year: int | None
    label: str
    before: str | None
    after: str
    origin: OriginOut


class AwayOut(BaseModel):
    source: Source
    source_label: str
    reason: str


class SourceCheckOut(BaseModel):
    """数据核验: asked, and when answered what changed, what differs, and who did not answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SOURCE_CHECK]})

    check_id: str
    asked_at: datetime
    answered_at: datetime | None
    changes: list[ChangeOfFigure]
    differences: list[DifferenceOut]
    away: list[AwayOut]

    @classmethod
    def of(cls, check_id: str, asked_at: datetime, answered_at: datetime | None, outcome: Mapping[str, Any]) -> Self:
        return cls(
            check_id=check_id,
            asked_at=asked_at,
            answered_at=answered_at,
            changes=[_change(one) for one in outcome.get("changes", ())],
            differences=[_difference(one) for one in outcome.get("differences", ())],
            away=[
                AwayOut(source=Source(source), source_label=SOURCE_LABELS[Source(source)], reason=reason)
                for source, reason in sorted(outcome.get("away", {}).items())
            ],
        )


def _origin(kept: Mapping[str, str]) -> OriginOut:
    source = Source(kept["source"])
    return OriginOut(source=source, source_label=SOURCE_LABELS[source], on=date.fromisoformat(kept["on"]))


def _change(kept: Mapping[str, Any]) -> ChangeOfFigure:
    name = kept["figure"]
    return ChangeOfFigure(
        figure=public_name(name),
        year=kept["year"],
        label=figure_label(name),
        before=None if kept["before"] is None else figure_value(name, kept["before"]),
        after=figure_value(name, kept["after"]),
        origin=_origin(kept["origin"]),
    )


def _difference(kept: Mapping[str, Any]) -> DifferenceOut:
    name = kept["figure"]
    return DifferenceOut(
        figure=public_name(name),
        year=kept["year"],
        label=figure_label(name),
        used=figure_value(name, kept["used"]),
        used_origin=_origin(kept["used_origin"]),
        stated=figure_value(name, kept["stated"]),
        stated_origin=_origin(kept["stated_origin"]),
    )
