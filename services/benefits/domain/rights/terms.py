"""On what terms a clause gives a right: which titles, which offices, how many persons. Read from the clause itself."""

from dataclasses import dataclass
from typing import Final

from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import TITLE, Category, Measure
from services.benefits.domain.rights.words import Office
from shared.conditions import AnyOf
from shared.conditions.language import leaves
from shared.values import Tier

_OFFICE: Final = "office"


@dataclass(frozen=True, slots=True)
class Terms:
    benefit_code: str
    tiers: frozenset[Tier]
    offices: frozenset[Office]
    """Those it follows; where the clause names none, whatever the person is to the enterprise"""
    most: int | None
    """Persons of one enterprise: as many as the clause names offices, each of which one person holds. None: the clause
    gives no number, and none is made up"""

    @property
    def unstated(self) -> str:
        """What the clause leaves open, as an enterprise reads it."""
        quota = _NO_QUOTA if self.most is None else f"按条款所列职务，每家企业至多{self.most}人，一人兼任只计一人；"
        return f"{quota}{_NO_TERM}"


_NO_QUOTA: Final = "条款未规定名额，本系统不另设名额；"
_NO_TERM: Final = "条款未规定期限，权利随称号与任职存续"


def is_right(measure: Measure) -> bool:
    """A qualification of persons, which an enterprise applies for."""
    return measure.category is Category.QUALIFICATION and measure.subjects == (SubjectKind.PERSON,)


def terms(measure: Measure) -> Terms:
    """Raises Refusal: not every clause is a right of persons."""
    asked = measure.title_question
    if not is_right(measure) or asked is None or asked.fact.name != TITLE:
        raise Refusal("该条款不是人员可申请的权利；可申请的条款见政策目录中 apply_at 为权利申请的条款")
    named = [one for one in leaves(measure.requires) if isinstance(one, AnyOf) and one.fact.name == _OFFICE]
    offices = frozenset(Office(code) for one in named for code in one.codes)
    return Terms(
        benefit_code=measure.benefit_code,
        tiers=frozenset(Tier(code) for code in asked.codes),
        offices=offices or frozenset(Office),
        most=len(offices) or None,
    )
