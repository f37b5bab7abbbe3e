"""What the documentation shows of verdicts and plans: one invented enterprise, a criterion or two of each kind."""

from typing import Any, Final

_Example = dict[str, Any]

_TITLE: Final = "优质中小企业梯度培育管理办法（工信部企业〔2026〕2号）"
_SIZE: Final[_Example] = {
    "role": "veto",
    "role_label": "一票否决",
    "code": "sme",
    "label": "符合中小企业划型标准",
    "clause": "总则；工信部联企业〔2011〕300号",
    "verdict": "met",
    "verdict_label": "符合",
    "needed": "属于中小企业",
    "figures": [
        {
            "label": "属于中小企业",
            "shown": "是",
            "value": "1",
            "needed": "是",
            "verdict": "met",
            "source": "enterprise",
            "source_label": "企业自主填报",
            "on": "2026-04-20",
            "reason": "",
        }
    ],
    "manual": False,
    "note": "",
    "group": None,
    "points": 0,
    "points_at_best": 0,
    "full": 0,
}
_DEBT: Final[_Example] = {
    **_SIZE,
    "role": "gate",
    "role_label": "必备条件",
    "code": "debt_ratio",
    "label": "资产负债率不高于80%",
    "clause": "认定标准 专精特新中小企业",
    "verdict": "unmet",
    "verdict_label": "不符合",
    "needed": "上年度资产负债率≤80%",
    "figures": [
        {
            "label": "上年度资产负债率",
            "shown": "81.25%",
            "value": "325/4",
            "needed": "≤80%",
            "verdict": "unmet",
            "source": "enterprise",
            "source_label": "企业自主填报",
            "on": "2026-04-20",
            "reason": "",
        }
    ],
}
_SCORE: Final[_Example] = {
    **_DEBT,
    "code": "development_score",
    "label": "当年专精特新发展评价得分50分以上",
    "clause": "认定标准 专精特新中小企业；工信厅企业〔2024〕75号",
    "verdict": "unknown",
    "verdict_label": "不明",
    "needed": "专精特新发展评价得分≥50",
    "figures": [
        {
            "label": "专精特新发展评价得分",
            "shown": "不明",
            "value": None,
            "needed": "≥50",
            "verdict": "unknown",
            "source": None,
            "source_label": None,
            "on": None,
            "reason": "未提供：专精特新发展评价得分",
        }
    ],
    "manual": True,
}
TO_CONFIRM: Final[_Example] = {name: _SCORE[name] for name in ("code", "label", "clause", "needed")}
VERDICT: Final[_Example] = {
    "ruleset": "MIIT-2026-02",
    "document": _TITLE,
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "occasion": "new",
    "occasion_label": "新申报",
    "judged_on": "2026-11-23",
    "size_rules": "MIIT-2011-300",
    "verdict": "unmet",
    "verdict_label": "不符合",
    "by_score": None,
    "points": None,
    "points_at_best": None,
    "pass_mark": None,
    "groups": [],
    "vetoes": [_SIZE],
    "gates": [_DEBT, _SCORE],
    "direct_passes": [],
    "indicators": [],
    "manual_review": [TO_CONFIRM],
}
LINE: Final[_Example] = {
    "assessment_id": "0b0f6a0e-6a0e-4a3c-9a52-3f6b8f7f4c10",
    "application_id": None,
    "questionnaire_id": None,
    "ruleset": "MIIT-2026-02",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "occasion": "new",
    "judged_on": "2026-11-23",
    "verdict": "unmet",
    "verdict_label": "不符合",
    "assessed_at": "2026-11-23T01:30:18.999922Z",
}
_DIGEST: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
RECEIPT: Final[_Example] = dict.fromkeys(("rules_sha256", "sizes_sha256", "inputs_sha256", "result_sha256"), _DIGEST)
ASSESSMENT: Final[_Example] = {
    **VERDICT,
    "assessment_id": LINE["assessment_id"],
    "application_id": None,
    "questionnaire_id": None,
    "may_not_apply": None,
    "may_apply_from": None,
    "assessed_at": LINE["assessed_at"],
    "receipt": RECEIPT,
}
VERIFICATION: Final[_Example] = {
    "assessment_id": LINE["assessment_id"],
    "identical": True,
    "kept_sha256": _DIGEST,
    "made_sha256": _DIGEST,
    "receipt": RECEIPT,
    "rules_changed_since": False,
    "inputs": {"ruleset": "MIIT-2026-02", "tier": "specialised", "occasion": "new", "on": "2026-11-23"},
}
QUESTION: Final[_Example] = {"tier": "specialised", "occasion": "new"}
TRIAL: Final[_Example] = {
    "tier": "specialised",
    "facts": {
        "annual_reports": [{"year": 2025, "revenue": "88000000.00", "rd_expense": "5000000.00"}],
        "ip": {"i_own": 2},
        "answers": {"niche_since": "2018-03-01", "development_score": "56"},
        "titles": ["innovative"],
    },
}
_LACK: Final[_Example] = {
    "role": "gate",
    "role_label": "必备条件",
    "code": "debt_ratio",
    "label": "资产负债率不高于80%",
    "clause": "认定标准 专精特新中小企业",
    "verdict": "unmet",
    "verdict_label": "不符合",
    "changes": ["上年度资产负债率：现为81.25%，需≤80%"],
    "evidence": "上年度审计报告",
    "note": "",
    "manual": False,
    "points": 0,
}
PLAN: Final[_Example] = {
    "ruleset": "MIIT-2026-02",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "judged_on": "2026-11-23",
    "verdict": "unmet",
    "verdict_label": "不符合",
    "lacks": [_LACK],
    "fewest": [_LACK],
    "enough": True,
}
TRIAL_OUT: Final[_Example] = {"assessment": VERDICT, "plan": PLAN}
NEXT_STEP: Final[_Example] = {
    "present_tier": "innovative",
    "present_tier_label": "创新型中小企业",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "words": "距省级专精特新中小企业还差1项",
    "may_apply_from": None,
    "plan": PLAN,
    "worth": {
        "status": "available",
        "words": "认定后新开启1项政策，其中列明金额合计200000.00元；以各项政策的法律状态与兑付核定为准",
        "nominal": "200000.00",
        "opens": [
            {
                "benefit_code": "specialised-first-award",
                "label": "首次认定省级“专精特新”中小企业一次性奖励",
                "amount": "200000.00",
                "certainty": "nominal",
                "reason": "首次认定为省级专精特新中小企业（2026-11-23，拟认定）；征求意见稿，非兑付依据",
            }
        ],
    },
}
