"""对象匹配: for whom a measure is, out of some enterprises, why, how much and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.benefits.domain.calculation import calculate
from services.benefits.domain.entitlements import Automatic, Entitled, entitled
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.firms import Firm, population
from services.benefits.domain.measures import FIRST_TITLE, TITLE, Measure, RuleBook
from services.benefits.domain.population import kind_of
from shared.conditions import AnyOf, leaves, why
from shared.values import Certainty


@dataclass(frozen=True, slots=True)
class Match:
    firm: Firm
    amount_fen: int | None
    """None: nobody can say yet"""
    certainty: Certainty
    reason: str
    until_on: date | None
    opens: Entitled | None
    """None: it is to be applied for"""
    missing: tuple[str, ...] = ()
    """Labels of the facts without which nobody can say the verdict, or the amount"""


def matches(book: RuleBook, automatic: Automatic, measure: Measure, firms: Sequence[Firm], on: date) -> Iterator[Match]:
    """Those in its audience for certain whom nothing known rules out, in the order given."""
    if SubjectKind.ENTERPRISE not in measure.askers or not firms:
        return
    if measure.automatic:
        yield from _opened(automatic, measure, firms, on)
        return
    everybody = population(firms, on)
    own, things = everybody.own.columns, everybody.rows(kind_of(measure, everybody)).columns
    whom = measure.whom.truth(own.mark)
    whole = measure.condition.truth(lambda name: things.marks.get(name, own.mark(name)))
    for row in np.flatnonzero(np.broadcast_to(whom.certain & whole.possible, (len(firms),))):
        yield matched(book, measure, firms[int(row)], on)


def matched(book: RuleBook, measure: Measure, firm: Firm, on: date) -> Match:
    """Of one it is for, and who is to apply for it: in words."""
    case = firm.case(on)
    paid = calculate(book, case, (measure.benefit_code,)).results[0]
    reason = "；".join(filter(None, (why(measure.whom, case.subject), book.policy_set.basis(measure))))
    missing = tuple(FACTS[name].label for name in paid.missing)
    return Match(firm, paid.amount_fen, paid.certainty, reason, _until(measure, firm, on), None, missing)


def _opened(automatic: Automatic, measure: Measure, firms: Sequence[Firm], on: date) -> Iterator[Match]:
    for firm in firms:
        rules = [one for one in automatic.within(firm.district) if one.benefit_code == measure.benefit_code]
        for one in entitled(rules, firm.titles, on).values():
            yield Match(firm, one.rule.amount_fen, one.rule.certainty, one.reason, _until(measure, firm, on), one)


def _until(measure: Measure, firm: Firm, on: date) -> date | None:
    """The last day of the titles it asks for; None: it asks for none."""
    asked = [
        one for one in leaves(measure.audience) if isinstance(one, AnyOf) and one.fact.name in (TITLE, FIRST_TITLE)
    ]
    tiers = {code for one in asked for code in one.codes}
    return max((one.last_day for one in firm.titles if one.counts_on(on) and one.tier in tiers), default=None)
