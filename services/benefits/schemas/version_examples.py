"""A version of a measure as it is written, rehearsed and answered."""

from typing import Any, Final

VERSION_ID: Final = "9d1c2b7e-53a0-4c5f-8f5e-2a6d7c1e0b44"
REHEARSAL_ID: Final = "0c8f5a61-7be4-4d0a-9a1f-6f2f0d5b9e13"
_MEASURE: Final[dict[str, Any]] = {
    "id": "02-3",
    "benefit_code": "specialised-first-award",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "citation": "对首次获得认定的省级“专精特新”中小企业，给予30万元一次性奖励。",
    "category": "monetary_fixed",
    "subject": "enterprise",
    "audience": {"fact": "first_title", "any_of": ["specialised"]},
    "automatic": True,
    "formula": {"fixed": {"amount": "300000.00"}},
    "frequency": "once",
    "certainty": "nominal",
    "plain": "第一次被认定为省级“专精特新”的企业，一次性奖励30万元。",
}
BODY: Final[dict[str, Any]] = {
    "document": "《杭州市专精特新奖励办法》（示例文号）",
    "article": "三",
    "departments": ["市经信局", "市财政局"],
    "measure": _MEASURE,
}
NEW: Final[dict[str, Any]] = {"district": "330100", **BODY}
_STEP: Final[dict[str, Any]] = {
    "step": "drafted",
    "step_label": "起草",
    "actor": "officer:example",
    "at": "2026-11-24T02:00:00Z",
    "note": "",
}
VERSION: Final[dict[str, Any]] = {
    "version_id": VERSION_ID,
    "benefit_code": "specialised-first-award",
    "number": 1,
    "district": "330100",
    "issuer": "杭州市",
    "state": "rehearsed",
    "state_label": "已预演",
    "label": _MEASURE["label"],
    "document": BODY["document"],
    "digest": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
    "drafted_by": "officer:example",
    "drafted_at": "2026-11-24T02:00:00Z",
    "rehearsal_id": REHEARSAL_ID,
    "approved_by": None,
    "approved_at": None,
    "in_force_from": None,
    "published_at": None,
    "withdrawn_on": None,
    "withdrawal": None,
}
SHOWN: Final[dict[str, Any]] = {**VERSION, "body": BODY, "steps": [_STEP], "publications": []}
_SIDE: Final[dict[str, Any]] = {"met": 1890, "unknown": 0, "unmet": 8110, "amount": "378000000.00"}
REHEARSAL: Final[dict[str, Any]] = {
    "rehearsal_id": REHEARSAL_ID,
    "version_id": VERSION_ID,
    "status": "done",
    "done": 10000,
    "population": 10000,
    "asked_at": "2026-11-24T02:10:00Z",
    "finished_at": "2026-11-24T02:10:01Z",
    "on": "2026-11-24",
    "fault": None,
    "budget": "600000000.00",
    "report": {
        "epoch": "0b2f8f6e-6f55-4d8c-9f2a-7a1f5b1d9c20",
        "position": 30000,
        "against": None,
        "before": _SIDE,
        "after": {**_SIDE, "amount": "567000000.00"},
        "over_budget": "0.00",
        "gaining": {"enterprises": 1890, "amount": "189000000.00"},
        "losing": {"enterprises": 0, "amount": "0.00"},
        "shares": [
            {
                "tier": "specialised",
                "tier_label": "省级专精特新中小企业",
                "district": "330108",
                "district_label": "滨江区",
                "met_before": 210,
                "met": 210,
                "amount_before": "42000000.00",
                "amount": "63000000.00",
            }
        ],
        "missing": [],
        "samples": [],
    },
}
CONTRIBUTION: Final[dict[str, Any]] = {
    "coefficient": "0.6",
    "from_on": "2026-11-24",
    "reason": "按上年度贡献核定",
    "document": "示例核定文号",
}
