"""Claims follow what is told of loans: a correction, an early repayment, another subsidy may leave less of a year."""

from collections.abc import Collection, Sequence

from services.benefits import measures, store
from services.benefits.domain.claims import Claim, Desk, interest
from services.benefits.domain.claims.interest import Owed
from services.benefits.domain.claims.occasions import spelled
from services.benefits.domain.formulas import InterestSubsidy
from services.benefits.domain.interest_years import of_year
from services.benefits.service import calculations
from services.benefits.service.claims.advancing import SYSTEM, By
from services.benefits.service.claims.following import stop
from services.benefits.service.loans.reading import calculated_on
from services.benefits.service.loans.room import BENEFIT
from shared.db import Tx
from shared.values import yuan


async def of_loans(tx: Tx, legal_person_id: str) -> list[Claim]:
    """Live claims that rest on the loans of a legal person, locked behind it."""
    claims = await store.claims.of_legal_person(tx, legal_person_id)
    return [one for one in claims if one.live and (one.benefit_code, one.policy_set) == (BENEFIT, measures.SEED)]


async def owed(tx: Tx, legal_person_id: str, claims: Collection[Claim]) -> Owed:
    """What the years of these claims carry, as loans are told by now."""
    found: dict[tuple[int, str], int] = {}
    for year in {interest.year_of(claim) for claim in claims}:
        case, rules = await calculations.case_of(tx, legal_person_id, calculated_on(year, tx.today))
        measure = rules.book.policy_set.find(BENEFIT)
        if measure is not None and isinstance(measure.formula, InterestSubsidy):
            for one in of_year(rules.book, measure, case, year):
                found[year, spelled(one.result.ref)] = one.fen or 0
    return Owed(found)


async def follow(tx: Tx, legal_person_id: str, claims: Sequence[Claim], was: Owed, words: str) -> None:
    """Of those that now take more than is owed the unpaid are held, and the recovery of the paid is proposed."""
    now = await owed(tx, legal_person_id, claims)
    for claim in interest.excessive(claims, was, now):
        of = f"{interest.year_of(claim)}年应得贴息现为{yuan(now.of(claim))}元，低于所申请的{yuan(claim.amount_fen)}元"
        await stop(tx, claim, f"{words}：{of}", By(SYSTEM, Desk.SYSTEM))
