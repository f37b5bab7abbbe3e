"""The figures a ruleset may ask, by name. Each is read from a profile on a day, with its source, or is unknown."""

from fractions import Fraction
from typing import Final

from services.registry.domain.criteria import Asked, Comparison, Op
from services.registry.domain.figures.annual import Amount, Compound, MeanGrowth, Ratio, Total
from services.registry.domain.figures.answers import Flag, Incident, Level, Number, YearsSince
from services.registry.domain.figures.holdings import (
    CLASS_I,
    CLASS_I_OWN,
    HoldsCredential,
    HoldsTitle,
    Institution,
    IpCount,
    IpGrade,
    NewEquity,
    OfProfile,
    Sme,
    is_in_zhejiang,
    is_legal_person,
)
from services.registry.domain.figures.reading import Figure, Unit, decimal_text, shown, yearly_rate
from shared.truth import HUNDREDTHS, mark

LOCAL_POINTS: Final = 15
"""特色化 (63号 附件2): the whole group is one manual item. A ruleset that says otherwise does not load."""

SPANNED: Final = (Total, Compound, NewEquity, Incident)
"""What makes no sense without a number of years."""

FIGURES: Final[dict[str, Figure]] = {
    "revenue": Amount("营业收入", "revenue_fen"),
    "rd_expense": Amount("研发费用", "rd_expense_fen"),
    "rd_total": Total("研发费用合计", "rd_expense_fen"),
    "rd_mean": Total("研发费用年均", "rd_expense_fen", mean=True),
    "rd_ratio": Ratio("研发费用占营业收入比重", "rd_expense_fen", "revenue_fen"),
    "rd_staff_ratio": Ratio("研发人员占比", "rd_staff", "staff"),
    "main_ratio": Ratio("主营业务收入占比", "main_revenue_fen", "revenue_fen"),
    "debt_ratio": Ratio("资产负债率", "total_debt_fen", "total_assets_fen"),
    "net_margin": Ratio("净利润率", "net_profit_fen", "revenue_fen"),
    "main_growth": MeanGrowth("主营业务收入增长率", "main_revenue_fen"),
    "revenue_growth": MeanGrowth("营业收入增长率", "revenue_fen"),
    "profit_growth": MeanGrowth("净利润增长率", "net_profit_fen"),
    "revenue_cagr": Compound("营业收入复合增长率", "revenue_fen"),
    "ip_grade": IpGrade("与主导产品相关的知识产权"),
    "class_i_ip": IpCount("Ⅰ类知识产权", CLASS_I),
    "class_i_ip_own": IpCount("自主申请的Ⅰ类知识产权", CLASS_I_OWN),
    "ip_applied": Flag("知识产权实际应用并已产生经济效益", "ip_applied"),
    "invention_patents_applied": Number("已应用并产生效益的发明专利", "invention_patents_applied", counted="项"),
    "institution": Institution("研发机构"),
    "credential": HoldsCredential("资质或奖励"),
    "equity": NewEquity("新增股权融资（合格机构投资者实缴额）"),
    "title": HoldsTitle("有效称号"),
    "legal_person": OfProfile("具有独立法人资格", is_legal_person),
    "in_zhejiang": OfProfile("在浙江省内", is_in_zhejiang),
    "sme": Sme("属于中小企业"),
    "strategic_field": Flag("主导产品属于战略性新兴产业", "strategic_field"),
    "field_grade": Level(
        "主导产品所属领域",
        "field_grade",
        ("C", "B", "A"),
        ("C 不属于以上", "B 六基、老字号或为龙头配套", "A 补短板、锻长板、填空白"),
    ),
    "niche_years": YearsSince("从事特定细分市场年限", "niche_since"),
    "operating_years": YearsSince("持续经营年限", "established_on"),
    "digital_level": Number("数字化水平", "digital_level", counted="级"),
    "own_brand": Flag("拥有自主品牌", "own_brand"),
    "standards": Number("参与制修订标准", "standards", counted="项"),
    "local_points": Number("地方特色指标得分", "local_points", highest=LOCAL_POINTS, counted="分"),
    "niche_share": Number("细分市场占有率", "niche_share", Unit.PERCENT),
    "niche_rank_national": Number("细分市场全国排名", "niche_rank_national", counted="名"),
    "niche_rank_global": Number("细分市场全球排名", "niche_rank_global", counted="名"),
    "main_products": Number("主导产品数", "main_products", counted="个"),
    "development_score": Number("专精特新发展评价得分", "development_score", of_year=0, counted="分"),
    "development_score_before": Number(
        "上一年度专精特新发展评价得分", "development_score_before", of_year=1, counted="分"
    ),
    "core_system": Flag("核心业务采用信息系统支撑", "core_system"),
    "product_certified": Flag("产品通过发达国家和地区认证", "product_certified"),
    "well_governed": Flag("战略、治理、信誉和社会责任符合要求", "well_governed"),
    "reputation": Flag("享有较高知名度和影响力", "reputation"),
    "key_link": Flag("位于产业链关键环节", "key_link"),
    "fills_gap": Flag("补短板、锻长板、填空白", "fills_gap"),
    "six_basics": Flag("主导产品属于工业“六基”", "six_basics"),
    "ten_key_fields": Flag("主导产品属于制造强国十大重点领域", "ten_key_fields"),
    "network_power": Flag("主导产品属于网络强国建设领域", "network_power"),
    "modern_industry": Flag("主导产品属于传统产业升级、新兴产业或未来产业", "modern_industry"),
    "market_position": Flag("细分市场地位较为靠前（经核定）", "market_position"),
    "related_little_giant": Flag("受现有“小巨人”控制或同集团产品相近", "related_little_giant"),
    "clean_credit": Flag("银行信用A级或人行征信无不良", "clean_credit"),
    "revenue_above_cap_accepted": Flag("营业收入超过20亿元经审核同意", "revenue_above_cap_accepted"),
    "share_accepted": Flag("市场占有率经核定符合", "share_accepted"),
    "patents_accepted": Flag("发明专利数量经核定符合", "patents_accepted"),
    "abnormal_operation": Flag("列入经营异常名录", "abnormal_operation"),
    "serious_dishonesty": Flag("列入严重失信主体名单", "serious_dishonesty"),
    "restricted_products": Flag("产品属于禁止、限制或淘汰类", "restricted_products"),
    "accident": Incident("发生重大安全、质量或环境污染事故", "accident"),
    "violation": Incident("存在偷漏税或其他违法违规", "violation"),
    "fraud": Incident("存在数据造假", "fraud"),
}


def levels(name: str) -> tuple[str, ...]:
    """The named levels of a figure, lowest first; none for a number."""
    found: tuple[str, ...] = getattr(FIGURES[name], "levels", ())
    return found


def comparison(asked: Asked, op: Op, bound: Fraction) -> Comparison:
    """Raises ValueError for a figure nobody knows, or a bound finer than hundredths."""
    figure = FIGURES.get(asked.name)
    if figure is None:
        raise ValueError(f"there is no figure {asked.name}")
    if isinstance(figure, SPANNED) and not asked.years:
        raise ValueError(f"{asked.name} needs the span of years it covers")
    scaled = figure.scaled(bound, asked.years) if isinstance(figure, Compound) else bound
    if (scaled * HUNDREDTHS).denominator != 1:
        raise ValueError(f"{asked.name}: the bound {bound} is finer than hundredths")
    return Comparison(asked, op, bound, mark(scaled))


def value_text(asked: Asked, value: Fraction) -> str:
    """A reading as a person reads it."""
    figure = FIGURES[asked.name]
    if isinstance(figure, Compound):
        return yearly_rate(value, asked.years)
    return shown(value, figure.unit, getattr(figure, "level_labels", ()))


def bound_text(asked: Asked, bound: Fraction) -> str:
    """A bound as the law writes it."""
    figure = FIGURES[asked.name]
    if isinstance(figure, Compound):
        return f"{decimal_text(bound)}%"
    return value_text(asked, bound)
