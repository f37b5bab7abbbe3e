"""What the documentation shows of applications: one invented enterprise on its way to 省级专精特新."""

from typing import Any, Final

_Example = dict[str, Any]

_ID: Final = "5f3c8f0a-2a53-4f0e-8a51-0a7c2f9b6c11"
NEW_APPLICATION: Final[_Example] = {
    "tier": "specialised",
    "main_product": "工业压力传感器",
    "statement": "从事压力传感器细分市场八年，主导产品配套国内重点装备",
    "contact_name": "示例",
    "contact_phone": "13800001234",
}
APPLICATION: Final[_Example] = {
    "application_id": _ID,
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "occasion": "new",
    "occasion_label": "新申报",
    "renews": None,
    "state": "submitted",
    "state_label": "已提交，待受理",
    "desk": "district",
    "due_on": "2026-11-30",
    "overdue": False,
    "main_product": "工业压力传感器",
    "statement": "从事压力传感器细分市场八年，主导产品配套国内重点装备",
    "contact_name": "示*",
    "contact_phone": "138****1234",
    "to_mend": [],
    "notice": None,
    "verdict": "unknown",
    "title_id": None,
    "change_id": None,
    "version": 2,
    "drafted_at": "2026-11-23T01:30:18.999922Z",
}
_STEP: Final[_Example] = {
    "version": 1,
    "at": "2026-11-23T01:30:18.999922Z",
    "desk": "enterprise",
    "desk_label": "企业",
    "step": "draft",
    "step_label": "起草",
    "state": "draft",
    "actor": "enterprise:person",
    "words": None,
    "document": None,
    "done_on": None,
    "raised_by": None,
    "contact": None,
}
DOSSIER: Final[_Example] = {
    **APPLICATION,
    "assessment": {
        "assessment_id": "0b0f6a0e-6a0e-4a3c-9a52-3f6b8f7f4c10",
        "ruleset": "MIIT-2026-02",
        "occasion": "new",
        "judged_on": "2026-11-23",
        "verdict": "unknown",
        "points": None,
        "pass_mark": None,
        "to_confirm": [
            {
                "role": "gate",
                "code": "development_score",
                "label": "当年专精特新发展评价得分50分以上",
                "clause": "认定标准 专精特新中小企业；工信厅企业〔2024〕75号",
                "needed": "专精特新发展评价得分≥50",
                "manual": True,
                "missing": "未提供：专精特新发展评价得分",
            }
        ],
    },
    "history": [
        _STEP,
        {
            **_STEP,
            "version": 2,
            "at": "2026-11-23T01:42:07.120034Z",
            "step": "submit",
            "step_label": "提交",
            "state": "submitted",
        },
    ],
}
WORKLIST: Final[_Example] = {"items": [APPLICATION], "next_cursor": None, "total": 1, "overdue": 0}
REVIEW: Final[_Example] = {"step": "return", "words": "主导产品名称过于宽泛，请具体说明", "mend": ["main_product"]}
SITE_VISIT: Final[_Example] = {"visited_on": "2026-11-20", "words": "现场查看研发机构与生产线，与申报说明相符"}
OBJECTION: Final[_Example] = {
    "raised_on": "2026-11-23",
    "raised_by": "示例",
    "contact": "13800005678",
    "words": "反映主导产品收入占比与申报不符",
}
GRANT: Final[_Example] = {
    "number": "示例-2026-0001",
    "authority": "浙江省经济和信息化厅",
    "document": "示例文号〔2026〕第1批",
    "recognised_on": "2026-11-23",
}
BATCH: Final[_Example] = {"step": "accept", "applications": [{"application_id": _ID, "version": 2}]}
BATCH_REPORT: Final[_Example] = {
    "asked": 2,
    "advanced": 1,
    "items": [
        {
            "application_id": _ID,
            "advanced": True,
            "state": "district",
            "version": 3,
            "code": None,
            "reason": None,
        },
        {
            "application_id": "1c0f0d6e-8b1d-4a55-b7a4-6a3c3c1f5c20",
            "advanced": False,
            "state": None,
            "version": None,
            "code": "APPLICATION_NOT_FOUND",
            "reason": "请核对申请编号",
        },
    ],
}
NEW_QUOTA: Final[_Example] = {"places": 120, "document": "示例名额通知〔2026〕1号"}
QUOTA: Final[_Example] = {
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "year": 2026,
    **NEW_QUOTA,
    "used": 0,
    "version": 1,
}
