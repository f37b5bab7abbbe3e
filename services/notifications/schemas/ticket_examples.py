"""Examples of tickets."""

from typing import Any, Final

_STEP: Final[dict[str, Any]] = {
    "number": 1,
    "at": "2026-11-24T02:05:00Z",
    "step": "ask",
    "step_label": "提出",
    "side": "enterprise",
    "side_label": "企业",
    "state": "open",
    "state_label": "待答复",
    "words": "首次认定奖励需要另外申请吗？",
    "due_on": "2026-12-01",
    "district": "330108",
    "department": None,
    "stars": None,
    "account": None,
}
TICKET: Final[dict[str, Any]] = {
    "ticket_id": "5a0f1c9e-2b7d-4e36-8f41-6c3d9b2a7e58",
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "department": None,
    "topic": "policy",
    "topic_label": "政策咨询",
    "title": "首次认定奖励如何办理",
    "link_kind": "measure",
    "link_kind_label": "政策条款",
    "link_id": "specialised-first-award",
    "state": "open",
    "state_label": "待答复",
    "due_on": "2026-12-01",
    "escalated": False,
    "asked_at": "2026-11-24T02:05:00Z",
    "answered_at": None,
    "in_time": None,
    "stars": None,
    "version": 1,
}
WHOLE: Final[dict[str, Any]] = TICKET | {"history": [_STEP]}
QUESTION: Final[dict[str, Any]] = {
    "topic": "policy",
    "title": "首次认定奖励如何办理",
    "words": "首次认定奖励需要另外申请吗？",
    "link": {"kind": "measure", "id": "specialised-first-award"},
}
LINE: Final[dict[str, Any]] = {
    "district": "330108",
    "district_label": "滨江区",
    "asked": 12,
    "answered": 11,
    "unanswered": 1,
    "in_time": 10,
    "late": 1,
    "in_time_percent": "90.9",
    "median_hours": "21.5",
    "rated": 7,
    "mean_stars": "4.57",
}
FIGURES: Final[dict[str, Any]] = {
    "since": "2026-01-01",
    "until": "2026-11-24",
    "items": [LINE],
    "total": LINE | {"district": None, "district_label": "合计"},
}
