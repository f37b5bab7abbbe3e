"""What the documentation shows of the catalogue of rulesets."""

from typing import Any, Final

_Example = dict[str, Any]

LINE: Final[_Example] = {
    "ruleset": "MIIT-2026-02",
    "title": "优质中小企业梯度培育管理办法（工信部企业〔2026〕2号）",
    "issuer": "工业和信息化部",
    "valid_from": "2026-04-01",
    "valid_until": None,
    "confirmed": "excerpts",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "tiers": ["specialised", "little_giant"],
}
_RULE: Final[_Example] = {
    "code": "debt_ratio",
    "label": "资产负债率不高于80%",
    "clause": "认定标准 专精特新中小企业",
    "needed": "上年度资产负债率≤80%",
    "evidence": "上年度审计报告",
    "note": "",
    "only_for": None,
    "manual": False,
}
RULESET: Final[_Example] = {
    **LINE,
    "standards": [
        {
            "tier": "specialised",
            "tier_label": "省级专精特新中小企业",
            "valid_from": "2026-04-01",
            "valid_until": None,
            "vetoes": [],
            "gates": [_RULE],
            "direct_passes": [],
            "score": None,
        }
    ],
}
