"""Questions to the measures, and their answers."""

from typing import Any, Final

from services.benefits.schemas.catalogue_examples import DRAFT, PLAN

_SHA: Final = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"
QUESTION: Final[dict[str, Any]] = {
    "on": "2026-11-23",
    "titles": [{"tier": "specialised", "recognised_on": "2025-12-01"}],
    "facts": {"district": "330108", "platform_in_construction": True, "platform_equipment": "81234567.89"},
    "loans": [
        {
            "ref": "L1",
            "purpose": "major_rd",
            "lender": "bank",
            "overdue": False,
            "principal": "10000000.00",
            "drawn_on": "2026-01-01",
            "matures_on": "2026-06-30",
            "interest_paid": {"2026": "150000.00"},
        }
    ],
    "measures": ["04-3", "11-6"],
}
_RESULT: Final[dict[str, Any]] = {
    "clause": "04-3",
    "benefit_code": "platform-equipment-grant",
    "label": "共性技术研发平台新购研发设备补助",
    "article": "二（二）4",
    "category": "monetary_rate_capped",
    "category_label": "按比例资金",
    "subject": "enterprise",
    "ref": "",
    "verdict": "met",
    "verdict_label": "符合",
    "reason": f"符合：所在区、县（市）为滨江区；共性技术研发平台在建设期内为是；《{PLAN}》第二（二）4条",
    "findings": [
        {"fact": "district", "label": "所在区、县（市）", "used": "滨江区", "needed": "杭州市", "verdict": "met"},
        {
            "fact": "platform_in_construction",
            "label": "共性技术研发平台在建设期内",
            "used": "是",
            "needed": "是",
            "verdict": "met",
        },
    ],
    "amount": "30000000.00",
    "certainty": "upper_bound",
    "steps": [
        {"label": "平台建设期内新购研发设备总价（不含税）", "text": "81234567.89元"},
        {
            "label": "按比例",
            "text": "81234567.89元 × 50% = 40617283.95元，四舍五入到分（ROUND_HALF_UP）",
        },
        {"label": "上限", "text": "单个平台不超过3000万元：超过上限，取上限"},
        {"label": "此前已领取", "text": "0.00元（未提供即按未领取计）"},
        {"label": "结果", "text": "3000万元"},
    ],
    "missing": [],
}
ANSWER: Final[dict[str, Any]] = {
    "policy_set": "HZ-DRAFT-2022",
    "title": PLAN,
    "legal_status": "draft",
    "legal_note": DRAFT,
    "assumptions": ["贴息：方法B：按放款先后累计贷款金额；ACT/360；合同期限超过5年用5年期以上LPR"],
    "subject": "enterprise",
    "on": "2026-11-23",
    "results": [_RESULT],
    "totals": [{"certainty": "upper_bound", "amount": "30000000.00"}],
}
TRIAL: Final[dict[str, Any]] = {
    **ANSWER,
    "changes": [
        {
            "clause": "04-3",
            "label": "共性技术研发平台新购研发设备补助",
            "ref": "",
            "was": {"verdict": "unknown", "verdict_label": "尚不能判断", "amount": None},
            "becomes": {"verdict": "met", "verdict_label": "符合", "amount": "30000000.00"},
        }
    ],
}
_DIGESTS: Final = dict.fromkeys(("rules_sha256", "rates_sha256", "inputs_sha256", "result_sha256"), _SHA)
_RECEIPT_ID: Final = "6f0e4c6b-9a35-4f4d-8c9e-7a100b1c7f52"
RECEIPT: Final[dict[str, Any]] = {
    **ANSWER,
    "receipt_id": _RECEIPT_ID,
    "calculated_at": "2026-11-23T08:00:00Z",
    "digests": _DIGESTS,
}
VERIFICATION: Final[dict[str, Any]] = {
    "receipt_id": _RECEIPT_ID,
    "identical": True,
    "kept_sha256": _SHA,
    "made_sha256": _SHA,
    "digests": _DIGESTS,
    "rules_changed_since": False,
    "inputs": {"only": ["04-3"], "case": {"kind": "enterprise", "on": "2026-11-23"}},
}
SWEEP: Final[dict[str, Any]] = {
    "titles": [],
    "facts": {"district": "330108", "platform_in_construction": True},
    "sweep": {"fact": "platform_equipment", "low": "0", "high": "100000000.00"},
}
SWEPT: Final[dict[str, Any]] = {
    "fact": "platform_equipment",
    "label": "平台建设期内新购研发设备总价（不含税）",
    "unit": "元",
    "points": [
        {"at": "50000000.00", "answers": [{"clause": "04-3", "verdict": "met", "amount": "25000000.00"}]},
        {"at": "60000000.00", "answers": [{"clause": "04-3", "verdict": "met", "amount": "30000000.00"}]},
    ],
    "thresholds": [
        {
            "at": "59999999.99",
            "clause": "04-3",
            "label": "共性技术研发平台新购研发设备补助",
            "words": "平台建设期内新购研发设备总价（不含税）从59999999.99元起，金额不再增加",
            "was": {"clause": "04-3", "verdict": "met", "amount": "29999999.99"},
            "becomes": {"clause": "04-3", "verdict": "met", "amount": "30000000.00"},
        }
    ],
}
