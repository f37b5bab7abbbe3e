"""What the documentation shows of a profile; everything in it is invented."""

from typing import Any, Final

_Example = dict[str, Any]
_ORIGIN: Final[_Example] = {"source": "enterprise", "source_label": "企业自主填报", "on": "2026-11-23"}
_TAX: Final[_Example] = {"source": "tax", "source_label": "税务部门", "on": "2026-11-27"}

NEW_INSTITUTION: Final[_Example] = {
    "name": "示例传感省级企业研究院",
    "level": "province",
    "document": "示例文号〔2024〕3号",
    "recognised_on": "2024-06-01",
}
INSTITUTION: Final[_Example] = {
    "institution_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d01",
    **NEW_INSTITUTION,
    "origin": _ORIGIN,
}
NEW_CREDENTIAL: Final[_Example] = {
    "kind": "high_tech_enterprise",
    "number": "示例GR202433000001",
    "awarded_on": "2024-12-01",
    "valid_until": "2027-11-30",
}
CREDENTIAL: Final[_Example] = {
    "credential_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d02",
    **NEW_CREDENTIAL,
    "rank": None,
    "origin": _ORIGIN,
}
NEW_ROUND: Final[_Example] = {
    "paid_on": "2025-03-10",
    "amount": "20000000.00",
    "qualified": True,
    "investor": "示例创业投资基金",
}
ROUND: Final[_Example] = {"round_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d03", **NEW_ROUND, "origin": _ORIGIN}
NEW_PRODUCT: Final[_Example] = {
    "name": "示例压力传感器",
    "main": True,
    "niche": "工业压力传感器",
    "niche_since": "2016-04-01",
}
PRODUCT: Final[_Example] = {"product_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d04", **NEW_PRODUCT, "origin": _ORIGIN}
NEW_CONTACT: Final[_Example] = {
    "role": "operator",
    "name": "示例经办人",
    "phone": "19900000123",
    "email": "contact@example.com",
}
_CONTACT_ID: Final = "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d05"
CONTACT: Final[_Example] = {
    "contact_id": _CONTACT_ID,
    "role": "operator",
    "role_label": "经办人",
    "name": "示*",
    "phone": "199****0123",
    "email": "c***@example.com",
    "origin": _ORIGIN,
}
DISCLOSURE: Final[_Example] = {
    "disclosure_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d06",
    "contact_id": _CONTACT_ID,
    **NEW_CONTACT,
}
DISCLOSURE_LINE: Final[_Example] = {
    "disclosure_id": DISCLOSURE["disclosure_id"],
    "contact_id": _CONTACT_ID,
    "by": "officer",
    "department": "滨江区经信局",
    "actor": None,
    "reason": "通知现场核查时间",
    "disclosed_at": "2026-11-27T02:10:00Z",
}
TAG: Final[_Example] = {"list": "ten-industries", "code": "shu", "origin": _ORIGIN}
NEW_CODE: Final[_Example] = {
    "code": "low_altitude",
    "label": "低空经济",
    "valid_from": "2026-11-27",
    "basis": "示例依据",
}
CODE: Final[_Example] = {
    "code": "shu",
    "label": "数字经济",
    "valid_from": "2022-03-01",
    "valid_until": None,
    "basis": "名称是推测（把握低），由市级经办人员核定后更改。",
    "version": 1,
}
CODE_LIST: Final[_Example] = {
    "name": "ten-industries",
    "title": "十字产业（“数智城生金、文平总美服”）",
    "tags": True,
    "basis": "各字的展开没有找到公开出处。",
    "codes": [CODE],
}
QUESTION: Final[_Example] = {
    "name": "own_brand",
    "label": "拥有自主品牌",
    "kind": "flag",
    "self_stated": True,
    "levels": [],
    "level_labels": [],
}
FIGURE: Final[_Example] = {
    **_TAX,
    "figure": "revenue",
    "year": 2025,
    "label": "营业收入",
    "value": "34200000.00",
    "age_days": 0,
    "most_days": 400,
    "stale": False,
}
DIFFERENCE: Final[_Example] = {
    "figure": "revenue",
    "year": 2025,
    "label": "营业收入",
    "used": "34200000.00",
    "used_origin": _TAX,
    "stated": "36000000.00",
    "stated_origin": _ORIGIN,
}
SHEET: Final[_Example] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "version": 4,
    "figures": [FIGURE],
    "differences": [DIFFERENCE],
    "institutions": [INSTITUTION],
    "credentials": [CREDENTIAL],
    "equity_rounds": [ROUND],
    "products": [PRODUCT],
    "contacts": [CONTACT],
    "tags": [TAG],
    "complete_sections": ["credentials"],
    "sources": [{"source": "tax", "source_label": "税务部门", "answered_at": "2026-11-27T02:00:01Z"}],
}
SOURCE_CHECK: Final[_Example] = {
    "check_id": "0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d07",
    "asked_at": "2026-11-27T02:00:00Z",
    "answered_at": "2026-11-27T02:00:01Z",
    "changes": [
        {
            "figure": "revenue",
            "year": 2025,
            "label": "营业收入",
            "before": "36000000.00",
            "after": "34200000.00",
            "origin": _TAX,
        }
    ],
    "differences": [DIFFERENCE],
    "away": [{"source": "social_security", "source_label": "人力社保部门", "reason": "暂时无法连接"}],
}
