"""贷款贴息 as a formula: the loans of an enterprise are settled together, because one cap holds for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from services.benefits.domain.arithmetic import lesser
from services.benefits.domain.formulas.figures import HALF_UP, Explained, Figures, Step, percent_text, result_step
from services.benefits.domain.formulas.grants import Scope
from services.benefits.domain.lending_rates import Quotes
from services.benefits.domain.loans import CapMethod, Loan, Segment, Span, Terms, loan_years, subsidised
from shared.conditions.facts import amount_text
from shared.truth import UNKNOWN, Mark

SHARE: Final = "subsidy_share"


@dataclass(frozen=True, slots=True)
class InterestSubsidy:
    """贴息: at most a share of the January LPR of the year, same tenor class, on loans up to a yearly amount."""

    benefit_code: str
    share: int
    """At most, in hundredths of a percent"""
    loan_cap_fen: int
    scope: Scope
    day_count: int
    method: CapMethod
    long_over_years: int
    tiers: tuple[str, ...]
    """On a day without one of these titles nothing is subsidised"""

    needs: ClassVar[tuple[str, ...]] = ("principal", "drawn_on", "matures_on")

    def terms(self, figures: Figures) -> Terms:
        """With the share the authority has set, where it has (不超过 …)."""
        set_at = figures.mark(SHARE)
        agreed = self.share if set_at == UNKNOWN else lesser(set_at // 2, self.share)
        return Terms(agreed, self.loan_cap_fen, self.day_count, self.method, self.long_over_years)

    def settled(
        self, loans: Sequence[Loan], spans: Sequence[Span], terms: Terms, quotes: Quotes, on: date
    ) -> Mapping[str, list[Segment]]:
        """The segments of each loan by its reference."""
        found: dict[str, list[Segment]] = {loan.ref: [] for loan in loans}
        for one in subsidised(loan_years(loans, spans, self.long_over_years), terms, quotes, on):
            found[one.loan_year.loan.ref].append(one)
        return found

    def fen(self, _: Figures) -> Mark:
        """Alone a loan has no amount: see `settled`."""
        return UNKNOWN

    def steps(self, _: Explained) -> tuple[Step, ...]:
        return self.general

    @property
    def general(self) -> tuple[Step, ...]:
        """What holds for every loan: share, cap with its method, day count."""
        return (
            Step("贴息标准", f"不超过当年1月份同期限档次LPR的{percent_text(self.share)}"),
            Step("贷款金额上限", f"{self.scope.label}{amount_text(self.loan_cap_fen)}；{self.method.label}"),
            Step("计息基数", f"ACT/{self.day_count}，含放款日，不含还款日"),
        )

    def segment_steps(self, segments: Sequence[Segment], terms: Terms) -> tuple[Step, ...]:
        if not segments:
            return (Step("贴息天数", "贷款存续期内没有持有所需称号的日子"),)
        steps = [step for one in segments for step in _segment_steps(one, terms)]
        if any(one.fen is not None for one in segments):
            steps.append(result_step(sum(one.fen or 0 for one in segments)))
        return tuple(steps)


def _segment_steps(one: Segment, terms: Terms) -> list[Step]:
    of, year = one.loan_year, one.loan_year.year
    tenor = "5年期以上" if of.long else "1年期"
    if one.quote is None:
        return [Step(f"{year}年", f"{tenor}1月份LPR尚未发布，利率待定（RATE_PENDING），不以上年利率代替")]
    rate = percent_text(one.quote.rate(of.long))
    steps = [Step(f"{year}年LPR", f"{tenor}{rate}（{one.quote.published_on}发布；{one.quote.source}）")]
    if one.eligible_fen is not None and one.eligible_fen < of.loan.principal_fen:
        cut = f"{amount_text(of.loan.principal_fen)}中，按放款先后在上限内的为{amount_text(one.eligible_fen)}"
        steps.append(Step(f"{year}年可贴息贷款", cut))
    base = _base_text(one)
    raw = amount_text(one.raw_fen or 0)
    said = f"{base} × {rate} × {percent_text(terms.share)} ÷ {terms.day_count} = {raw}，{HALF_UP}"
    steps.append(Step(f"{year}年贴息", said))
    steps.append(Step(f"{year}年上限", _limit_text(one)))
    return steps


def _base_text(one: Segment) -> str:
    if one.eligible_fen is not None and one.loan_year.loan.repayments:
        return f"{amount_text(one.eligible_fen)}以内的贷款余额按日累计{amount_text(one.fen_days)}·天"
    if one.eligible_fen is None:
        return f"每日可贴息余额累计{amount_text(one.fen_days)}·天"
    return f"{amount_text(one.eligible_fen)} × {one.loan_year.day_number}天"


def _limit_text(one: Segment) -> str:
    limit = one.loan_year.limit_fen
    if limit is None:
        return "未提供当年实付利息，暂按贴息标准的上限计；兑付以实付利息为限（先付后补）"
    taken = "取实付利息扣除其他贴息后的余额" if limit < (one.raw_fen or 0) else "未超过"
    return f"实付利息扣除其他贴息后{amount_text(limit)}：{taken}"
