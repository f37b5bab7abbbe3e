"""What the documentation shows: one invented enterprise, registered, its figures reported, recognised."""

from typing import Any, Final

_Example = dict[str, Any]
_PLAN: Final = "《杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）》"
_HOLDS: Final = "持有省级专精特新中小企业称号，有效至 2029-10-31"
_DRAFT: Final = "征求意见稿，非兑付依据"

NEW_ENTERPRISE: Final[_Example] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "industry": "C39",
    "staff": 86,
    "revenue": "36000000.00",
}
ENTERPRISE: Final[_Example] = {
    "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    **NEW_ENTERPRISE,
    "district_name": "滨江区",
    "version": 1,
    "registered_at": "2026-11-23T01:30:18.999922Z",
}
LISTED_ENTERPRISE: Final[_Example] = {**ENTERPRISE, "version": 3, "tier": "specialised"}

NEW_FIGURES: Final[_Example] = {
    "staff": 86,
    "revenue": "36000000.00",
    "main_revenue": "34000000.00",
    "rd_expense": "2700000.00",
}
FIGURES: Final[_Example] = {
    "year": 2025,
    **NEW_FIGURES,
    "net_profit": None,
    "total_assets": None,
    "total_debt": None,
    "rd_staff": None,
    "origins": {
        name: {"source": "officer", "source_label": "经办人员录入", "on": "2026-11-23"}
        for name in ("staff", "revenue", "main_revenue", "rd_expense")
    },
}

_DECISION: Final[_Example] = {"authority": "浙江省经济和信息化厅", "document": "示例文号〔2026〕第1批"}
RECOGNITION: Final[_Example] = {
    **_DECISION,
    "tier": "specialised",
    "number": "示例-2026-0001",
    "recognised_on": "2026-11-01",
    "valid_until": "2029-10-31",
}
RENEWAL: Final[_Example] = {
    "authority": "浙江省经济和信息化厅",
    "document": "示例文号〔2029〕第1批",
    "number": "示例-2029-0001",
    "decided_on": "2029-10-20",
}
REVOCATION: Final[_Example] = {
    "ground": "unqualified",
    "document": "示例撤销文号〔2026〕1号",
    "decided_on": "2026-11-23",
}
TITLE: Final[_Example] = {
    "title_id": "94f2aef8-b225-4bf4-b2ca-b64d6e4709a5",
    **RECOGNITION,
    "status": "valid",
    "ended_on": None,
    "first": True,
    "renews": None,
}
STANDING: Final[_Example] = {"tier": "specialised", "label": "省级专精特新中小企业", "as_of": "2026-11-23"}
PROFILE: Final[_Example] = {
    **ENTERPRISE,
    "version": 3,
    "standing": STANDING,
    "titles": [TITLE],
    "figures": [FIGURES],
}
CHANGED: Final[_Example] = {
    "change_id": "3295c1f2-7d84-4ca5-b8de-1f3c9749db18",
    "standing": STANDING,
    "titles": [TITLE],
}

CHANGE: Final[_Example] = {
    "change_id": CHANGED["change_id"],
    "kind": "tier.changed",
    "previous_tier": "none",
    "current_tier": "specialised",
    "reason": "recognised",
    "reason_text": "浙江省经济和信息化厅认定为省级专精特新中小企业（示例文号〔2026〕第1批）",
    "effective_on": "2026-11-23",
    "recorded_at": "2026-11-23T01:32:19.906014Z",
    "complete": True,
    "missing": [],
    "consequences": [
        {
            "service": "benefits",
            "gained": [
                {
                    "code": "specialised-first-award",
                    "label": "首次认定省级“专精特新”中小企业一次性奖励",
                    "amount": "200000.00",
                    "certainty": "nominal",
                    "reason": "首次认定为省级专精特新中小企业（2026-11-01，示例文号〔2026〕第1批）；"
                    f"{_PLAN}第二（一）2条；{_DRAFT}",
                },
                {
                    "code": "innovation-voucher-quota",
                    "label": "科技创新券额度提高",
                    "amount": "500000.00",
                    "certainty": "upper_bound",
                    "reason": f"{_HOLDS}；{_PLAN}第二（二）5条；{_DRAFT}",
                },
                {
                    "code": "listing-candidate",
                    "label": "纳入市级重点拟上市企业名单",
                    "amount": None,
                    "certainty": "non_monetary",
                    "reason": f"{_HOLDS}；{_PLAN}第二（四）10条；{_DRAFT}",
                },
            ],
            "lost": [],
            "ahead": [
                {
                    "code": "little-giant-first-award",
                    "label": "首次认定国家级专精特新“小巨人”企业一次性奖励",
                    "amount": "1000000.00",
                    "certainty": "nominal",
                    "reason": "首次认定为国家级专精特新“小巨人”企业（2026-11-23，拟认定）；"
                    f"{_PLAN}第二（一）2条；{_DRAFT}",
                }
            ],
        },
        {
            "service": "finance",
            "gained": [
                {
                    "code": "shared-list",
                    "label": "列入专精特新共享名单（省级专精特新中小企业）",
                    "amount": None,
                    "certainty": "non_monetary",
                    "reason": "金融机构可据名单提供优惠产品",
                }
            ],
            "lost": [],
            "ahead": [],
        },
        {
            "service": "notifications",
            "gained": [
                {
                    "code": "message",
                    "label": "已发送消息：贵企业现为省级专精特新中小企业",
                    "amount": None,
                    "certainty": "non_monetary",
                    "reason": "",
                }
            ],
            "lost": [],
            "ahead": [],
        },
    ],
}

IMPORT_REPORT: Final[_Example] = {
    "dry_run": True,
    "rows": 2,
    "recorded": 0,
    "unchanged": 1,
    "registered": 0,
    "errors": [{"row": 3, "column": "统一社会信用代码", "reason": "统一社会信用代码校验位不符，请核对是否抄错"}],
}
