"""Examples of postings and the answers to them."""

from typing import Any, Final

_ID: Final = "c3d1a7f0-6b92-4e58-a1c4-2f7d9e0b8a63"
_ANSWER_ID: Final = "f0b6d2a4-9e17-4c83-8d5b-1a7c3e9f2b40"
TERMS: Final[dict[str, Any]] = {
    "kind": "challenge",
    "direction": "demand",
    "title": "高精度压力传感芯片封装",
    "words": "量程 0 至 60 MPa，精度优于 0.1%，需六个月内交付样件。",
    "industry": "C39",
    "budget": "800000.00",
    "open_until": "2026-12-31",
    "place": None,
    "audience": "tiers",
    "tiers": ["specialised", "little_giant"],
    "invited": [],
    "contact": {"name": "欧阳示例", "phone": "13800001234"},
}
PROGRAMME: Final[dict[str, Any]] = TERMS | {"issuer": "示例区经信局"}
POSTING: Final[dict[str, Any]] = {
    "posting_id": _ID,
    "kind": "challenge",
    "kind_label": "揭榜挂帅",
    "direction": "demand",
    "direction_label": "需求",
    "uscc": "91330108MAXB0012XH",
    "poster_name": "示例传感技术有限公司",
    "seat": "330108",
    "title": "高精度压力传感芯片封装",
    "words": "量程 0 至 60 MPa，精度优于 0.1%，需六个月内交付样件。",
    "industry": "C39",
    "budget": "800000.00",
    "open_until": "2026-12-31",
    "choose_until": "2027-01-29",
    "chooses": "one",
    "chooses_label": "选定一家",
    "place": None,
    "audience": "tiers",
    "audience_label": "指定梯度的企业",
    "tiers": ["specialised", "little_giant"],
    "state": "open",
    "state_label": "征集中",
    "created_at": "2026-11-24T02:00:00Z",
    "opened_at": "2026-11-24T06:00:00Z",
    "version": 3,
}
_STEP: Final[dict[str, Any]] = {
    "number": 1,
    "at": "2026-11-24T02:00:00Z",
    "step": "draft",
    "step_label": "起草",
    "state": "draft",
    "state_label": "草稿",
    "side": "enterprise",
    "side_label": "企业",
    "reason": None,
    "answer_id": None,
    "account": None,
}
WHOLE: Final[dict[str, Any]] = POSTING | {"invited": [], "contact": None, "history": [_STEP]}
KIND: Final[dict[str, Any]] = {
    "code": "challenge",
    "label": "揭榜挂帅",
    "clause": "05-1",
    "article": "第五条",
    "directions": ["demand"],
    "posted_by": ["enterprise", "officer"],
    "reviewed": True,
    "chooses": "one",
    "chooses_label": "选定一家",
    "choice_working_days": 20,
}
REPLY: Final[dict[str, Any]] = {
    "words": "已有同类产品量产，可按要求定制。",
    "price": "760000.00",
    "contact": {"name": "诸葛示例", "phone": "13900005678"},
}
ANSWER: Final[dict[str, Any]] = {
    "answer_id": _ANSWER_ID,
    "posting_id": _ID,
    "posting_title": "高精度压力传感芯片封装",
    "uscc": "91330110MAY2C3D4X5",
    "name": "示例微电子有限公司",
    "words": "已有同类产品量产，可按要求定制。",
    "price": "760000.00",
    "contact": {"name": "诸葛*", "phone": "139****5678"},
    "state": "given",
    "state_label": "已应答",
    "given_at": "2026-11-25T02:00:00Z",
    "version": 1,
}
SUGGESTED: Final[dict[str, Any]] = {
    "uscc": "91330110MAY2C3D4X5",
    "name": "示例微电子有限公司",
    "district": "330110",
    "industry": "C39",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
}
DISCLOSED: Final[dict[str, Any]] = {
    "items": [
        {
            "uscc": "91330110MAY2C3D4X5",
            "organisation": "示例微电子有限公司",
            "name": "诸葛示例",
            "phone": "13900005678",
        }
    ]
}
ANSWER_ID: Final = _ANSWER_ID
