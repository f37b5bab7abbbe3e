"""A year of interest that is claimed: paid after the interest was (先付后补), and never twice within the yearly cap."""

from collections.abc import Iterable, Sequence
from datetime import date

from services.benefits.domain.claims.desks import State
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.claims.rules import Claim
from services.benefits.domain.loans import Loan


def check_ripe(loan: Loan, year: int, today: date) -> None:
    """Raises Refusal: it still bears interest of the year, or nobody has told what was paid."""
    last_on = loan.last_day_of(year)
    if last_on >= today:
        raise Refusal(f"该贷款在{year}年计息至 {last_on}，先付后补；请在此日之后提出，提前还清的请先登记还本")
    if year not in loan.interest_paid:
        raise Refusal(f"该贷款{year}年的实付利息尚未登记，先付后补；请由放款银行或主管部门登记付息后再提出")


def taken_of(year: int, claims: Iterable[Claim], but: str = "") -> int:
    """Fen that claims of one benefit take of a year, but for the one on this occasion; what came back takes nothing."""
    return sum(
        claim.amount_fen
        for claim in claims
        if claim.live and claim.state is not State.RECOVERED and claim.occasion != but and year_of(claim) == year
    )


def year_of(claim: Claim) -> int:
    """Of a claim by the year."""
    return int(claim.occasion.partition("/")[0])


def excessive(claims: Sequence[Claim], was: "Owed", now: "Owed") -> tuple[Claim, ...]:
    """Claims of one benefit for more than their loan carries, of years that carry less than before and than is claimed.

    What is owed is counted of the year as a whole: a loan that became known later fills the cap before one that was
    claimed first, and takes nothing from that claim; both together stay within the cap.
    """
    return tuple(
        claim
        for claim in claims
        if now.of_year(year_of(claim)) < min(was.of_year(year_of(claim)), taken_of(year_of(claim), claims))
        and now.of(claim) < claim.amount_fen
    )


class Owed:
    """Fen by year and spelled reference, as loans are told."""

    def __init__(self, fen: dict[tuple[int, str], int]) -> None:
        self._fen = fen

    def of(self, claim: Claim) -> int:
        year, _, ref = claim.occasion.partition("/")
        return self._fen.get((int(year), ref), 0)

    def of_year(self, year: int) -> int:
        return sum(fen for (of, _), fen in self._fen.items() if of == year)
