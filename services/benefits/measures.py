"""Policy sets read from `parameters/`: measures (政策条款) as dated data, checked when they are loaded."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.benefits.domain import Rule
from shared.values import Certainty, HeldTier, Money, YuanIn

FOLDER = Path(__file__).parent / "parameters"
MONETARY = frozenset({Certainty.NOMINAL, Certainty.UPPER_BOUND, Certainty.LOWER_BOUND})


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OnceForFirstTitle(_Data):
    """首次认定: once per legal person, for ever, by the first title of that tier."""

    once_for_first_title: HeldTier


class WhileHolding(_Data):
    """Open while one of these titles is valid."""

    while_holding_any: tuple[HeldTier, ...] = Field(min_length=1)


class Measure(_Data):
    benefit_code: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    """The same in every policy set: an occasion is paid under one set only."""
    clause: str
    article: str
    label: str
    citation: str
    departments: tuple[str, ...]
    category: Literal["monetary_fixed", "quota", "qualification"]
    opens: Annotated[OnceForFirstTitle | WhileHolding, Field(union_mode="left_to_right")]
    amount: YuanIn | None
    certainty: Certainty
    note: str

    @property
    def amount_fen(self) -> int | None:
        return None if self.amount is None else int(Money.from_yuan(self.amount))

    @model_validator(mode="after")
    def _amount_fits_certainty(self) -> Self:
        if (self.amount is None) == (self.certainty in MONETARY):
            raise ValueError(
                f"{self.clause}: certainty {self.certainty} and amount {self.amount} contradict each other"
            )
        return self


class PolicySet(_Data):
    policy_set: str
    title: str
    issuer: str
    published: str
    legal_status: Literal["draft", "in_force", "withdrawn"]
    legal_note: str
    valid_from: date
    valid_until: date | None
    measures: tuple[Measure, ...]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [measure.benefit_code for measure in self.measures]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.policy_set}: a benefit_code stands twice")
        return self

    def applies_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@cache
def policy_sets() -> tuple[PolicySet, ...]:
    """Every set in the folder, by name. Raises ValidationError, naming the clause, for data that contradicts itself."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(PolicySet.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files)


@cache
def rules(name: str = "HZ-DRAFT-2022") -> tuple[Rule, ...]:
    """The deciding part of a set's measures."""
    chosen = policy_set(name)
    basis = f"《{chosen.title}》第{{}}条；{chosen.legal_note}"
    return tuple(
        Rule(
            benefit_code=measure.benefit_code,
            label=measure.label,
            basis=basis.format(measure.article),
            amount_fen=measure.amount_fen,
            certainty=measure.certainty,
            **_CONDITION[type(measure.opens)](measure.opens),
        )
        for measure in chosen.measures
    )


_CONDITION: Final[dict[type[Any], Callable[[Any], dict[str, Any]]]] = {
    OnceForFirstTitle: lambda opens: {"once_for_first": opens.once_for_first_title},
    WhileHolding: lambda opens: {"while_holding": frozenset(opens.while_holding_any)},
}


def policy_set(name: str = "HZ-DRAFT-2022") -> PolicySet:
    return next(one for one in policy_sets() if one.policy_set == name)
