"""政策条款 as rules: what a measure says, whom it is for, what it gives, and the set it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.formulas import Formula, Target
from services.benefits.domain.lending_rates import Quotes
from shared.conditions import All, AnyOf, Condition, Subject, Under
from shared.conditions.facts import code_range
from shared.conditions.language import ALWAYS
from shared.values import Certainty, Tier

TITLE, FIRST_TITLE, DISTRICT = "title", "first_title", "district"


class Category(StrEnum):
    MONETARY_FIXED = "monetary_fixed"
    MONETARY_RATE_CAPPED = "monetary_rate_capped"
    INTEREST_SUBSIDY = "interest_subsidy"
    PRICE_RULE = "price_rule"
    QUOTA = "quota"
    QUALIFICATION = "qualification"
    SERVICE = "service"
    TARGET = "target"

    @property
    def label(self) -> str:
        return _CATEGORIES[self]

    @property
    def pays(self) -> bool:
        """Whether its amounts are money for whoever asks."""
        return self in PAYING


_CATEGORIES: Final = {
    Category.MONETARY_FIXED: "定额资金",
    Category.MONETARY_RATE_CAPPED: "按比例资金",
    Category.INTEREST_SUBSIDY: "贷款贴息",
    Category.PRICE_RULE: "价格规则",
    Category.QUOTA: "额度",
    Category.QUALIFICATION: "资格",
    Category.SERVICE: "服务",
    Category.TARGET: "目标",
}
PAYING: Final = frozenset({Category.MONETARY_FIXED, Category.MONETARY_RATE_CAPPED, Category.INTEREST_SUBSIDY})


class Frequency(StrEnum):
    ONCE = "once"
    YEARLY = "yearly"
    PER_CASE = "per_case"
    """每宗地、每次投标、每项交易"""
    NONE = "none"

    @property
    def label(self) -> str:
        return _FREQUENCIES[self]


_FREQUENCIES: Final = {
    Frequency.ONCE: "一次性",
    Frequency.YEARLY: "每年",
    Frequency.PER_CASE: "按次",
    Frequency.NONE: "不适用",
}


class LegalStatus(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    COMPARISON = "comparison"
    """Beside the others to compare: known by excerpts only, nothing is paid under it here"""

    @property
    def label(self) -> str:
        return _STATUSES[self]


_STATUSES: Final = {
    LegalStatus.DRAFT: "征求意见稿",
    LegalStatus.IN_FORCE: "施行中",
    LegalStatus.WITHDRAWN: "已停止",
    LegalStatus.COMPARISON: "仅供对照",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """凭证 of a named kind."""

    kind: str
    label: str
    issued_by: str
    gives: tuple[str, ...]
    """The facts it proves"""


@dataclass(frozen=True, slots=True)
class Enactment:
    """What a measure published by itself says beside the set it stands in: its own document, issuer and days."""

    version_id: str
    number: int
    """Of its benefit_code: 1, 2, 3 …"""
    document: str
    """Title and number of the document that decides it"""
    issuer: str
    district: str | None
    """Whose enterprises alone it is for; None: those of the whole city"""
    since: date
    """The first day this version is in force"""
    begun: date | None
    """Since when without a break there has been a version; None: it took over from the set's own row"""

    @property
    def legal_note(self) -> str:
        return f"第{self.number}版，自{self.since}起施行"


@dataclass(frozen=True, eq=False)
class Measure:
    """One clause; there is one object for each row of the law."""

    clause: str
    benefit_code: str
    """The same in every policy set: an occasion is paid under one set only."""
    label: str
    article: str
    """第…条, as the set numbers it"""
    citation: str
    departments: tuple[str, ...]
    """The lead first"""
    category: Category
    subjects: tuple[SubjectKind, ...]
    audience: Condition
    """Which enterprises, or which of the other askers"""
    requires: Condition
    """What must be true of the product, plot, loan or person itself, or of the case"""
    automatic: bool
    """Open on the title alone: nobody has to ask"""
    evidence: tuple[Evidence, ...]
    formula: Formula
    frequency: Frequency
    claim_window: str | None
    """Words of the clause; None: the text sets none"""
    certainty: Certainty
    payer: str | None
    """None: UNSPECIFIED"""
    plain: str
    """For citizens"""
    note: str
    """What the text leaves open, and what is assumed until somebody decides"""
    payment_days: int | None = None
    """兑付时限: days from the claim to the payment; None: nobody set any"""
    enacted: Enactment | None = None
    """None: the set's own row"""

    @property
    def district(self) -> str | None:
        """Whose enterprises alone it is for; None: those of the whole city."""
        return self.enacted.district if self.enacted else None

    @cached_property
    def within(self) -> Condition:
        """Of a district's measure: the district, whatever its audience says."""
        if self.district is None:
            return ALWAYS
        return Under(FACTS[DISTRICT], (self.district,), (code_range(self.district),))

    @cached_property
    def whom(self) -> Condition:
        """District and audience together."""
        return _joined(self.within, self.audience)

    @cached_property
    def condition(self) -> Condition:
        """District, audience and requirements together."""
        return _joined(self.within, self.audience, self.requires)

    @cached_property
    def askers(self) -> frozenset[SubjectKind]:
        return frozenset(kind.asker for kind in self.subjects)

    @property
    def subject_text(self) -> str:
        return "、".join(kind.label for kind in self.subjects)

    @property
    def target(self) -> Target | None:
        return self.formula if isinstance(self.formula, Target) else None

    @property
    def title_question(self) -> AnyOf | None:
        """The audience, if it asks for a title and for nothing else."""
        asked = self.audience
        return asked if isinstance(asked, AnyOf) and asked.fact.name in (TITLE, FIRST_TITLE) else None


def _joined(*conditions: Condition) -> Condition:
    parts = tuple(one for one in conditions if one != ALWAYS)
    return parts[0] if len(parts) == 1 else All(parts)


@dataclass(frozen=True, eq=False)
class PolicySet:
    """政策: one document, dated."""

    policy_set: str
    title: str
    issuer: str
    published: str
    legal_status: LegalStatus
    legal_note: str
    confirmed: str
    """full_text, or excerpts: what the words were checked against"""
    contact: str | None
    """None: the document names none"""
    valid_from: date
    valid_until: date | None
    assumptions: tuple[str, ...]
    """What was chosen where the text is silent, in words; printed with every answer"""
    measures: tuple[Measure, ...]

    def applies_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def basis(self, measure: Measure) -> str:
        """Clause and document, as an enterprise reads them."""
        title = measure.enacted.document if measure.enacted else f"《{self.title}》"
        return f"{title}第{measure.article}条"

    def issuer_of(self, measure: Measure) -> str:
        return measure.enacted.issuer if measure.enacted else self.issuer

    def status_of(self, measure: Measure) -> LegalStatus:
        return LegalStatus.IN_FORCE if measure.enacted else self.legal_status

    def note_of(self, measure: Measure) -> str:
        """The legal status in words."""
        return measure.enacted.legal_note if measure.enacted else self.legal_note

    def revised(self, versions: Mapping[str, Measure | None]) -> "PolicySet":
        """With these measures by benefit_code: each in the place of the one it supersedes, new ones at the end; None:
        no longer there."""
        kept = [versions.get(one.benefit_code, one) for one in self.measures]
        there = {one.benefit_code for one in self.measures}
        added = [one for code, one in sorted(versions.items()) if code not in there]
        return replace(self, measures=tuple(one for one in (*kept, *added) if one is not None))

    def for_tier(self, measure: Measure, tier: Tier) -> bool:
        """Whether holding just this title, for the first time, does not rule the measure out."""
        held = frozenset({tier.value}) - {Tier.NONE.value}
        subject = Subject(FACTS, {TITLE: held, FIRST_TITLE: held})
        return bool(measure.audience.truth(subject.mark).possible)

    def find(self, name: str) -> Measure | None:
        """By benefit_code or clause."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Measure]:
        return {name: one for one in self.measures for name in (one.clause, one.benefit_code)}

    def contact_of(self, measure: Measure) -> str:
        lead = measure.departments[0] if measure.departments else self.issuer_of(measure)
        return self.contact or f"原文未公布联系方式；请向牵头部门（{lead}）咨询"


@dataclass(frozen=True, eq=False)
class RuleBook:
    """What a calculation is made by; there is one object for what was in force together."""

    policy_set: PolicySet
    quotes: Quotes
