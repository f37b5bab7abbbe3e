"""Whom a product suits on a day, and in which order products are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.finance.domain.products.costs import Cost, Need
from services.finance.domain.products.offers import Offer
from shared.conditions import Finding, Subject, findings, why, words
from shared.values import Tier, Verdict, yuan

_WORST_FIRST: Final = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET)
_BEST_FIRST: Final = (Verdict.MET, Verdict.UNKNOWN, Verdict.UNMET)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether it suits; with every comparison, its figure and the figure needed."""

    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Match:
    offer: Offer
    fit: Fit
    cost: Cost


def fit(offer: Offer, need: Need, subject: Subject, tier: Tier) -> Fit:
    """By the product's conditions, its limit for that tier and its term. What is not known is not a no."""
    asked = offer.condition.truth(subject.mark).verdict
    own = (_amount(offer, need, tier), _term(offer, need))
    verdict = next(one for one in _WORST_FIRST if one in (asked, *(found.verdict for found in own)))
    said = [why(offer.condition, subject)] if asked is verdict else []
    said += [f"{one.label}为{one.used}，需要：{one.needed}" for one in own if one.verdict is verdict is not Verdict.MET]
    return Fit(
        verdict, "；".join(filter(None, said)) or words(offer.condition), (*findings(offer.condition, subject), *own)
    )


def _amount(offer: Offer, need: Need, tier: Tier) -> Finding:
    limit = offer.limit_for(tier)
    needed = f"不向{tier.label}企业提供" if limit is None else f"≤{yuan(limit)}元"
    met = limit is not None and need.amount_fen <= limit
    return Finding("amount", "所需金额", f"{yuan(need.amount_fen)}元", needed, Verdict.MET if met else Verdict.UNMET)


def _term(offer: Offer, need: Need) -> Finding:
    shortest, longest = offer.months
    met = shortest <= need.months <= longest
    needed = f"{shortest}个月" if shortest == longest else f"{shortest}至{longest}个月"
    return Finding("months", "所需期限", f"{need.months}个月", needed, Verdict.MET if met else Verdict.UNMET)


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Those that suit first, of them the cheapest after subsidy; where that is unknown, behind, by what is known."""
    return sorted(matches, key=_rank)


def _rank(match: Match) -> tuple[int, int, int, str, str]:
    cost = match.cost
    certain = 0 if cost.net_fen is not None else 1 if cost.gross_fen is not None else 2
    amount = (cost.net_fen, cost.gross_fen or 0, 0)[certain]
    return _BEST_FIRST.index(match.fit.verdict), certain, amount or 0, match.offer.name, match.offer.product_id
