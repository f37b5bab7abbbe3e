"""The facts of an enterprise that every service may ask: what the registry tells, and a few annual figures."""

from typing import Final

from shared.conditions.facts import Fact, Kind, vocabulary
from shared.values import DISTRICTS, HOLDABLE

TIERS: Final = {tier.value: tier.label for tier in HOLDABLE}
SIZES: Final = {"large": "大型", "medium": "中型", "small": "小型", "micro": "微型"}
"""企业划型 (工信部联企业〔2011〕300号)"""

ENTERPRISE: Final = vocabulary(
    Fact("title", "有效称号", Kind.SOME, choices=TIERS),
    Fact("first_title", "首次认定且持续有效的称号", Kind.SOME, choices=TIERS),
    Fact("district", "所在区、县（市）", Kind.CODE, choices={"3301": "杭州市", **DISTRICTS}),
    Fact("industry", "国民经济行业", Kind.CODE),
    Fact("size_class", "企业划型", Kind.ONE, choices=SIZES),
    Fact("revenue", "上年度营业收入", Kind.MONEY),
    Fact("revenue_growth", "上年度营业收入增长率", Kind.PERCENT, signed=True),
    Fact("rd_expense", "上年度研发费用", Kind.MONEY),
    Fact("rd_ratio", "上年度研发费用占营业收入比重", Kind.PERCENT),
    Fact("debt_ratio", "上年末资产负债率", Kind.PERCENT),
    Fact("staff", "从业人员", Kind.COUNT, "人"),
    Fact("serious_dishonesty", "列入严重失信主体名单", Kind.FLAG),
)
"""Of the last complete year, where a figure is one of a year."""
