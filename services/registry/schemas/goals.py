"""Targets, entered results, and the board. Percent are decimal numbers of percent, as strings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from services.registry.domain.board import Line, Tally, percent
from services.registry.domain.goals import COUNTING, SCOPES, Entry, Goal, Stated, known_scope
from services.registry.plans import Plan
from services.registry.schemas import city_examples as examples
from services.registry.service.goals import Board
from services.registry.store.tables import GoalEntryVersionRow
from shared.days import Day
from shared.strict import Body
from shared.values import DISTRICTS, Name, known_district

Value = Annotated[int, Field(ge=0, le=10_000_000)]
Scope = Annotated[
    str,
    AfterValidator(known_scope),
    WithJsonSchema({"type": "string", "enum": list(SCOPES), "examples": ["330108"]}),
]
"""A district, or 330100 for the whole city."""
OneDistrict = Annotated[
    str,
    AfterValidator(known_district),
    WithJsonSchema({"type": "string", "enum": list(DISTRICTS), "examples": ["330108"]}),
]


class TargetIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_TARGET]})

    value: Value = Field(description="年末应达到的数，口径同看板：创新型为累计，省级以上为有效，用地为当年之和")
    document: Name = Field(description="下达文件名称与文号")

    def to_stated(self) -> Stated:
        return Stated(self.value, self.document)


class TargetOut(BaseModel):
    """培育目标; version 0 means that nobody set it yet."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TARGET]})

    year: int
    goal: Goal
    goal_label: str
    district: str
    district_name: str
    value: int | None
    unit: str
    document: str
    version: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            year=entry.year,
            goal=entry.goal,
            goal_label=COUNTING[entry.goal].label,
            district=entry.district,
            district_name=SCOPES[entry.district],
            value=entry.value,
            unit=COUNTING[entry.goal].unit,
            document=entry.document,
            version=entry.version,
        )


class TargetList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.TARGET]}]})

    items: list[TargetOut]


class VersionOut(BaseModel):
    version: int
    value: int
    until_on: date | None
    document: str
    entered_at: datetime
    actor: str

    @classmethod
    def of(cls, row: GoalEntryVersionRow) -> Self:
        return cls.model_validate(row, from_attributes=True)


class VersionList(BaseModel):
    """Everything that ever stood there, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.VERSION]}]})

    items: list[VersionOut]


class LandSaleIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_LAND_SALE]})

    value: Value = Field(description="当年累计出让工业用地，亩，取整")
    until_on: Day = Field(description="截至日期，在该年度之内")
    document: Name = Field(description="统计来源与文号")

    def to_stated(self) -> Stated:
        return Stated(self.value, self.document, self.until_on)


class LandSaleOut(BaseModel):
    """出让工业用地 of one district and year; version 0 means that nobody entered it yet."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LAND_SALE]})

    year: int
    district: str
    district_name: str
    value: int | None
    unit: str
    until_on: date | None
    document: str
    version: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            year=entry.year,
            district=entry.district,
            district_name=SCOPES[entry.district],
            value=entry.value,
            unit=COUNTING[entry.goal].unit,
            until_on=entry.until_on,
            document=entry.document,
            version=entry.version,
        )


class LandSaleList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LAND_SALE]}]})

    items: list[LandSaleOut]


# ---- the board ------------------------------------------------------------------------------------


class LineOut(BaseModel):
    district: str
    district_name: str
    target: int | None
    actual: int
    gained: int = Field(description="当年净增：看板日之数减上年末之数")
    in_notice: int = Field(description="公示中、认定后将增加的家数")
    awaiting_recognition: int = Field(description="公示期满、待认定的家数")
    progress_percent: Decimal | None = Field(description="实际 ÷ 目标")
    share_percent: Decimal | None = Field(description="占全市")
    rank: int | None = Field(description="按完成进度在各区、县（市）中的名次，并列同名次；无目标则无名次")
    rank_by_count: int | None = Field(description="按实际数的名次")
    projected: int | None = Field(description="年末预计：上年末 + 当年净增 ÷ 已过份额；年度未开始则无")
    projected_with_notice: int | None = Field(description="年末预计，公示中与待认定的计入当年净增")

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            district=line.district,
            district_name=SCOPES[line.district],
            target=line.target,
            actual=line.count.actual,
            gained=line.gained,
            in_notice=line.count.in_notice,
            awaiting_recognition=line.count.awaiting,
            progress_percent=line.progress_percent,
            share_percent=line.share_percent,
            rank=line.rank,
            rank_by_count=line.rank_by_count,
            projected=line.projected,
            projected_with_notice=line.projected_with_notice,
        )


class PlanOut(BaseModel):
    """What the plan asks of the city: at least `value` by the end of `year`, null: of every year."""

    value: int
    year: int | None
    citation: str
    words: str

    @classmethod
    def of(cls, plan: Plan, goal: Goal) -> Self:
        asked = plan.goals[goal]
        return cls(value=asked.value, year=asked.year, citation=plan.citation(goal), words=asked.words)


class GoalOut(BaseModel):
    goal: Goal
    label: str
    unit: str
    counting: str = Field(description="计数口径")
    plan: PlanOut | None
    target_from: Literal["entered", "plan"] | None = Field(description="全市目标的来源")
    city: LineOut
    districts: list[LineOut]

    @classmethod
    def of(cls, tally: Tally, board: Board) -> Self:
        how, in_plan = COUNTING[tally.goal], tally.goal in board.plan.goals
        from_plan: Literal["plan"] | None = None if tally.city.target is None else "plan"
        return cls(
            goal=tally.goal,
            label=how.label,
            unit=how.unit,
            counting=how.words,
            plan=PlanOut.of(board.plan, tally.goal) if in_plan else None,
            target_from="entered" if tally.goal in board.entered else from_plan,
            city=LineOut.of(tally.city),
            districts=[LineOut.of(line) for line in tally.districts],
        )


class BoardOut(BaseModel):
    """目标看板, published. Numbers are rounded half up, from exact fractions."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.BOARD]})

    year: int
    as_of: date
    elapsed_percent: Decimal = Field(description="当年已过份额：含看板日在内的天数 ÷ 全年天数")
    goals: list[GoalOut]

    @classmethod
    def of(cls, board: Board) -> Self:
        return cls(
            year=board.span.year,
            as_of=board.span.day,
            elapsed_percent=percent(board.span.elapsed),
            goals=[GoalOut.of(tally, board) for tally in board.tallies],
        )
