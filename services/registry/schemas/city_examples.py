"""What the documentation shows of the city and its districts: invented numbers throughout."""

from typing import Any, Final

_Example = dict[str, Any]

PARK_ID: Final = "2f6d1c55-7a0e-4f0b-9f6e-0d6b7a4f1c33"
TENANCY_ID: Final = "c2b7a1f4-3f0b-4a57-9d52-7d9f6e1b2a48"
SERVICE_OFFICER_ID: Final = "8a4e2d10-5b3c-4d8f-a6f1-1c9e7b0d5f26"

NEW_TARGET: Final[_Example] = {"value": 520, "document": "示例目标任务文件〔2026〕1号"}
TARGET: Final[_Example] = {
    "year": 2026,
    "goal": "specialised",
    "goal_label": "省级专精特新中小企业",
    "district": "330108",
    "district_name": "滨江区",
    "value": 520,
    "unit": "家",
    "document": "示例目标任务文件〔2026〕1号",
    "version": 1,
}
VERSION: Final[_Example] = {
    "version": 1,
    "value": 520,
    "until_on": None,
    "document": "示例目标任务文件〔2026〕1号",
    "entered_at": "2026-01-15T02:00:00Z",
    "actor": "officer:示例",
}
NEW_LAND_SALE: Final[_Example] = {"value": 860, "until_on": "2026-09-30", "document": "示例土地出让统计〔2026〕3号"}
LAND_SALE: Final[_Example] = {
    "year": 2026,
    "district": "330108",
    "district_name": "滨江区",
    "value": 860,
    "unit": "亩",
    "until_on": "2026-09-30",
    "document": "示例土地出让统计〔2026〕3号",
    "version": 1,
}
_LINE: Final[_Example] = {
    "district": "330100",
    "district_name": "杭州市",
    "target": 2500,
    "actual": 2400,
    "gained": 120,
    "in_notice": 30,
    "awaiting_recognition": 0,
    "progress_percent": "96.00",
    "share_percent": None,
    "rank": None,
    "rank_by_count": None,
    "projected": 2521,
    "projected_with_notice": 2581,
}
BOARD: Final[_Example] = {
    "year": 2025,
    "as_of": "2025-07-02",
    "elapsed_percent": "50.14",
    "goals": [
        {
            "goal": "specialised",
            "label": "省级专精特新中小企业",
            "unit": "家",
            "counting": "当日有效，省级隐形冠军、国家级“小巨人”计入其中",
            "plan": {
                "value": 2500,
                "year": 2025,
                "citation": "《杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）》一（一）",
                "words": "滚动培育省级“专精特新”中小企业不低于2500家",
            },
            "target_from": "plan",
            "city": _LINE,
            "districts": [
                {
                    **_LINE,
                    "district": "330108",
                    "district_name": "滨江区",
                    "target": 520,
                    "actual": 500,
                    "gained": 16,
                    "in_notice": 4,
                    "awaiting_recognition": 0,
                    "progress_percent": "96.15",
                    "share_percent": "20.83",
                    "rank": 1,
                    "rank_by_count": 1,
                    "projected": 516,
                    "projected_with_notice": 524,
                }
            ],
        }
    ],
}
CLIFF: Final[_Example] = {
    "first_day": "2026-11-23",
    "last_day": "2027-10-31",
    "months": [f"{year}-{month:02}" for year, month in [(2026, 11), (2026, 12), *((2027, n) for n in range(1, 11))]],
    "total": 42,
    "items": [
        {
            "district": "330108",
            "district_name": "滨江区",
            "tier": "specialised",
            "tier_label": "省级专精特新中小企业",
            "by_month": [0, 12, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0],
            "total": 42,
        }
    ],
}
ENDING: Final[_Example] = {
    "title_id": "94f2aef8-b225-4bf4-b2ca-b64d6e4709a5",
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "number": "示例-2023-0001",
    "valid_until": "2026-12-14",
}
COVERAGE: Final[_Example] = {
    "as_of": "2026-11-23",
    "items": [
        {
            "cover": "diagnosis",
            "label": "管理现代化对标提升诊断",
            "target_percent": 100,
            "by": "2025-12-31",
            "citation": "二（五）16",
            "total": {
                "district": None,
                "district_name": None,
                "holders": 500,
                "covered": 410,
                "missing": 90,
                "unknown": 0,
                "percent": "82.00",
            },
            "districts": [
                {
                    "district": "330108",
                    "district_name": "滨江区",
                    "holders": 500,
                    "covered": 410,
                    "missing": 90,
                    "unknown": 0,
                    "percent": "82.00",
                }
            ],
        }
    ],
}
NEW_DIAGNOSIS: Final[_Example] = {"diagnosed_on": "2026-10-20", "provider": "示例管理咨询机构"}
DIAGNOSIS: Final[_Example] = {
    "diagnosis_id": "f0a2d9c6-4e1b-4b86-8c39-5d7e2a1b6c90",
    **NEW_DIAGNOSIS,
    "recorded_at": "2026-11-23T01:30:00Z",
}
NEW_PARK: Final[_Example] = {"name": "示例智造园", "district": "330108", "kind": "industrial", "area_sqm": 126_000}
PARK: Final[_Example] = {
    "park_id": PARK_ID,
    **NEW_PARK,
    "district_name": "滨江区",
    "kind_label": "产业园区",
    "honours": ["specialised"],
    "enterprises": 36,
    "title_holders": 12,
    "by_tier": {"none": 4, "innovative": 20, "specialised": 9, "hidden_champion": 0, "little_giant": 3},
    "needed": None,
    "enough": "unknown",
    "version": 2,
}
NEW_PARK_DECISION: Final[_Example] = {
    "honour": "specialised",
    "granted": True,
    "document": "示例园区文件〔2026〕1号",
    "decided_on": "2026-11-20",
    "words": None,
}
PARK_DETAIL: Final[_Example] = {
    **PARK,
    "decisions": [
        {
            "version": 2,
            **NEW_PARK_DECISION,
            "honour_label": "专精特新园区",
            "title_holders": 12,
            "at": "2026-11-20T03:00:00Z",
        }
    ],
}
NEW_TENANCY: Final[_Example] = {"uscc": "91330108MAXB0012XH", "from_on": "2024-03-01"}
TENANCY: Final[_Example] = {
    "tenancy_id": TENANCY_ID,
    "park_id": PARK_ID,
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "from_on": "2024-03-01",
    "until_on": None,
}
TENANT: Final[_Example] = {**TENANCY, "tier": "specialised", "tier_label": "省级专精特新中小企业"}
NEW_SERVICE_OFFICER: Final[_Example] = {
    "district": "330108",
    "name": "示例",
    "department": "滨江区经济和信息化局（示例）",
    "phone": "0571-00000000",
}
SERVICE_OFFICER: Final[_Example] = {
    "service_officer_id": SERVICE_OFFICER_ID,
    "district": "330108",
    "district_name": "滨江区",
    "name": "示*",
    "department": "滨江区经济和信息化局（示例）",
    "phone": "0571-00000000",
}
SERVED: Final[_Example] = {**SERVICE_OFFICER, "since_on": "2026-11-23", "version": 1}
SERVICE: Final[_Example] = {"version": 1, "current": SERVED, "history": [SERVED]}
