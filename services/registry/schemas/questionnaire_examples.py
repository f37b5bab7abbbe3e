"""What the documentation shows of questionnaires: one invented enterprise, some items of several forms."""

from typing import Any, Final

from services.registry.schemas import assessment_examples as verdicts

_Example = dict[str, Any]

NEW: Final[_Example] = {"tier": "specialised", "occasion": "new"}
AGAIN: Final[_Example] = {"tier": "specialised", "answers_of": "1f6a2d0c-8b7e-4c1a-9f3d-5e2b4a6c8d01"}
PATCH: Final[_Example] = {
    "answers": {"revenue.2025": "88000000.00", "staff.2025": "86", "niche_since": "2018-03-01", "ip_applied": None},
    "ip": {"i_high_value": 0, "i_own": 2, "i": 0, "ii": 5},
    "credentials": [{"kind": "tech_sme", "on": "2026-03-01", "valid_until": "2026-12-31"}],
    "equity_rounds": [],
}
LINE: Final[_Example] = {
    "questionnaire_id": "6e0b1c54-2f0d-4a7e-9a3b-7d1f5c2e8b90",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "occasion": "new",
    "occasion_label": "新申报",
    "ruleset": "MIIT-2026-02",
    "state": "open",
    "state_label": "填写中",
    "out_of_date": None,
    "begun_at": "2026-11-23T01:30:18.999922Z",
    "saved_at": "2026-11-24T02:11:40.120000Z",
    "assessment_id": None,
}
_ASKED_BY: Final[_Example] = {
    "role": "gate",
    "role_label": "必备条件",
    "code": "debt_ratio",
    "label": "资产负债率不高于80%",
    "clause": "认定标准 专精特新中小企业",
}
_DEBT: Final[_Example] = {
    "name": "total_debt.2025",
    "label": "2025年负债总额",
    "form": "money",
    "unit": "元",
    "choices": [],
    "self_stated": True,
    "asked_by": [_ASKED_BY],
    "known": {"value": "65000000.00", "source": "tax", "source_label": "税务部门", "on": "2026-06-30"},
    "answer": "60000000.00",
    "contradicted": True,
}
_NICHE: Final[_Example] = {
    "name": "niche_since",
    "label": "进入细分市场日期",
    "form": "day",
    "unit": "",
    "choices": [],
    "self_stated": True,
    "asked_by": [_ASKED_BY | {"code": "niche_years", "label": "截至上年末从事特定细分市场3年以上"}],
    "known": None,
    "answer": None,
    "contradicted": False,
}
EVIDENCE: Final[_Example] = {
    **_ASKED_BY,
    "verdict": "unmet",
    "verdict_label": "不符合",
    "evidence": "上年度审计报告",
    "note": "",
}
SHEET: Final[_Example] = {
    **LINE,
    "version": 4,
    "document": verdicts.VERDICT["document"],
    "judged_on": "2026-11-23",
    "words": "答案是企业为本问卷所作的自述，只用于本问卷的测评，不会写入企业档案；申报以企业档案与主管部门核定为准",
    "items": [_DEBT, _NICHE],
    "unanswered": ["niche_since"],
    "assessment": verdicts.VERDICT,
    "plan": verdicts.PLAN,
    "evidence": [EVIDENCE],
}
