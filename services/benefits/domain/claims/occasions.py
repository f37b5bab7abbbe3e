"""Which occasion a claim takes: one word for one case, whichever policy set, device or spelling it comes by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits.domain.claims.desks import STATE_LABELS
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.claims.rules import Claim
from services.benefits.domain.entitlements import FIRST
from services.benefits.domain.facts import THINGS
from services.benefits.domain.formulas import ByLevel, Fixed, InterestSubsidy, RateWithCap
from services.benefits.domain.measures import FIRST_TITLE, Frequency, LegalStatus, Measure, PolicySet
from shared.values import spelled

ONCE: Final = "once"
_FIRST_YEAR: Final = 2_022


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an application is about, beside its measure."""

    ref: str = ""
    year: int | None = None
    loan_id: str = ""
    """Of a recorded loan: two banks may have contracts of one number, and a merger may bring them together"""


def check_in_force(policy_set: PolicySet, today: date) -> None:
    """Raises Refusal: nothing is asked for under a set that stands beside the others to compare, or is over."""
    if policy_set.legal_status in (LegalStatus.COMPARISON, LegalStatus.WITHDRAWN):
        raise Refusal(f"《{policy_set.title}》{policy_set.legal_note}，不据以兑付；请按本市政策的条款提出")
    if not policy_set.applies_on(today):
        raise Refusal(f"《{policy_set.title}》今天不在施行期内；请按现行政策提出")


def check_claimable(policy_set: PolicySet, measure: Measure, today: date) -> None:
    """Raises Refusal: not every clause is money one can ask for here."""
    check_in_force(policy_set, today)
    if not measure.category.pays or type(measure.formula) not in _CODES:
        raise Refusal("该条款不是发给企业的资金，不在此兑付；办法见政策目录中的该条款")


def occasion(measure: Measure, wanted: Wanted, today: date) -> str:
    """Raises Refusal, saying what is missing."""
    title = measure.title_question
    if title is not None and title.fact.name == FIRST_TITLE:
        return FIRST
    needs_ref = measure.frequency is Frequency.PER_CASE or any(kind in THINGS for kind in measure.subjects)
    if needs_ref and not wanted.ref:
        raise Refusal("请用 ref 写明是哪一个产品、哪一笔贷款或哪一个项目")
    if not needs_ref and wanted.ref:
        raise Refusal("该条款按企业计，不必填写 ref")
    return _OCCASIONS[measure.frequency](wanted.loan_id or spelled(wanted.ref), wanted.year, today)


def _once(ref: str, year: int | None, _: date) -> str:
    if year is not None:
        raise Refusal("该条款不按年度计，不必填写 year")
    return ref or ONCE


def _yearly(ref: str, year: int | None, today: date) -> str:
    of = year or today.year
    if not _FIRST_YEAR <= of <= today.year:
        raise Refusal(f"year 应为 {_FIRST_YEAR} 至今年")
    return f"{of}/{ref}" if ref else f"{of}"


_OCCASIONS: Final[Mapping[Frequency, Callable[[str, int | None, date], str]]] = {
    Frequency.ONCE: _once,
    Frequency.YEARLY: _yearly,
    Frequency.PER_CASE: _once,
    Frequency.NONE: _once,
}


def calculated_on(measure: Measure, wanted: Wanted, today: date) -> date:
    """The day an application is calculated for: of a year that is over, its last."""
    if measure.frequency is not Frequency.YEARLY or wanted.year is None:
        return today
    return min(today, date(wanted.year, 12, 31))


# ---- what was received before ----------------------------------------------------------------------

_CODES: Final[Mapping[type, Callable[[Measure], tuple[str, ...]]]] = {
    Fixed: lambda measure: measure.formula.codes,  # type: ignore[union-attr]  # looked up by the type of the formula
    ByLevel: lambda measure: measure.formula.codes,  # type: ignore[union-attr]  # likewise
    RateWithCap: lambda measure: (measure.benefit_code,),
    InterestSubsidy: lambda _: (),  # each year of a loan stands alone
}


def line(measure: Measure) -> tuple[str, ...]:
    """The benefit codes that count as one: what was received under any of them is taken off (升级补差)."""
    return _CODES[type(measure.formula)](measure)


def check_line(measure: Measure, ref: str, there: Iterable[Claim]) -> None:
    """One level at a time: while another is under way nobody knows what will be taken off. Raises Refusal."""
    codes = line(measure)
    for claim in there:
        if claim.benefit_code in codes and spelled(claim.ref) == spelled(ref) and claim.amount_open:
            raise Refusal(
                f"同一事项的“{claim.label}”正在办理（{STATE_LABELS[claim.state]}）；请待其办结，补差按已领取的金额计算"
            )


# ---- evidence ---------------------------------------------------------------------------------------


def check_evidence(measure: Measure, brought: Sequence[str]) -> None:
    """Every kind the clause names is there. Raises Refusal naming those that are not."""
    missing = [one.label for one in measure.evidence if one.kind not in brought]
    if missing:
        raise Refusal(f"尚缺凭证：{'、'.join(missing)}；请先登记凭证，再在 evidence 中列出")
