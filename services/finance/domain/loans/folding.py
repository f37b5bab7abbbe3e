"""What the entries of a loan that stand say together, in whichever order they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from services.finance.domain.loans.entries import Disbursed, Entry, InterestPaid, Kind, Overdue, Repaid
from services.finance.domain.loans.refusals import Fault, Refusal
from shared.days import DAY


class State(StrEnum):
    CURRENT = "current"
    OVERDUE = "overdue"
    DUE = "due"
    """Matured, not paid back, and nobody said it is overdue"""
    SETTLED = "settled"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    State.CURRENT: "正常",
    State.OVERDUE: "逾期",
    State.DUE: "已到期未结清",
    State.SETTLED: "已结清",
    State.TAKEN_BACK: "已撤销",
}


@dataclass(frozen=True, slots=True)
class Loan:
    disbursed: Disbursed
    payments: tuple[InterestPaid, ...] = ()
    repayments: tuple[Repaid, ...] = ()
    """In order of time"""
    overdue: tuple[Overdue, ...] = ()

    @property
    def taken_back(self) -> bool:
        """Nothing told of it counts until it is told anew."""
        return self.disbursed.principal_fen == 0

    @property
    def outstanding_fen(self) -> int:
        return self.disbursed.principal_fen - sum(one.amount_fen for one in self.repayments)

    @property
    def interest_fen(self) -> int:
        return sum(one.amount_fen for one in self.payments)

    @property
    def penalty_fen(self) -> int:
        return sum(one.penalty_fen for one in self.payments)

    @property
    def settled_on(self) -> date | None:
        """The day on which nothing was left."""
        return self.repayments[-1].repaid_on if self.repayments and self.outstanding_fen == 0 else None

    @property
    def ends_on(self) -> date:
        """Due or paid back, whichever is first: interest of later days is a penalty."""
        return min(self.disbursed.matures_on, self.settled_on or self.disbursed.matures_on)

    def overdue_fen_on(self, day: date) -> int:
        """What was overdue on that day, as the institution says."""
        return sum(
            one.amount_fen
            for one in self.overdue
            if one.from_on <= day and (one.until_on is None or day <= one.until_on)
        )

    def overdue_days(self, today: date) -> int:
        """Days until today on which it was overdue, each once; what nobody says is settled goes on."""
        spans = sorted((one.from_on, min(one.until_on or today, today)) for one in self.overdue)
        days, counted_to = 0, date.min
        for first, last in spans:
            if last > counted_to:
                days += (last - max(first, counted_to + DAY)).days + 1
                counted_to = last
        return days

    def state_on(self, day: date) -> State:
        if self.taken_back:
            return State.TAKEN_BACK
        if self.settled_on is not None:
            return State.SETTLED
        if self.overdue_fen_on(day):
            return State.OVERDUE
        return State.DUE if day >= self.disbursed.matures_on else State.CURRENT


def fold(entries: Sequence[Entry]) -> Loan:
    """Of one loan, whose disbursement is among them."""
    corrected = {one.corrects_key for one in entries if one.corrects_key}
    stand = [one.said for one in entries if one.key not in corrected]
    [disbursed] = [one for one in stand if isinstance(one, Disbursed)]
    if disbursed.principal_fen == 0:
        return Loan(disbursed)
    payments = (one for one in stand if isinstance(one, InterestPaid) and one.amount_fen + one.penalty_fen)
    repayments = (one for one in stand if isinstance(one, Repaid) and one.amount_fen)
    overdue = (one for one in stand if isinstance(one, Overdue) and one.amount_fen)
    return Loan(
        disbursed,
        tuple(sorted(payments, key=lambda one: (one.first_on, one.last_on, one.amount_fen, one.penalty_fen))),
        tuple(sorted(repayments, key=lambda one: (one.repaid_on, one.amount_fen))),
        tuple(sorted(overdue, key=lambda one: (one.from_on, one.until_on or date.max, one.amount_fen))),
    )


def told_anew(entries: Sequence[Entry], new: Entry) -> bool:
    """Of a loan that was taken back: whoever borrowed it in truth."""
    return (
        bool(entries)
        and new.kind is Kind.DISBURSED
        and all(one.key != new.key for one in entries)
        and fold(entries).taken_back
    )


def with_entry(entries: Sequence[Entry], new: Entry, today: date) -> tuple[Entry, ...] | None:
    """With the new one, checked; None: it is known already, told twice. Raises Refusal."""
    known = next((one for one in entries if one.key == new.key), None)
    if known is not None:
        if (known.said, known.corrects_key) == (new.said, new.corrects_key):
            return None
        raise Refusal(Fault.NUMBER_TAKEN, "这一编号已登记为另一内容", "请用新的编号，并在 corrects 中写明原编号")
    new.said.check(today, correcting=new.corrects is not None)
    if new.corrects is not None:
        _check_corrected(entries, new)
    elif new.kind is Kind.DISBURSED and entries:
        raise Refusal(
            Fault.CONTRACT_TAKEN,
            "这一合同已登记放款",
            "原来有误的，请在 corrects 中写明原编号；同一合同分次放款的，每次以借据编号作为合同编号",
        )
    if not entries and new.kind is not Kind.DISBURSED:
        raise Refusal(Fault.LOAN_UNKNOWN, "这一合同没有登记放款", "请先报送放款，或核对合同编号")
    both = (*entries, new)
    _check_together(fold(both), new)
    return both


def _check_corrected(entries: Sequence[Entry], new: Entry) -> None:
    found = next((one for one in entries if one.key == new.corrects_key), None)
    if found is None or found.kind is not new.kind:
        raise Refusal(
            Fault.CORRECTED_UNKNOWN, f"corrects 中的编号不是这笔贷款已登记的“{new.kind.label}”", "请核对被更正的编号"
        )
    if any(one.corrects_key == new.corrects_key for one in entries):
        raise Refusal(Fault.CORRECTED_ALREADY, "该编号已被更正过", "请更正最近的一笔")


def _check_together(now: Loan, new: Entry) -> None:
    if now.taken_back:
        if new.kind is not Kind.DISBURSED:
            raise Refusal(Fault.TAKEN_BACK, "该贷款已撤销", "如系误撤，请在 corrects 中写明撤销的编号，重新报送放款")
        return
    if now.outstanding_fen < 0:
        raise Refusal(Fault.OVER_REPAID, "还本合计超过放款金额", "请核对金额，或先更正放款")
    drawn_on = now.disbursed.drawn_on
    if any(one.repaid_on < drawn_on for one in now.repayments) or any(one.from_on < drawn_on for one in now.overdue):
        raise Refusal(Fault.BEFORE_DRAWDOWN, f"还本与逾期不能早于放款日 {drawn_on}", "请核对日期，或先更正放款")
    if isinstance(new.said, InterestPaid):
        _check_period(now, new.said)


def _check_period(now: Loan, paid: InterestPaid) -> None:
    """Interest of days on which there was no loan is none of it; penalties come after it, too."""
    if not paid.amount_fen + paid.penalty_fen:
        return
    if paid.first_on < now.disbursed.drawn_on:
        raise Refusal(Fault.BEFORE_DRAWDOWN, f"计息期早于放款日 {now.disbursed.drawn_on}", "请核对日期，或先更正放款")
    if paid.amount_fen and paid.last_on > now.ends_on:
        raise Refusal(
            Fault.AFTER_END,
            f"计息期晚于贷款到期或还清之日 {now.ends_on}",
            "此后的是逾期息、罚息，请记入 penalty；日期有误的请核对",
        )
