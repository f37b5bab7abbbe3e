"""A policy set and a measure as they are answered."""

from typing import Any, Final

PLAN: Final = "杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）"
DRAFT: Final = "征求意见稿，非兑付依据"
POLICY_SET: Final[dict[str, Any]] = {
    "policy_set": "HZ-DRAFT-2022",
    "title": PLAN,
    "issuer": "杭州市",
    "published": "2022-03",
    "legal_status": "draft",
    "legal_status_label": "征求意见稿",
    "legal_note": DRAFT,
    "confirmed": "full_text",
    "valid_from": "2022-03-01",
    "valid_until": None,
    "assumptions": ["贴息：方法B：按放款先后累计贷款金额；ACT/360；合同期限超过5年用5年期以上LPR"],
    "measures": 96,
}
MEASURE: Final[dict[str, Any]] = {
    "policy_set": "HZ-DRAFT-2022",
    "benefit_code": "platform-equipment-grant",
    "clause": "04-3",
    "article": "二（二）4",
    "label": "共性技术研发平台新购研发设备补助",
    "plain": "建设共性技术研发平台，建设期内新买的研发设备补一半，一个平台最多补3000万元。",
    "citation": "平台建设期内，按其新购研发设备总价的50%进行补助，单个平台补助最高不超过3000万元。",
    "departments": ["市科技局", "市发改委", "市经信局", "市财政局"],
    "category": "monetary_rate_capped",
    "category_label": "按比例资金",
    "subjects": ["enterprise"],
    "subject_labels": ["企业"],
    "audience": "所在区、县（市）：杭州市",
    "requires": "共性技术研发平台在建设期内：是",
    "automatic": False,
    "evidence": [
        {"kind": "platform_approval", "label": "共性技术研发平台立项或建设期批复", "issued_by": "科技部门"},
        {"kind": "equipment_invoices", "label": "新购研发设备发票清单", "issued_by": "设备供应商"},
    ],
    "formula": {
        "kind": "rate_with_cap",
        "text": "平台建设期内新购研发设备总价（不含税）的50%，单个平台最高3000万元",
        "amount": None,
        "cap": "30000000.00",
        "scope": "platform",
        "scope_label": "单个平台",
    },
    "frequency": "per_case",
    "frequency_label": "按次",
    "claim_window": None,
    "certainty": "upper_bound",
    "issuer": "杭州市",
    "district": None,
    "payer": "UNSPECIFIED",
    "contact": "原文未公布联系方式；请向牵头部门（市科技局）咨询",
    "note": "上限按平台、在建设期内累计；设备总价是否含税未明示，默认按不含税发票",
    "legal_status": "draft",
    "legal_note": DRAFT,
    "version": 0,
    "version_id": None,
    "document": None,
    "since": "2022-03-01",
}
