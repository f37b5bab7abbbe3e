"""The catalogue of rulesets: documents, validity, and every criterion with clause, bound and evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.criteria import Criterion, Indicator, Occasion, Score, Standard
from services.registry.domain.wording import words
from services.registry.rulesets import Ruleset
from services.registry.schemas import ruleset_examples as examples
from shared.days import Day
from shared.values import Tier


class RulesetQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: Day | None = Field(default=None, description="只列这一天有效的", examples=["2026-11-23"])


class RuleOut(BaseModel):
    """A yes-or-no criterion."""

    code: str
    label: str
    clause: str
    needed: str
    evidence: str = Field(description="凭证")
    note: str
    only_for: Occasion | None = Field(description="只用于新申报或复核")
    manual: bool = Field(description="由主管部门或外部平台给出")

    @classmethod
    def of(cls, one: Criterion) -> Self:
        return cls(
            code=one.code,
            label=one.label,
            clause=one.clause,
            needed=words(one.test),
            evidence=one.evidence,
            note=one.note,
            only_for=one.only_for,
            manual=one.manual,
        )


class BandOut(BaseModel):
    points: int
    needed: str


class IndicatorOut(BaseModel):
    """评分指标: the points of the best band that holds; a figure on a bound takes the higher."""

    code: str
    label: str
    clause: str
    group: str
    full: int
    otherwise: int = Field(description="各档都达不到时的得分")
    bands: list[BandOut]
    evidence: str
    note: str
    manual: bool

    @classmethod
    def of(cls, one: Indicator) -> Self:
        return cls(
            code=one.code,
            label=one.label,
            clause=one.clause,
            group=one.group,
            full=one.full,
            otherwise=one.otherwise,
            bands=[BandOut(points=band.points, needed=words(band.test)) for band in one.bands],
            evidence=one.evidence,
            note=one.note,
            manual=one.manual,
        )


class ScoreGroupOut(BaseModel):
    code: str
    label: str
    full: int
    floor: int = Field(description="本组最低分，0为无")


class ScoreOut(BaseModel):
    clause: str
    pass_mark: int
    groups: list[ScoreGroupOut]
    indicators: list[IndicatorOut]

    @classmethod
    def of(cls, score: Score) -> Self:
        return cls(
            clause=score.clause,
            pass_mark=score.pass_mark,
            groups=[
                ScoreGroupOut(code=one.code, label=one.label, full=one.full, floor=one.floor) for one in score.groups
            ],
            indicators=[IndicatorOut.of(one) for one in score.indicators],
        )


class StandardOut(BaseModel):
    """认定标准 of one tier: no veto, every gate and, where it has them, the score or one of the direct passes."""

    tier: Tier
    tier_label: str
    valid_from: date
    valid_until: date | None
    vetoes: list[RuleOut] = Field(description="一票否决")
    gates: list[RuleOut] = Field(description="必备条件")
    direct_passes: list[RuleOut] = Field(description="直通条件，任一即可代替评分")
    score: ScoreOut | None

    @classmethod
    def of(cls, one: Standard) -> Self:
        def rules(criteria: Iterable[Criterion]) -> list[RuleOut]:
            return [RuleOut.of(criterion) for criterion in criteria]

        return cls(
            tier=one.tier,
            tier_label=one.tier.label,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            vetoes=rules(one.vetoes),
            gates=rules(one.gates),
            direct_passes=rules(one.direct),
            score=one.score and ScoreOut.of(one.score),
        )


class RulesetLine(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.LINE]})

    ruleset: str
    title: str
    issuer: str
    valid_from: date
    valid_until: date | None
    confirmed: Literal["excerpts", "full_text"] = Field(description="条款文字的依据：公开摘编，或正式全文")
    sha256: str = Field(description="标准文本的摘要")
    tiers: list[Tier]

    @classmethod
    def of(cls, one: Ruleset) -> Self:
        return cls.model_validate(_line(one))


def _line(one: Ruleset) -> dict[str, object]:
    names = ("title", "issuer", "valid_from", "valid_until", "confirmed")
    return {
        **{name: getattr(one, name) for name in names},
        "ruleset": one.name,
        "sha256": one.text.digest,
        "tiers": [standard.tier for standard in one.standards],
    }


class RulesetOut(RulesetLine):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.RULESET]})

    standards: list[StandardOut]

    @classmethod
    def of_whole(cls, one: Ruleset) -> Self:
        return cls.model_validate({**_line(one), "standards": [StandardOut.of(each) for each in one.standards]})


class RulesetList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LINE]}]})

    items: list[RulesetLine]

    @classmethod
    def of(cls, found: Iterable[Ruleset]) -> Self:
        return cls(items=[RulesetLine.of(one) for one in found])
