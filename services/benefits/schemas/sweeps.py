"""One figure from low to high, and where an answer changes."""

from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from services.benefits.domain.facts import FACTS
from services.benefits.domain.sweeps import SWEPT, Answer, Point, Sweep, Threshold
from services.benefits.schemas import calculation_examples as examples
from services.benefits.schemas.questions import CalculationIn
from services.benefits.service.calculations import SweepAsked
from shared.conditions import Kind, Value
from shared.strict import Body
from shared.values import Money, Verdict, yuan

_SWEPT: Final = sorted(name for name, fact in FACTS.items() if fact.kind in SWEPT)
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$")]
"""Yuan, a number of percent, or a count"""


class SweptIn(Body):
    fact: Annotated[str, StringConstraints(max_length=40), WithJsonSchema({"type": "string", "enum": _SWEPT})] = Field(
        description="从低到高试的那个数"
    )
    low: Number
    high: Number

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.fact not in _SWEPT:
            raise ValueError(f"这个事实不能从低到高试；可用：{'、'.join(_SWEPT)}")
        kind, unit = FACTS[self.fact].kind, 1
        if kind is Kind.COUNT and ("." in self.low or "." in self.high):
            raise ValueError(f"“{FACTS[self.fact].label}”应为整数")
        if self._places(self.high) - self._places(self.low) < unit:
            raise ValueError("high 应大于 low")
        return self

    def _places(self, text: str) -> int:
        """In the smallest unit: fen, hundredths, or one."""
        return int(text) if FACTS[self.fact].kind is Kind.COUNT else int(Money.from_yuan(text))

    def asked(self) -> SweepAsked:
        return SweepAsked(self.fact, self._places(self.low), self._places(self.high))


class SweepIn(CalculationIn):
    """A calculation with one figure from low to high."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SWEEP]})

    sweep: SweptIn


class AnswerOut(BaseModel):
    clause: str
    verdict: Verdict
    amount: str | None

    @classmethod
    def of(cls, one: Answer) -> Self:
        amount = None if one.amount_fen is None else yuan(one.amount_fen)
        return cls(clause=one.clause, verdict=one.verdict, amount=amount)


class PointOut(BaseModel):
    at: str
    answers: list[AnswerOut]

    @classmethod
    def of(cls, one: Point, kind: Kind) -> Self:
        return cls(at=_written(one.at, kind), answers=[AnswerOut.of(answer) for answer in one.answers])


class ThresholdOut(BaseModel):
    """The first value, counted from below, at which the answer is another one."""

    at: str
    clause: str
    label: str
    words: str
    was: AnswerOut
    becomes: AnswerOut

    @classmethod
    def of(cls, one: Threshold, kind: Kind) -> Self:
        return cls(
            at=_written(one.at, kind),
            clause=one.clause,
            label=one.label,
            words=one.words,
            was=AnswerOut.of(one.was),
            becomes=AnswerOut.of(one.becomes),
        )


class SweepOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.SWEPT]})

    fact: str
    label: str
    unit: str
    points: list[PointOut]
    thresholds: list[ThresholdOut]

    @classmethod
    def of(cls, one: Sweep) -> Self:
        kind = one.fact.kind
        return cls(
            fact=one.fact.name,
            label=one.fact.label,
            unit=one.fact.unit_shown,
            points=[PointOut.of(point, kind) for point in one.points],
            thresholds=[ThresholdOut.of(threshold, kind) for threshold in one.thresholds],
        )


def _written(value: Value, kind: Kind) -> str:
    return yuan(value) if kind is Kind.MONEY and isinstance(value, int) else str(value)
