"""What evaluations look like."""

from typing import Any, Final

from services.benefits.schemas.catalogue_examples import DRAFT, PLAN

_STAGES: Final = (
    ("eligible", "应享", 4, "800000.00", None, "100.0", "100.0"),
    ("told", "已告知", 3, None, "0.0", "75.0", "75.0"),
    ("read", "已阅读", 2, None, "1.5", "50.0", "66.7"),
    ("claimed", "已申领", 2, "400000.00", "3.0", "50.0", "100.0"),
    ("approved", "已审批", 1, "200000.00", "4.0", "25.0", "50.0"),
    ("paid", "已兑付", 1, "200000.00", "1.0", "25.0", "100.0"),
)
_STEPS: Final[list[dict[str, Any]]] = [
    {
        "stage": stage,
        "stage_label": label,
        "reached": count,
        "recorded": count,
        "amount": amount,
        "of_eligible_percent": of_eligible,
        "of_before_percent": of_before,
        "median_days": days,
        "measured": count if days else 0,
    }
    for stage, label, count, amount, days, of_eligible, of_before in _STAGES
]
_PARTS: Final = [{**step, "median_days": None, "measured": 0} for step in _STEPS]
_HIDDEN: Final = {
    "received": {"enterprises": None, "median_percent": None},
    "others": {"enterprises": None, "median_percent": None},
    "suppressed": True,
}
MISSED: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_label": "滨江区",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "benefit_code": "specialised-first-award",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "entitled": True,
    "since": "2026-11-01",
    "amount": "200000.00",
    "told_on": "2026-11-02",
    "read_on": None,
    "claimed_on": None,
    "reason": "unread",
    "reason_label": "已告知，尚未阅读",
    "way_out": "请提醒企业查看专区消息",
}
EVALUATION: Final[dict[str, Any]] = {
    "policy_set": "HZ-DRAFT-2022",
    "title": PLAN,
    "legal_note": DRAFT,
    "year": 2026,
    "first_day": "2026-01-01",
    "last_day": "2026-11-28",
    "district": None,
    "tier": None,
    "version_id": None,
    "paying": _PARTS,
    "measures": [
        {
            "benefit_code": "specialised-first-award",
            "clause": "02-3",
            "label": "首次认定省级“专精特新”中小企业一次性奖励",
            "category": "monetary_fixed",
            "category_label": "定额资金",
            "pays": True,
            "steps": _STEPS,
            "districts": [{"district": "330108", "district_label": "滨江区", "steps": _PARTS}],
            "tiers": [{"tier": "specialised", "tier_label": "省级专精特新中小企业", "steps": _PARTS}],
            "missed": [
                {**{name: MISSED[name] for name in ("reason", "reason_label", "way_out")}, "enterprises": 1},
            ],
            "costs": [
                {
                    "budget_id": "0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90",
                    "issuer": "330100",
                    "issuer_name": "杭州市",
                    "limit": "20000000.00",
                    "reserved": "200000.00",
                    "paid": "200000.00",
                    "available": "19600000.00",
                    "used_percent": "1.0",
                }
            ],
            "concentration": {"recipients": 1, "largest_percent": None, "top_tenth_percent": None},
            "growth": {
                "from_year": 2024,
                "to_year": 2025,
                "revenue": _HIDDEN,
                "rd_expense": _HIDDEN,
                "caveat": "仅为获得兑付与应享未获兑付两组企业的中位数比较，不表示政策造成了差异。",
            },
        }
    ],
    "method": ["到达某一环节或其后任一环节的企业均计入该环节，所以各环节数依次不增。"],
}
