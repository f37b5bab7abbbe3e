"""What the documentation shows: the product of the demonstration bank."""

from typing import Any, Final

_Example = dict[str, Any]
TERMS: Final[_Example] = {
    "kind": "loan",
    "name": "示例专精特新贷",
    "plain": "一年期流动资金贷款，由担保机构担保。",
    "conditions": {"fact": "title", "any_of": ["specialised", "little_giant"]},
    "rate": "2.95",
    "rate_certainty": "upper_bound",
    "guarantee_rate": "0.5",
    "fees": [],
    "limits": {"specialised": "10000000.00"},
    "months_min": 12,
    "months_max": 12,
    "subsidy": {"policy_set": "HZ-SRDI-LOAN-2025", "measure": "loan-interest-subsidy"},
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "source": "示例银行公布的产品条款",
}
PRODUCT: Final[_Example] = {
    "product_id": "2f7c1e0a-95d3-4b86-a1c4-7e0b5d9f3a62",
    "institution_id": "demo-bank",
    "institution_name": "示例银行（演示）",
    "kind_label": "专精特新贷",
    "conditions_text": "有效称号：省级专精特新中小企业或国家级专精特新“小巨人”企业",
    "number": 1,
    "state": "published",
    "state_label": "已发布",
    "entered_at": "2026-11-24T02:00:00Z",
    "decided_at": "2026-11-24T03:00:00Z",
    "reason": None,
    "version": 2,
    **TERMS,
}
PENDING: Final[_Example] = {
    **PRODUCT,
    "state": "pending",
    "state_label": "待审核",
    "decided_at": None,
    "version": 1,
}
DECISION: Final[_Example] = {"decision": "publish"}
MATCHES: Final[_Example] = {
    "uscc": "91330108MAXB0012XH",
    "on": "2026-11-24",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "amount": "5000000.00",
    "months": 12,
    "drawn_on": "2026-11-24",
    "matures_on": "2027-11-24",
    "days": 365,
    "items": [
        {
            "place": 1,
            "product_id": PRODUCT["product_id"],
            "number": 1,
            "institution_id": "demo-bank",
            "institution_name": "示例银行（演示）",
            "kind": "loan",
            "kind_label": "专精特新贷",
            "name": "示例专精特新贷",
            "verdict": "met",
            "reason": "有效称号为省级专精特新中小企业",
            "findings": [
                {
                    "fact": "amount",
                    "label": "所需金额",
                    "used": "5000000.00元",
                    "needed": "≤10000000.00元",
                    "verdict": "met",
                }
            ],
            "rate_certainty": "upper_bound",
            "lines": [
                {"label": "利息", "text": "5000000.00 × 2.95% × 365天 ÷ 360", "amount": "149548.61"},
                {"label": "担保费", "text": "5000000.00 × 0.5% × 12个月 ÷ 12", "amount": "25000.00"},
                {
                    "label": "减：贴息",
                    "text": "“专精特新贷”“好苗贷”贴息（仅见摘录，供对照，非兑付依据）",
                    "amount": "-50000.00",
                },
            ],
            "cost": "174548.61",
            "subsidy": "granted",
            "subsidy_text": "“专精特新贷”“好苗贷”贴息（仅见摘录，供对照，非兑付依据）",
            "cost_after_subsidy": "124548.61",
        }
    ],
}
