"""额度账户: of every benefit that is money, what is open, used and left to an enterprise, and what excludes what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from services.benefits.domain.calculation import Calculation, Result
from services.benefits.domain.claims import Claim, State
from services.benefits.domain.formulas import ByLevel, Fixed, Fund, InterestSubsidy, Quota, RateWithCap
from services.benefits.domain.measures import FIRST_TITLE, Frequency, Measure, PolicySet
from shared.events import Standing
from shared.values import Certainty, Tier, Verdict


class AllowanceState(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    SPENT = "spent"
    EXCLUDED = "excluded"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return ALLOWANCE_LABELS[self]


ALLOWANCE_LABELS: Final = {
    AllowanceState.OPEN: "可兑付",
    AllowanceState.UNDER_WAY: "办理中",
    AllowanceState.SPENT: "已用完",
    AllowanceState.EXCLUDED: "已被其他条款包含",
    AllowanceState.CLOSED: "不符合条件",
    AllowanceState.UNKNOWN: "尚不能判断",
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Which measure excludes this one, and why."""

    benefit_code: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class InVouchers:
    """What an enterprise has of a quota or fund this year, in fen."""

    granted_fen: int | None
    """None: no quota of its own, or none granted yet"""
    reserved_fen: int
    used_fen: int
    left_fen: int | None
    assumptions: tuple[str, ...]
    """What is assumed where the clause is silent"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """额度 of one benefit, for the enterprise or for one of its things."""

    result: Result
    state: AllowanceState
    used_fen: int
    """Paid and not recovered"""
    reserved_fen: int
    """In claims that are under way"""
    remaining_fen: int | None
    """None: nobody can say"""
    cap_fen: int | None
    scope: str | None
    """Over what the cap counts"""
    last_day: date | None
    """To claim; None: the text sets none"""
    exclusions: tuple[Exclusion, ...]
    frequency: Frequency
    granted_fen: int | None = None
    """Of a quota: what the authority granted for the year; None: nothing yet, or no quota"""
    assumptions: tuple[str, ...] = ()


def allowances(
    policy_set: PolicySet,
    made: Calculation,
    claims: Sequence[Claim],
    held: Standing,
    district: str,
    on: date,
    vouchers: Mapping[str, InVouchers],
) -> list[Allowance]:
    """In the order of the document; of the money and quotas of the city and of the firm's own district."""
    found = []
    for result in made.results:
        measure = policy_set.find(result.clause)
        if measure is None or measure.district not in (None, district):
            continue
        if measure.category.pays:
            found.append(_allowance(policy_set, measure, result, claims, held, on))
        elif isinstance(measure.formula, Quota | Fund):
            found.append(_of_vouchers(policy_set, measure, result, vouchers[measure.benefit_code], held, on))
    return found


def _of_vouchers(
    policy_set: PolicySet, measure: Measure, result: Result, has: InVouchers, held: Standing, on: date
) -> Allowance:
    """Not claimed but used by vouchers: granted, it is what was granted; else the bound of the clause."""
    left = result.amount_fen if has.granted_fen is None else has.left_fen
    state = AllowanceState.SPENT if has.used_fen and left == 0 and not has.reserved_fen else _VERDICTS[result.verdict]
    return Allowance(
        result=result,
        state=state,
        used_fen=has.used_fen,
        reserved_fen=has.reserved_fen,
        remaining_fen=left,
        cap_fen=_cap(measure),
        scope=_scope(measure),
        last_day=_last_day(policy_set, measure, held, on),
        exclusions=(),
        frequency=measure.frequency,
        granted_fen=has.granted_fen,
        assumptions=has.assumptions,
    )


def _allowance(
    policy_set: PolicySet, measure: Measure, result: Result, claims: Sequence[Claim], held: Standing, on: date
) -> Allowance:
    mine = [one for one in claims if one.benefit_code == measure.benefit_code and one.ref in ("", result.ref)]
    used = sum(one.amount_fen for one in mine if one.state in (State.PAID, State.CLAWBACK))
    reserved = sum(one.amount_fen for one in mine if one.amount_open)
    exclusions = (*_by_level(policy_set, measure, result, claims), *_first_spent(measure, result, held))
    left = _left(measure, result, used)
    remaining = None if left is None else max(0, left - reserved)
    return Allowance(
        result=result,
        state=_state(result, left, used, reserved, exclusions),
        used_fen=used,
        reserved_fen=reserved,
        remaining_fen=remaining,
        cap_fen=_cap(measure),
        scope=_scope(measure),
        last_day=_last_day(policy_set, measure, held, on),
        exclusions=exclusions,
        frequency=measure.frequency,
    )


def _left(measure: Measure, result: Result, used: int) -> int | None:
    """Before what is under way. Of a loan all its years are calculated; of others what was received is off already."""
    if result.amount_fen is None or not isinstance(measure.formula, InterestSubsidy):
        return result.amount_fen
    return max(0, result.amount_fen - used)


def _state(
    result: Result, left: int | None, used: int, reserved: int, exclusions: Sequence[Exclusion]
) -> AllowanceState:
    if reserved:
        return AllowanceState.UNDER_WAY
    if used and not left:
        return AllowanceState.SPENT
    if exclusions:
        return AllowanceState.EXCLUDED
    return _VERDICTS[result.verdict]


_VERDICTS: Final = {
    Verdict.MET: AllowanceState.OPEN,
    Verdict.UNMET: AllowanceState.CLOSED,
    Verdict.UNKNOWN: AllowanceState.UNKNOWN,
}


def _cap(measure: Measure) -> int | None:
    formula = measure.formula
    if isinstance(formula, RateWithCap):
        return formula.cap_fen
    return formula.amount_fen if isinstance(formula, Fixed | ByLevel | Quota) else None


def _scope(measure: Measure) -> str | None:
    scope = getattr(measure.formula, "scope", None)
    return None if scope is None else str(scope.label)


def _last_day(policy_set: PolicySet, measure: Measure, held: Standing, on: date) -> date | None:
    """The earlier of the end of the set and, where the clause asks for a title, of the last of those titles."""
    asked = measure.title_question
    ends: Iterable[date] = [policy_set.valid_until] if policy_set.valid_until else []
    if asked is not None:
        tiers = {Tier(code) for code in asked.codes}
        titles = [title.last_day for title in held.titles if title.tier in tiers and title.counts_on(on)]
        ends = [*ends, *([max(titles)] if titles else [])]
    return min(ends, default=None)


def _by_level(policy_set: PolicySet, measure: Measure, result: Result, claims: Sequence[Claim]) -> list[Exclusion]:
    """One level of a scale counts: what was paid for another is taken off, and may leave nothing."""
    if not isinstance(measure.formula, ByLevel | Fixed) or result.amount_fen:
        return []
    others = [code for code in measure.formula.codes if code != measure.benefit_code]
    return [
        Exclusion(one.benefit_code, one.label, "同一事项按最高级别计一次，已按该条款领取或办理")
        for one in claims
        if one.live and one.benefit_code in others and one.ref in ("", result.ref)
        if policy_set.find(one.benefit_code) is not None
    ]


def _first_spent(measure: Measure, result: Result, held: Standing) -> list[Exclusion]:
    """A first recognition is spent: the title was held before, or by a firm that was absorbed."""
    asked = measure.title_question
    if asked is None or asked.fact.name != FIRST_TITLE or result.verdict is Verdict.MET:
        return []
    tiers = {Tier(code) for code in asked.codes}
    spent = [title for title in held.titles if title.tier in tiers]
    if not spent and not tiers & set(held.inherited):
        return []
    when = f"（{spent[0].recognised_on}）" if spent else "（被合并企业）"
    return [Exclusion(measure.benefit_code, measure.label, f"首次认定已用{when}，复核或重新认定不再享受")]


def certain_total(found: Iterable[Allowance]) -> int:
    """Fen still open whose amount is nominal: upper bounds are not added to them."""
    return sum(
        one.remaining_fen or 0
        for one in found
        if one.state is AllowanceState.OPEN and one.result.certainty is Certainty.NOMINAL
    )
