"""What a standard asks an enterprise to fill in (填报项): the data of its figures, with the rules that ask for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from services.registry.domain.answers import QUESTIONS, AnswerKind, Question, written
from services.registry.domain.criteria import Occasion, Role, Rule, Standard, comparisons
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.annual import FIELD_LABELS
from services.registry.domain.figures.answers import Number
from services.registry.domain.figures.holdings import CREDENTIALS, EQUITY_ROUNDS, INSTITUTION, INSTITUTIONS, IP
from services.registry.domain.figures.reading import Case, Datum, Unit
from services.registry.domain.profile import INSTITUTION_LABELS, IpClass, Profile, Provenance
from services.registry.domain.statements import heaviest
from services.registry.domain.wording import KIND_LABELS
from shared.values import yuan

Plain = Any
"""A value as JSON has it, in its one spelling: what is kept, compared and shown."""


class Form(StrEnum):
    """How an answer is written."""

    MONEY = "money"
    """Yuan; a loss is negative"""
    COUNT = "count"
    """Of persons"""
    FLAG = "flag"
    NUMBER = "number"
    LEVEL = "level"
    DAY = "day"
    INCIDENT = "incident"
    """The day it last happened, or no"""
    IP = "ip"
    """A count for every class"""
    CREDENTIALS = "credentials"
    """Every one of the kinds asked for; an empty list: none"""
    EQUITY_ROUNDS = "equity_rounds"
    """Every one; an empty list: none"""


@dataclass(frozen=True, slots=True)
class Item:
    datum: Datum
    label: str
    form: Form
    rules: tuple[tuple[Role, Rule], ...]
    """What asks for it"""
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What there is to choose from, with labels; of credentials, the kinds that are asked for"""
    self_stated: bool = True
    """The enterprise may give it; if not, an officer or an authority does."""

    @property
    def name(self) -> str:
        name, year = self.datum
        return name if year is None else f"{name.removesuffix('_fen')}.{year}"


_WHOLE: Final[Mapping[Datum, tuple[str, Form]]] = {
    IP: ("与主导产品相关的知识产权", Form.IP),
    CREDENTIALS: ("资质与奖励", Form.CREDENTIALS),
    EQUITY_ROUNDS: ("合格机构投资者的股权融资", Form.EQUITY_ROUNDS),
}
LEVELS: Final = Question(
    INSTITUTION.name,
    FIGURES["institution"].label,
    AnswerKind.LEVEL,
    self_stated=True,
    levels=tuple(level.value for level in INSTITUTIONS),
    level_labels=tuple(INSTITUTION_LABELS[level] for level in INSTITUTIONS),
)
"""The one part of a profile that is answered as a question is."""


def items(standard: Standard, occasion: Occasion, case: Case) -> tuple[Item, ...]:
    """In the order the standard asks; of the year before that of the case."""
    rules: dict[Datum, list[tuple[Role, Rule]]] = {}
    kinds: dict[str, str] = {}
    for role, rule in standard.rules_of(occasion):
        for asked in (one.asked for test in rule.tests for one in comparisons(test)):
            for datum in FIGURES[asked.name].data(case, asked):
                asking = rules.setdefault(datum, [])
                if (role, rule) not in asking:
                    asking.append((role, rule))
                if datum == CREDENTIALS:
                    kinds |= {kind: KIND_LABELS[kind] for kind in asked.kinds}
    return tuple(_item(datum, tuple(asking), kinds) for datum, asking in rules.items())


def _item(datum: Datum, rules: tuple[tuple[Role, Rule], ...], kinds: Mapping[str, str]) -> Item:
    if datum.year is not None:
        form, unit = (Form.MONEY, "元") if datum.name.endswith("_fen") else (Form.COUNT, "人")
        return Item(datum, f"{datum.year}年{FIELD_LABELS[datum.name]}", form, rules, unit)
    if datum in _WHOLE:
        label, form = _WHOLE[datum]
        return Item(datum, label, form, rules, choices=kinds if datum == CREDENTIALS else {})
    question = LEVELS if datum == INSTITUTION else QUESTIONS[datum.name]
    return Item(
        datum,
        question.label,
        Form(question.kind),
        rules,
        _unit(datum.name),
        dict(zip(question.levels, question.level_labels, strict=True)),
        question.self_stated,
    )


def _unit(name: str) -> str:
    figure = FIGURES.get(name)
    if not isinstance(figure, Number):
        return ""
    return "%" if figure.unit is Unit.PERCENT else figure.counted


# ---- what a profile says --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What the profile says of an item."""

    value: Plain
    origin: Provenance | None
    """Of a list the weightiest; None: somebody said that there is none."""
    entries: tuple[tuple[Plain, Provenance], ...] = ()
    """Of a list, each with its own"""


def known(item: Item, profile: Profile) -> Known | None:
    if item.datum.year is not None:
        return _reported(item.datum.name, item.datum.year, profile)
    part = _PARTS.get(item.datum)
    return part(item, profile) if part else _answered(item.datum.name, profile)


def _reported(name: str, year: int, profile: Profile) -> Known | None:
    report = profile.reports.get(year)
    value: int | None = getattr(report, name) if report else None
    if report is None or value is None:
        return None
    return Known(yuan(value) if name.endswith("_fen") else str(value), report.origin_of(name))


def _answered(name: str, profile: Profile) -> Known | None:
    answer = profile.answers.get(name)
    return Known(written(answer.value), answer.origin) if answer else None


def _ip(_: Item, profile: Profile) -> Known | None:
    if profile.ip is None:
        return None
    return Known({kind.value: profile.ip.get(kind, 0) for kind in IpClass}, profile.ip_origin)


def _institution(_: Item, profile: Profile) -> Known | None:
    return Known(profile.institution.value, profile.institution_origin) if profile.institution else None


def _credentials(item: Item, profile: Profile) -> Known | None:
    if profile.credentials is None:
        return None
    held = [one for one in profile.credentials if one.kind in item.choices]
    return _listed(
        (
            {
                "kind": one.kind,
                "on": one.on.isoformat(),
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
                "rank": one.rank,
            },
            one.origin,
        )
        for one in held
    )


def _equity_rounds(_: Item, profile: Profile) -> Known | None:
    if profile.equity_rounds is None:
        return None
    paid = [one for one in profile.equity_rounds if one.qualified]
    return _listed(({"on": one.on.isoformat(), "amount": yuan(one.amount_fen)}, one.origin) for one in paid)


def _listed(found: Iterable[tuple[Plain, Provenance]]) -> Known:
    entries = tuple(found)
    origin = heaviest(one for _, one in entries) if entries else None
    return Known([one for one, _ in entries], origin, entries)


_PARTS: Final[Mapping[Datum, Callable[[Item, Profile], Known | None]]] = {
    IP: _ip,
    INSTITUTION: _institution,
    CREDENTIALS: _credentials,
    EQUITY_ROUNDS: _equity_rounds,
}
