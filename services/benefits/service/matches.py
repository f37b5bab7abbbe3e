"""A match, as it is kept and told: the same whether the version came to the enterprise or the enterprise to it."""

from datetime import date
from typing import Any

from services.benefits.domain.matching import Match
from services.benefits.domain.measures import Measure
from shared.events import ChangedFact, MatchOccasion, MeasureMatched


def match_row(measure: Measure, match: Match, on: date) -> dict[str, Any]:
    assert measure.enacted is not None, "only versions are matched"
    return {
        "enterprise_id": match.firm.enterprise_id,
        "version_id": measure.enacted.version_id,
        "benefit_code": measure.benefit_code,
        "matched_on": on,
    }


def matched(
    measure: Measure,
    match: Match,
    occasion: MatchOccasion = MatchOccasion.PUBLISHED,
    changed: tuple[ChangedFact, ...] = (),
) -> MeasureMatched:
    assert measure.enacted is not None, "only versions are matched"
    firm = match.firm
    return MeasureMatched(
        enterprise_id=firm.enterprise_id,
        uscc=firm.uscc,
        enterprise_version=firm.version,
        version_id=measure.enacted.version_id,
        benefit_code=measure.benefit_code,
        opened=match.opens is not None,
        amount_fen=match.amount_fen,
        certainty=match.certainty,
        reason=match.reason,
        until_on=match.until_on,
        occasion=occasion,
        changed=changed,
        missing=match.missing,
    )
