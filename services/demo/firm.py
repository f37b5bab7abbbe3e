"""What is known of one firm of the demonstration city. Money in fen, percent as numbers of percent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.values import Tier


class Institution(StrEnum):
    """Level of the research institution (研发机构), lowest first."""

    NONE = "none"
    BELOW_MUNICIPAL = "below_municipal"
    MUNICIPAL = "municipal"
    PROVINCIAL = "provincial"
    NATIONAL = "national"


class QualityItem(StrEnum):
    """What counts as quality management (质量管理水平, 工信部企业〔2022〕63号 附件2, indicator 6)."""

    AWARD = "award"
    """省级以上质量奖"""
    CERTIFICATION = "certification"
    """ISO 9001 等管理体系认证"""
    OWN_BRAND = "own_brand"
    """自主品牌"""
    STANDARD = "standard"
    """参与制修订标准"""


class LoanPurpose(StrEnum):
    """The purposes the interest subsidy is for (action plan, clause 11)."""

    TECHNICAL_UPGRADE = "technical_upgrade"
    """重大技改"""
    RESEARCH = "research"
    """重大研发"""
    EXPANSION = "expansion"
    """投资扩产"""


@dataclass(frozen=True, slots=True)
class AnnualFigures:
    """A complete fiscal year; `main_revenue_fen` is 主营业务收入, `rd_expense_fen` 研发费用."""

    year: int
    staff: int
    rd_staff: int
    revenue_fen: int
    main_revenue_fen: int
    rd_expense_fen: int
    net_profit_fen: int
    total_assets_fen: int
    total_debt_fen: int


@dataclass(frozen=True, slots=True)
class FirmTitle:
    """One period of a title; a renewal (复核) is a period of its own, `first` the first ever of its tier."""

    tier: Tier
    number: str
    authority: str
    document: str
    recognised_on: date
    valid_until: date
    first: bool

    def valid_on(self, day: date) -> bool:
        return self.recognised_on <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class FirmLoan:
    """A bank loan that the interest subsidy could be for."""

    principal_fen: int
    tenor_months: int
    rate_percent: Decimal
    drawn_on: date
    purpose: LoanPurpose
    guaranteed: bool


@dataclass(frozen=True, slots=True)
class Firm:
    uscc: str
    name: str
    district: str
    """Where it is now; the credit code keeps the region of first registration."""
    industry: str
    """GB/T 4754-2017 section and division, as "C39"."""
    established_on: date
    legal_representative_phone: str
    staff: int
    annual: tuple[AnnualFigures, ...]
    """The last three complete fiscal years, oldest first."""
    earlier: tuple[AnnualFigures, ...]
    """The three years before those, oldest first: what earlier titles were decided on"""
    niche_since: date
    """从事特定细分市场"""
    niche_share_percent: int
    class1_ip: int
    """Ⅰ类知识产权 related to the main product"""
    class2_ip: int
    high_tech: bool
    """高新技术企业, valid today: passes 创新型 directly."""
    strategic_field: bool
    """Main product in 战略性新兴产业分类 (63号 附件1, indicator 5)."""
    field_grade: str
    """主导产品所属领域, A, B or C (63号 附件2, indicator 4)."""
    digital_level: int
    """数字化水平, 1 to 4"""
    quality_items: tuple[QualityItem, ...]
    rd_institution: Institution
    local_points: int
    """地方特色指标, 0 to 15, as a reviewer would enter them."""
    development_score: int | None
    """专精特新发展评价得分 (工信部企业〔2026〕2号); None without a title of 省级以上."""
    titles: tuple[FirmTitle, ...]
    """Every period ever held, oldest first."""
    loans: tuple[FirmLoan, ...]
    major_change_overdue: bool
    """A 重大变化 (renaming, merger, move …) not reported within three months."""
    banned: bool
    """May not apply again for three years (取消后三年内不得再次申请)."""
    drifting: bool
    """Met its ruleset when recognised; by the last year's figures it no longer does."""

    def tier_on(self, day: date) -> Tier:
        return Tier.highest(title.tier for title in self.titles if title.valid_on(day))

    def holds(self, tier: Tier, day: date) -> bool:
        return any(title.tier is tier and title.valid_on(day) for title in self.titles)
