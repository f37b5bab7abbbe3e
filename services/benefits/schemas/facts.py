"""The closed list of facts as callers write them: one member for each, documented from the list itself."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema, create_model

from services.benefits.domain.facts import OWN_FACTS, SubjectKind
from services.benefits.domain.measures import FIRST_TITLE, TITLE
from shared.conditions import Fact, Kind, Unacceptable, Value
from shared.days import Day
from shared.strict import Body
from shared.values import Money, YuanIn

FOLLOW: Final = frozenset({TITLE, FIRST_TITLE})
"""Follow from the titles, which are given as titles."""
_DECIMAL: Final = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"
_UNITS: Final = {Kind.MONEY: "元", Kind.PERCENT: "百分数的数字，如 4.5 表示4.5%", Kind.DAY: "YYYY-MM-DD"}


def _type(fact: Fact) -> Any:
    if fact.kind is Kind.FLAG:
        return bool
    if fact.kind is Kind.COUNT:
        return Annotated[int, Field(ge=0, le=fact.most)]
    if fact.kind is Kind.MONEY:
        return YuanIn
    if fact.kind is Kind.DAY:
        return Day
    if fact.kind in (Kind.NUMBER, Kind.PERCENT):
        return Annotated[str, StringConstraints(pattern=_DECIMAL), AfterValidator(_accepted(fact))]
    one: Any = Annotated[str, StringConstraints(max_length=40), AfterValidator(_accepted(fact)), _shown(fact)]
    if fact.kind is Kind.SOME:
        return Annotated[list[one], Field(max_length=len(fact.choices))]
    return one


def _shown(fact: Fact) -> WithJsonSchema:
    choices: dict[str, Any] = {} if fact.kind is Kind.CODE else {"enum": [*fact.choices]}
    return WithJsonSchema({"type": "string", **choices})


def _accepted(fact: Fact) -> Callable[[str], str]:
    """Raises ValueError in the words of the fact. Of SOME it is asked of each choice."""

    def check(text: str) -> str:
        fact.accept(frozenset({text}) if fact.kind is Kind.SOME else _READ[fact.kind](text))
        return text

    return check


def _same(given: Any) -> Any:
    return given


_READ: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.FLAG: _same,
    Kind.COUNT: _same,
    Kind.NUMBER: Decimal,
    Kind.PERCENT: Decimal,
    Kind.MONEY: lambda text: int(Money.from_yuan(text)),
    Kind.DAY: _same,
    Kind.ONE: _same,
    Kind.SOME: frozenset,
    Kind.CODE: _same,
}


def described(fact: Fact) -> str:
    """Label, unit, and what the choices mean."""
    unit = _UNITS.get(fact.kind, fact.unit)
    choices = "" if fact.kind is Kind.CODE else "，".join(f"{code} {label}" for code, label in fact.choices.items())
    return "；".join(filter(None, (f"{fact.label}{f'（{unit}）' if unit else ''}", choices)))


def facts_model(name: str, doc: str, facts: Iterable[Fact]) -> type[Body]:
    """A body with a member for each fact; what is left out is not known."""
    members: dict[str, Any] = {
        fact.name: (Annotated[_type(fact) | None, Field(description=described(fact))], None)
        for fact in facts
        if fact.name not in FOLLOW
    }
    return create_model(name, __base__=Body, __doc__=doc, **members)


def values(given: Body) -> dict[str, Value]:
    """What was given, as the rules take it. Raises ValueError in the words of the fact."""
    found: dict[str, Value] = {}
    for name, text in given.model_dump(exclude_none=True).items():
        fact = _ALL.get(name)
        if fact is not None:
            try:
                found[name] = fact.accept(_READ[fact.kind](text))
            except Unacceptable as fault:
                raise ValueError(str(fault)) from None
    return found


_ALL: Final = {fact.name: fact for own in OWN_FACTS.values() for fact in own.values()}
_ASKERS: Final = {fact.name: fact for kind, own in OWN_FACTS.items() if kind.asker is kind for fact in own.values()}
_DOCS: Final = {
    SubjectKind.PRODUCT: "企业的产品",
    SubjectKind.PLOT: "企业的项目用地",
    SubjectKind.LOAN: "企业的贷款",
    SubjectKind.PERSON: "企业的人员：不填姓名与证件号码",
}
if TYPE_CHECKING:  # a checker cannot see members made from the list; each is a Body
    FactsIn = Body
    ProductFacts = Body
    PlotFacts = Body
    LoanFacts = Body
    PersonFacts = Body
else:
    FactsIn = facts_model("FactsIn", "申请者的情况；不填即不知道，不知道不等于否", _ASKERS.values())
    ProductFacts, PlotFacts, LoanFacts, PersonFacts = (
        facts_model(f"{kind.capitalize()}Facts", doc, OWN_FACTS[kind].values()) for kind, doc in _DOCS.items()
    )
