"""What is said of a firm beside its annual figures, and by whom: the words a registry would have taken down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.demo.firm import Firm, Institution, QualityItem
from shared.values import PROVINCIAL_AND_ABOVE, Tier

YES, NO = "yes", "no"
_CERTIFIED_SINCE = 2021
"""Before the first titles of the city were decided."""
_CERTIFICATE_YEARS = 3
_SCORED_ON = (5, 20)
"""发展评价得分 of a year"""
TAGS = {"I": "shu", "M": "fu", "C27": "sheng", "C": "zhi"}
"""十字产业 by industry, the longest that fits."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, as it is written down."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate or an award."""

    kind: str
    awarded_on: date
    valid_until: date | None = None


def ever(firm: Firm, *tiers: Tier) -> bool:
    return any(title.tier in tiers for title in firm.titles)


def answers(firm: Firm) -> Iterator[Said]:
    """Of every firm; more of those that stood before the province."""
    flag = {True: YES, False: NO}
    yield Said("established_on", firm.established_on.isoformat(), "market_regulator")
    yield Said("abnormal_operation", NO, "credit")
    yield Said("serious_dishonesty", NO, "credit")
    yield Said("violation", NO, "tax")
    for name in ("accident", "fraud", "restricted_products"):
        yield Said(name, NO, "officer")
    own = {
        "niche_since": firm.niche_since.isoformat(),
        "strategic_field": flag[firm.strategic_field],
        "field_grade": firm.field_grade,
        "digital_level": str(firm.digital_level),
        "own_brand": flag[QualityItem.OWN_BRAND in firm.quality_items],
        "standards": str(int(QualityItem.STANDARD in firm.quality_items)),
        "ip_applied": flag[firm.class1_ip > 0],
    }
    for name, value in own.items():
        yield Said(name, value, "enterprise")
    if ever(firm, *PROVINCIAL_AND_ABOVE):
        yield from _before_the_province(firm)
    if ever(firm, Tier.HIDDEN_CHAMPION):
        yield from _of_champions(firm)


def _before_the_province(firm: Firm) -> Iterator[Said]:
    giant = ever(firm, Tier.LITTLE_GIANT, Tier.HIDDEN_CHAMPION)
    yield Said("local_points", str(firm.local_points), "officer")
    yield Said("market_position", YES, "officer")
    yield Said("niche_share", str(firm.niche_share_percent), "enterprise")
    yield Said("clean_credit", YES, "enterprise")
    yield Said("related_little_giant", NO, "enterprise")
    yield Said("modern_industry", YES, "enterprise")
    if giant:
        yield Said("well_governed", YES, "officer")
        for name in ("core_system", "reputation", "key_link", "fills_gap", "six_basics"):
            yield Said(name, YES, "enterprise")


def _of_champions(firm: Firm) -> Iterator[Said]:
    yield Said("share_accepted", YES, "officer")
    yield Said("patents_accepted", YES, "officer")
    yield Said("niche_rank_national", str(1 + firm.niche_share_percent % 3), "enterprise")
    yield Said("invention_patents_applied", str(firm.class1_ip), "enterprise")


def scored_on(today: date) -> date:
    """The day of the newest 专精特新发展评价得分."""
    this_year = date(today.year, *_SCORED_ON)
    return this_year if this_year <= today else date(today.year - 1, *_SCORED_ON)


def certificates(firm: Firm, today: date) -> Iterator[Held]:
    if firm.high_tech:
        yield from _renewed("high_tech_enterprise", today)
    if QualityItem.CERTIFICATION in firm.quality_items:
        yield from _renewed("iso9001", today)
    if QualityItem.AWARD in firm.quality_items:
        yield Held("provincial_quality_award", date(_CERTIFIED_SINCE, 12, 1))
    if ever(firm, Tier.HIDDEN_CHAMPION):
        yield from _renewed("international_certification", today)


def _renewed(kind: str, today: date) -> Iterator[Held]:
    """One certificate after the other, the last one valid today."""
    for year in range(_CERTIFIED_SINCE, today.year + 1, _CERTIFICATE_YEARS):
        if (awarded_on := date(year, 12, 1)) <= today:
            yield Held(kind, awarded_on, date(year + _CERTIFICATE_YEARS, 11, 30))


def products(firm: Firm) -> int:
    """主导产品: two of a hidden champion (of 2022 at least two), one of whoever stood before the province."""
    return 2 if ever(firm, Tier.HIDDEN_CHAMPION) else int(ever(firm, *PROVINCIAL_AND_ABOVE))


def tag(firm: Firm) -> str:
    return TAGS[max((key for key in TAGS if firm.industry.startswith(key)), key=len)]


LEVELS = {
    Institution.BELOW_MUNICIPAL: "below_city",
    Institution.MUNICIPAL: "city",
    Institution.PROVINCIAL: "province",
    Institution.NATIONAL: "nation",
}
"""The registry's words for them."""
