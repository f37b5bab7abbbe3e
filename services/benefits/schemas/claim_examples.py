"""What the documentation shows of claims: one invented enterprise and its first award."""

from typing import Any, Final

_Example = dict[str, Any]
_ID: Final = "8a6d1c52-0f5e-4f77-9f3c-2f0c61e1b7a4"

CONFIRMATION: Final[_Example] = {
    "benefit_code": "specialised-first-award",
    "account_id": "4f1f7c1e-64f5-4d27-8e0a-8a4b6a3d9c10",
}
APPLICATION: Final[_Example] = {
    "benefit_code": "first-set-domestic",
    "account_id": "4f1f7c1e-64f5-4d27-8e0a-8a4b6a3d9c10",
    "product": {"ref": "高精度传感器"},
    "evidence": ["0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11"],
    "statement": "产品已获国内首台（套）认定",
}
CLAIM: Final[_Example] = {
    "claim_id": _ID,
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "benefit_code": "specialised-first-award",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "policy_set": "HZ-DRAFT-2022",
    "clause": "02-3",
    "occasion": "first",
    "ref": "",
    "way": "automatic",
    "way_label": "免申即享",
    "state": "credit_check",
    "state_label": "信用核查中",
    "desk": "system",
    "amount": "200000.00",
    "certainty": "nominal",
    "approvals_needed": 1,
    "account_id": "4f1f7c1e-64f5-4d27-8e0a-8a4b6a3d9c10",
    "receipt_id": "6f0e4c6b-9a35-4f4d-8c9e-7a100b1c7f52",
    "tier": "specialised",
    "titles_version": 2,
    "claimed_on": "2026-11-24",
    "claimed_at": "2026-11-24T02:00:18.999922Z",
    "due_on": None,
    "overdue": False,
    "to_mend": [],
    "statement": None,
    "evidence": [],
    "doubt": None,
    "rating": None,
    "version": 1,
}
_STEP: Final[_Example] = {
    "version": 1,
    "at": "2026-11-24T02:00:18.999922Z",
    "desk": "enterprise",
    "desk_label": "企业",
    "step": "claim",
    "step_label": "提出",
    "state": "credit_check",
    "state_label": "信用核查中",
    "round": 1,
    "actor": "enterprise:person",
    "words": None,
}
DOSSIER: Final[_Example] = {
    **CLAIM,
    "history": [_STEP],
    "credit_checks": [
        {"round": 1, "asked_at": "2026-11-24T02:00:18.999922Z", "answered_at": None, "listed": None, "source": None}
    ],
    "rating_words": None,
}
REVIEW: Final[_Example] = {"step": "approve", "words": "同意"}
CORRECTION: Final[_Example] = {"account_id": "4f1f7c1e-64f5-4d27-8e0a-8a4b6a3d9c10"}
