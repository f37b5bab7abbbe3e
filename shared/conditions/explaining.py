"""Why a condition holds, does not, or is unknown: in words an enterprise reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from shared.conditions.facts import Subject
from shared.conditions.language import All, Any, Bound, Condition, Is, Leaf, Not, Op, Under
from shared.truth import negated
from shared.values import Verdict

_SIGNS: Final = {Op.AT_LEAST: "≥", Op.ABOVE: "＞", Op.AT_MOST: "≤", Op.BELOW: "＜"}
_OPPOSITE: Final = {Op.AT_LEAST: Op.BELOW, Op.ABOVE: Op.AT_MOST, Op.AT_MOST: Op.ABOVE, Op.BELOW: Op.AT_LEAST}


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison with the figure it used and the figure it needs."""

    fact: str
    label: str
    used: str
    needed: str
    verdict: Verdict


def words(condition: Condition, inverted: bool = False) -> str:
    """The condition as a sentence of the law reads."""
    if isinstance(condition, Not):
        return words(condition.condition, not inverted)
    if isinstance(condition, All | Any):
        joined = "，且" if isinstance(condition, All) is not inverted else "，或"
        parts = [words(one, inverted) for one in condition.conditions]
        nested = [isinstance(one, All | Any) for one in condition.conditions]
        return joined.join(f"（{part}）" if deep else part for part, deep in zip(parts, nested, strict=True)) or "不限"
    needed = _needed(condition, inverted)
    return f"{condition.fact.label}{'' if isinstance(condition, Bound) else '：'}{needed}"


@lru_cache(maxsize=4_096)  # the law's comparisons are few; every answer words them again
def _needed(leaf: Leaf, inverted: bool) -> str:
    fact = leaf.fact
    if isinstance(leaf, Bound):
        return _SIGNS[_OPPOSITE[leaf.op] if inverted else leaf.op] + fact.shown(leaf.value)
    if isinstance(leaf, Is):
        return fact.shown(leaf.wanted is not inverted)
    of = "或".join(fact.choices.get(code, f"{code}开头" if isinstance(leaf, Under) else code) for code in leaf.codes)
    return f"不是{of}" if inverted else of


def findings(condition: Condition, subject: Subject) -> tuple[Finding, ...]:
    """Every comparison once, in order."""
    found = [_finding(leaf, inverted, subject) for leaf, inverted in _oriented(condition, False)]
    return tuple(dict.fromkeys(found))


def _oriented(condition: Condition, inverted: bool) -> Iterator[tuple[Leaf, bool]]:
    """Every comparison, and whether it stands under an odd number of `not`."""
    if isinstance(condition, Not):
        yield from _oriented(condition.condition, not inverted)
    elif isinstance(condition, All | Any):
        for one in condition.conditions:
            yield from _oriented(one, inverted)
    else:
        yield condition, inverted


def _finding(leaf: Leaf, inverted: bool, subject: Subject) -> Finding:
    truth = leaf.truth(subject.mark)
    verdict = (negated(truth) if inverted else truth).verdict
    fact = leaf.fact
    return Finding(fact.name, fact.label, subject.shown(fact.name), _needed(leaf, inverted), verdict)


def why(condition: Condition, subject: Subject) -> str:
    """The comparisons that decided the verdict, each with what is and what is needed; empty: nothing is asked."""
    said = (_said(_finding(leaf, inverted, subject)) for leaf, inverted in _decisive(condition, False, subject))
    return "；".join(dict.fromkeys(said))


def _said(one: Finding) -> str:
    if one.verdict is Verdict.UNKNOWN:
        return f"缺“{one.label}”，需要：{one.needed}"
    if one.verdict is Verdict.UNMET:
        return f"{one.label}为{one.used}，需要：{one.needed}"
    return f"{one.label}为{one.used}"


def _decisive(condition: Condition, inverted: bool, subject: Subject) -> Iterator[tuple[Leaf, bool]]:
    """Of what must all hold, those that do not; of what may hold, all when none does."""
    if isinstance(condition, Not):
        yield from _decisive(condition.condition, not inverted, subject)
    elif isinstance(condition, All | Any):
        verdict = condition.truth(subject.mark).verdict
        for one in condition.conditions:
            if one.truth(subject.mark).verdict is verdict:
                yield from _decisive(one, inverted, subject)
    else:
        yield condition, inverted
