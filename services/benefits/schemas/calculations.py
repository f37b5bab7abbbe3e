"""The answer to a question. Money in yuan strings."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.calculation import VERDICT_LABELS, Changed, Result
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.measures import Category
from services.benefits.schemas import calculation_examples as examples
from services.benefits.service.calculations import Trial
from shared.canonical import plain
from shared.values import Certainty, Verdict, yuan


class FindingOut(BaseModel):
    """One comparison: the figure used, the figure needed."""

    fact: str
    label: str
    used: str
    needed: str
    verdict: Verdict


class StepOut(BaseModel):
    """计算步骤"""

    label: str
    text: str


class MissingOut(BaseModel):
    """What to bring"""

    fact: str
    label: str


class ResultOut(BaseModel):
    """One measure for the asker, or for one of its things."""

    clause: str
    benefit_code: str
    label: str
    article: str
    category: Category
    category_label: str
    subject: SubjectKind
    ref: str = Field(description="产品、用地、贷款、人员的自取名称；对象本身则为空")
    verdict: Verdict
    verdict_label: str
    reason: str
    findings: list[FindingOut]
    amount: str | None = Field(description="元；价格规则为价格，额度为余额，不符合或算不出则为空")
    certainty: Certainty
    steps: list[StepOut] = Field(description="算式：所用的数、比例、上限、舍入")
    missing: list[MissingOut] = Field(description="补上这些才能判断或计算")


class TotalOut(BaseModel):
    """Money for the asker of one certainty; amounts of different certainty are never added up."""

    certainty: Certainty
    amount: str


class CalculationOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWER]})

    policy_set: str
    title: str
    legal_status: str
    legal_note: str
    assumptions: list[str] = Field(description="原文未明确之处采用的口径")
    subject: SubjectKind
    on: date
    results: list[ResultOut]
    totals: list[TotalOut]


class SaidOut(BaseModel):
    verdict: Verdict
    verdict_label: str
    amount: str | None

    @classmethod
    def of(cls, one: Result) -> Self:
        amount = None if one.amount_fen is None else yuan(one.amount_fen)
        return cls(verdict=one.verdict, verdict_label=VERDICT_LABELS[one.verdict], amount=amount)


class ChangeOut(BaseModel):
    """A measure that answers otherwise under what was supposed."""

    clause: str
    label: str
    ref: str
    was: SaidOut
    becomes: SaidOut

    @classmethod
    def of(cls, one: Changed) -> Self:
        said = {"was": SaidOut.of(one.was), "becomes": SaidOut.of(one.becomes)}
        return cls(clause=one.becomes.clause, label=one.becomes.label, ref=one.becomes.ref, **said)


class TrialOut(CalculationOut):
    """政策计算: the answer, and for a registered enterprise what the suppositions change."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TRIAL]})

    changes: list[ChangeOut] = Field(description="已登记企业：与只按已知情况计算相比，结论或金额不同的条款")

    @classmethod
    def of(cls, trial: Trial) -> Self:
        changed = [ChangeOut.of(one) for one in trial.changes]
        return cls.model_validate({**members(plain(trial.calculation)), "changes": changed})


def members(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a CalculationOut, from a calculation in its canonical form."""
    same = ("policy_set", "title", "legal_status", "legal_note", "assumptions", "on")
    return {
        **{name: kept[name] for name in same},
        "subject": kept["kind"],
        "results": [result_members(one) for one in kept["results"]],
        "totals": [{"certainty": name, "amount": yuan(fen)} for name, fen in sorted(kept["totals"].items())],
    }


def result_members(kept: Mapping[str, Any]) -> dict[str, Any]:
    fen = kept["amount_fen"]
    return {
        **{name: value for name, value in kept.items() if name != "amount_fen"},
        "category_label": Category(kept["category"]).label,
        "verdict_label": VERDICT_LABELS[Verdict(kept["verdict"])],
        "amount": None if fen is None else yuan(fen),
        "missing": [{"fact": name, "label": FACTS[name].label} for name in kept["missing"]],
    }
