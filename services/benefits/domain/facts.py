"""What measures ask beside what every service may ask of an enterprise: the closed list, by whom a fact is of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from shared.conditions import Fact, Kind, Vocabulary, vocabulary
from shared.conditions.enterprises import ENTERPRISE


class SubjectKind(StrEnum):
    """Whom a measure is for."""

    ENTERPRISE = "enterprise"
    PRODUCT = "product"
    PLOT = "plot"
    LOAN = "loan"
    PERSON = "person"
    DISTRICT = "district"
    CITY = "city"
    PARK = "park"
    INSTITUTION = "institution"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def asker(self) -> "SubjectKind":
        """Who brings it: the product of an enterprise is the enterprise's."""
        return SubjectKind.ENTERPRISE if self in THINGS else self


_LABELS: Final = {
    SubjectKind.ENTERPRISE: "企业",
    SubjectKind.PRODUCT: "企业的产品",
    SubjectKind.PLOT: "企业的项目用地",
    SubjectKind.LOAN: "企业的贷款",
    SubjectKind.PERSON: "企业的人员",
    SubjectKind.DISTRICT: "区、县（市）",
    SubjectKind.CITY: "全市",
    SubjectKind.PARK: "产业园区",
    SubjectKind.INSTITUTION: "金融机构",
}
THINGS: Final = (SubjectKind.PRODUCT, SubjectKind.PLOT, SubjectKind.LOAN, SubjectKind.PERSON)
"""What an enterprise brings, one or several of a kind."""
ASKERS: Final = tuple(kind for kind in SubjectKind if kind not in THINGS)

_FIRST_SET: Final = {"none": "未认定", "provincial": "省内", "domestic": "国内", "international": "国际"}
_INSTITUTION: Final = {
    "none": "无",
    "district": "市级以下",
    "municipal": "市级",
    "provincial": "省级",
    "national": "国家级",
}

_OF_ENTERPRISE: Final = vocabulary(
    Fact("contribution", "主管部门核定的贡献系数", Kind.PERCENT, most=100),
    Fact("subsidy_share", "主管部门核定的贴息占LPR比例", Kind.PERCENT, most=50),
    Fact("rd_institution", "研发机构级别", Kind.ONE, choices=_INSTITUTION),
    Fact("platform_in_construction", "共性技术研发平台在建设期内", Kind.FLAG),
    Fact("platform_equipment", "平台建设期内新购研发设备总价（不含税）", Kind.MONEY),
    Fact("voucher_holder", "持有科技创新券", Kind.FLAG),
    Fact("industrialised", "科研成果在杭产业化", Kind.FLAG),
    Fact("technology_deal", "实际技术交易额", Kind.MONEY),
    Fact(
        "factory_rating",
        "获评的工厂类型",
        Kind.SOME,
        choices={"digital_workshop": "数字化车间", "smart_factory": "智能工厂", "lead_factory": "链主工厂"},
    ),
    Fact("key_chain", "处于省市标志性产业链", Kind.FLAG),
    Fact(
        "listed_on",
        "上市地",
        Kind.ONE,
        choices={"none": "未上市", "bse": "北交所", "sse": "上交所", "szse": "深交所", "overseas": "境外"},
    ),
    Fact("technology_firm", "科技型企业", Kind.FLAG),
    Fact("premises_cost", "租用或购买办公和生产用房支出", Kind.MONEY),
    Fact(
        "leader",
        "龙头企业类型",
        Kind.SOME,
        choices={
            "eagle": "雄鹰企业",
            "high_value_listed": "高市值上市企业",
            "single_champion": "单项冠军企业",
            "chain_leader": "链主企业",
        },
    ),
    Fact("reserved_procurement", "采购项目专门面向中小企业", Kind.FLAG),
    Fact("bid", "政府采购投标报价", Kind.MONEY),
    Fact("buys_first", "首购首用新产品新技术", Kind.FLAG),
)
_OF_PRODUCT: Final = vocabulary(
    Fact("first_set_level", "首台（套）认定级别", Kind.ONE, choices=_FIRST_SET),
    Fact("purchase_price", "首台（套）产品购置价款（发票）", Kind.MONEY),
    Fact("irreplaceable", "使用不可替代的专利或专有技术", Kind.FLAG),
)
_OF_PLOT: Final = vocabulary(
    Fact(
        "plot_industry",
        "用地项目所属产业",
        Kind.ONE,
        choices={
            "strategic_emerging": "战略性新兴产业",
            "advanced_manufacturing": "先进制造业",
            "digital_economy": "数字经济产业",
            "other": "其他",
        },
    ),
    Fact("priority", "属优先发展", Kind.FLAG),
    Fact("intensive", "用地集约", Kind.FLAG),
    Fact("land_floor", "所在地土地等别工业用地出让最低限价标准（整宗）", Kind.MONEY),
)
_OF_LOAN: Final = vocabulary(
    Fact(
        "purpose",
        "贷款用途",
        Kind.ONE,
        choices={"major_rd": "重大研发", "major_upgrade": "重大技改", "expansion": "投资扩产", "other": "其他"},
    ),
    Fact("lender", "放款机构", Kind.ONE, choices={"bank": "银行", "other": "非银行机构"}),
    Fact("overdue", "贷款逾期", Kind.FLAG),
    Fact("principal", "实际贷款额", Kind.MONEY),
    Fact("drawn_on", "放款日", Kind.DAY),
    Fact("matures_on", "合同到期日", Kind.DAY),
    Fact("repaid_on", "提前还清日", Kind.DAY),
)
_OF_PERSON: Final = vocabulary(
    Fact(
        "office",
        "在企业的职务",
        Kind.ONE,
        choices={"chairman": "董事长", "general_manager": "总经理", "other": "其他"},
    ),
    Fact("scarce_talent", "紧缺专业人才", Kind.FLAG),
    Fact("being_recruited", "拟引进人才", Kind.FLAG),
)
_OF_PLACE: Final = vocabulary(
    Fact("innovative_ever", "累计公告的创新型中小企业", Kind.COUNT, "家"),
    Fact("specialised_valid", "有效省级“专精特新”中小企业", Kind.COUNT, "家"),
    Fact("hidden_champion_valid", "有效省级“隐形冠军”企业", Kind.COUNT, "家"),
    Fact("little_giant_valid", "有效国家级“小巨人”企业", Kind.COUNT, "家"),
    Fact("innovative_goal", "下达的创新型中小企业目标", Kind.COUNT, "家"),
    Fact("specialised_goal", "下达的省级“专精特新”目标", Kind.COUNT, "家"),
    Fact("hidden_champion_goal", "下达的省级“隐形冠军”目标", Kind.COUNT, "家"),
    Fact("little_giant_goal", "下达的国家级“小巨人”目标", Kind.COUNT, "家"),
    Fact("institution_coverage", "市级以上研发机构覆盖率", Kind.PERCENT, most=100),
    Fact("diagnosis_coverage", "管理现代化对标提升诊断覆盖率", Kind.PERCENT, most=100),
    Fact("land_sold", "本年度出让工业用地", Kind.NUMBER, "亩"),
    Fact("land_goal", "下达的年度出让工业用地目标", Kind.NUMBER, "亩"),
    Fact("goals_reached", "年度培育目标完成率", Kind.PERCENT),
    Fact("retained_revenue", "本年度地方财政收入市县留成（有效省级以上企业合计）", Kind.MONEY),
    Fact("retained_revenue_before", "上年度地方财政收入市县留成（同一批企业合计）", Kind.MONEY),
)
_OF_PARK: Final = vocabulary(
    Fact("park_firms", "园区内“专精特新”中小企业", Kind.COUNT, "家"),
    Fact("park_accepted", "经核定已集聚一定数量“专精特新”中小企业", Kind.FLAG),
)
_OF_INSTITUTION: Final = vocabulary(
    Fact(
        "institution_kind",
        "机构类型",
        Kind.ONE,
        choices={"bank": "银行", "insurer": "保险机构", "guarantor": "政府性融资担保机构", "other": "其他"},
    ),
)

OWN_FACTS: Final[Mapping[SubjectKind, Vocabulary]] = {
    SubjectKind.ENTERPRISE: vocabulary(*ENTERPRISE.values(), *_OF_ENTERPRISE.values()),
    SubjectKind.PRODUCT: _OF_PRODUCT,
    SubjectKind.PLOT: _OF_PLOT,
    SubjectKind.LOAN: _OF_LOAN,
    SubjectKind.PERSON: _OF_PERSON,
    SubjectKind.DISTRICT: _OF_PLACE,
    SubjectKind.CITY: _OF_PLACE,
    SubjectKind.PARK: _OF_PARK,
    SubjectKind.INSTITUTION: _OF_INSTITUTION,
}
"""By whom they are of."""
FACTS: Final = vocabulary(*{fact.name: fact for own in OWN_FACTS.values() for fact in own.values()}.values())
"""All: a name stands for one thing."""


def askable(kind: SubjectKind) -> Vocabulary:
    """What may be asked where the measure is for such a subject: of a product, also of its enterprise."""
    both = {**OWN_FACTS[kind.asker], **OWN_FACTS[kind]}
    return vocabulary(*both.values())
