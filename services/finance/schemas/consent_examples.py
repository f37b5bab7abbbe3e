"""What the documentation shows: an invented enterprise lets the demonstration bank see two things for a loan."""

from typing import Any, Final

from services.finance.consent_texts import consent_texts

_Example = dict[str, Any]
_TEXT: Final = consent_texts()[0]
CONSENT_IN: Final[_Example] = {
    "institution_id": "demo-bank",
    "purpose": "loan",
    "items": ["annual_figures", "assessments"],
    "until_on": "2026-12-23",
    "text_digest": _TEXT.digest,
}
CONSENT: Final[_Example] = {
    "consent_id": "4c2b8a6e-0d1f-4f53-9b7e-8a5c1d3e6f70",
    "institution_id": "demo-bank",
    "institution_name": "示例银行（演示）",
    "product_id": None,
    "part_id": None,
    "purpose": "loan",
    "purpose_label": "贷款审查",
    "items": [
        {"item": "annual_figures", "label": "年度数据（人员、收入、研发、利润、资产负债）"},
        {"item": "assessments", "label": "测评结论"},
    ],
    "from_on": "2026-11-24",
    "until_on": "2026-12-23",
    "single_use": False,
    "people_agreed": False,
    "text_version": _TEXT.version,
    "text_digest": _TEXT.digest,
    "state": "in_force",
    "state_label": "有效",
    "granted_at": "2026-11-24T02:00:00Z",
    "reads": 1,
    "read_at": "2026-11-24T02:05:00Z",
    "ended_at": None,
    "ending": None,
    "ending_label": None,
}
GIVEN: Final[_Example] = {"uscc": "91330108MAXB0012XH", **CONSENT}
TEXT: Final[_Example] = {
    "version": _TEXT.version,
    "title": _TEXT.title,
    "text": _TEXT.text,
    "digest": _TEXT.digest,
}
QUERY: Final[_Example] = {
    "number": 1,
    "institution_id": "demo-bank",
    "institution_name": "示例银行（演示）",
    "account": None,
    "purpose": "loan",
    "purpose_label": "贷款审查",
    "items": CONSENT["items"],
    "by_code": False,
    "queried_at": "2026-11-24T02:05:00Z",
}
SHOWN: Final[_Example] = {
    "consent_id": CONSENT["consent_id"],
    "uscc": "91330108MAXB0012XH",
    "purpose": "loan",
    "number": 1,
    "queried_at": "2026-11-24T02:05:00Z",
    "parts": [
        {
            "item": "annual_figures",
            "label": "年度数据（人员、收入、研发、利润、资产负债）",
            "rows": [
                {
                    "year": 2025,
                    "staff": 86,
                    "revenue": "42000000.00",
                    "main_revenue": "40100000.00",
                    "rd_expense": "3100000.00",
                    "net_profit": "-120000.00",
                    "total_assets": "68000000.00",
                    "total_debt": "21000000.00",
                    "rd_staff": 19,
                }
            ],
        },
        {"item": "assessments", "label": "测评结论", "rows": []},
    ],
}
