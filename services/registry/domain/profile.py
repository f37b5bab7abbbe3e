"""What is known of an enterprise when it is judged: plain values, each figure with where it comes from and of when.

None, or an empty field that may be unknown, means "we do not know", never "no": a missing figure is not a no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Where a figure comes from; an authority's word goes before the enterprise's."""

    ENTERPRISE = "enterprise"
    """企业自主填报"""
    OFFICER = "officer"
    """经办人员录入"""
    MARKET_REGULATOR = "market_regulator"
    """市场监管部门"""
    TAX = "tax"
    """税务部门"""
    SOCIAL_SECURITY = "social_security"
    """人力社保部门"""
    IP_OFFICE = "ip_office"
    """知识产权部门"""
    CREDIT = "credit"
    """信用中国、国家企业信用信息公示系统"""
    EVALUATION_PLATFORM = "evaluation_platform"
    """中小企业发展评价平台 (工信厅企业〔2024〕75号)"""


SOURCE_LABELS: Final = {
    Source.ENTERPRISE: "企业自主填报",
    Source.OFFICER: "经办人员录入",
    Source.MARKET_REGULATOR: "市场监管部门",
    Source.TAX: "税务部门",
    Source.SOCIAL_SECURITY: "人力社保部门",
    Source.IP_OFFICE: "知识产权部门",
    Source.CREDIT: "信用中国、国家企业信用信息公示系统",
    Source.EVALUATION_PLATFORM: "中小企业发展评价平台",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of one figure."""

    source: Source
    on: date


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """年报 of one calendar year, audit figures at year end; money in fen."""

    year: int
    origin: Provenance
    """Of every figure that `origins` does not name"""
    staff: int | None = None
    revenue_fen: int | None = None
    main_revenue_fen: int | None = None
    """主营业务收入"""
    rd_expense_fen: int | None = None
    """研发费用"""
    rd_staff: int | None = None
    net_profit_fen: int | None = None
    total_assets_fen: int | None = None
    total_debt_fen: int | None = None
    origins: Mapping[str, Provenance] = field(default_factory=dict, kw_only=True)
    """By the name of a figure that is from elsewhere"""

    def origin_of(self, name: str) -> Provenance:
        return self.origins.get(name, self.origin)


class IpClass(StrEnum):
    """知识产权类别 (工信部企业〔2022〕63号, 附件4); counts are of what relates to the main product."""

    I_HIGH_VALUE = "i_high_value"
    """Ⅰ类高价值"""
    I_OWN = "i_own"
    """自主研发Ⅰ类"""
    I_OTHER = "i"
    """Ⅰ类, acquired (转让满一年)"""
    II = "ii"
    """Ⅱ类"""


class InstitutionLevel(StrEnum):
    """研发机构级别, lowest first."""

    NONE = "none"
    BELOW_CITY = "below_city"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


INSTITUTION_LABELS: Final = {
    InstitutionLevel.NONE: "无",
    InstitutionLevel.BELOW_CITY: "市级以下",
    InstitutionLevel.CITY: "市级",
    InstitutionLevel.PROVINCE: "省级",
    InstitutionLevel.NATION: "国家级",
}


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate, award, recognition or listing: a kind of the editable code list, with its dates."""

    kind: str
    """E.g. high_tech_enterprise (高新技术企业), tech_sme (科技型中小企业), provincial_science_award, iso9001."""
    on: date
    origin: Provenance
    valid_until: date | None = None
    rank: int | None = None
    """名次 among the awarded units, where the rule asks for it"""


@dataclass(frozen=True, slots=True)
class EquityRound:
    """股权融资 paid in by qualified investors (合格机构投资者实缴额)."""

    on: date
    amount_fen: int
    origin: Provenance
    qualified: bool = True


ANSWER_KINDS: Final[dict[type, str]] = {bool: "flag", int: "whole", Decimal: "decimal", date: "day", str: "text"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One further fact of a named kind, with its origin: niche_since, digital_level, main_product_field, own_brand …"""

    value: Decimal | int | bool | str | date
    origin: Provenance

    def canonical_form(self) -> Mapping[str, object]:
        """With its type: a kept 3 is read back as the number it was (records.py)."""
        return {"kind": ANSWER_KINDS[type(self.value)], "value": str(self.value), "origin": self.origin}


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a ruleset may ask."""

    uscc: str
    district: str
    industry: str
    """GB/T 4754-2017, section letter and division: C39"""
    reports: Mapping[int, AnnualReport] = field(default_factory=dict)
    """By year"""
    ip: Mapping[IpClass, int] | None = None
    """None: never reported; a class that is not in it counts 0."""
    ip_origin: Provenance | None = None
    institution: InstitutionLevel | None = None
    institution_origin: Provenance | None = None
    credentials: tuple[Credential, ...] | None = None
    equity_rounds: tuple[EquityRound, ...] | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
