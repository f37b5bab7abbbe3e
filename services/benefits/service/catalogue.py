"""政策目录: what there is, for whom, under which clause."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.benefits import measures
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import Category, Evidence, Measure, PolicySet
from services.benefits.problems import MeasureNotFound, PolicySetNotFound
from services.benefits.service import rulebook
from services.benefits.service.rulebook import InForce
from shared.db import Tx
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters; None asks nothing."""

    policy_set: str = measures.SEED
    category: Category | None = None
    article: str | None = None
    subject: SubjectKind | None = None
    department: str | None = None
    tier: Tier | None = None
    """Whom holding just this title does not rule out"""
    automatic: bool | None = None
    district: str | None = None
    """Whose enterprises can have it: what is for the whole city, and what this district published"""
    on: date | None = None
    """None: today"""

    def fits(self, found: PolicySet, one: Measure) -> bool:
        return (
            self.category in (None, one.category)
            and self.article in (None, one.article)
            and (self.subject is None or self.subject in one.subjects)
            and (self.department is None or self.department in one.departments)
            and (self.tier is None or found.for_tier(one, self.tier))
            and self.automatic in (None, one.automatic)
            and (self.district is None or one.district in (None, self.district))
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure with the set it stands in."""

    policy_set: PolicySet
    measure: Measure


def policy_sets() -> Sequence[PolicySet]:
    return measures.policy_sets()


def evidence_kinds() -> Sequence[Evidence]:
    return measures.evidence()


async def rules(tx: Tx, of_set: str, on: date) -> InForce:
    """Raises PolicySetNotFound."""
    found = await rulebook.of_set(tx, of_set, on)
    if found is None:
        raise PolicySetNotFound("请核对政策编号；全部政策见 /benefits/v1/policy-sets")
    return found


async def fitting(tx: Tx, wanted: Wanted) -> list[Listed]:
    """In the order of the document, what was published beside it at the end. Raises PolicySetNotFound."""
    found = (await rules(tx, wanted.policy_set, wanted.on or tx.today)).book.policy_set
    return [Listed(found, one) for one in found.measures if wanted.fits(found, one)]


async def measure(tx: Tx, name: str, of_set: str, on: date | None = None) -> Listed:
    """By benefit_code or clause. Raises PolicySetNotFound, MeasureNotFound."""
    found = (await rules(tx, of_set, on or tx.today)).book.policy_set
    one = found.find(name)
    if one is None:
        raise MeasureNotFound("请核对条款编号或 benefit_code；全部条款见 /benefits/v1/measures")
    return Listed(found, one)
