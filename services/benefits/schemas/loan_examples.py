"""Examples of loans in the document."""

from typing import Any, Final

_LOAN_ID: Final = "5b2f9c1e-7d34-4a86-b1e0-3f9d6c8a2b17"
NEW: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "bank": "demo-bank",
    "bank_name": "示例银行",
    "contract": "示例借字2024第0105号",
    "number": "示例借据20240105001",
    "principal": "15000000.00",
    "rate": "3.45",
    "drawn_on": "2024-01-01",
    "matures_on": "2024-07-01",
    "purpose": "major_upgrade",
}
INTEREST: Final[dict[str, Any]] = {
    "number": "示例回单20240321001",
    "first_on": "2024-01-01",
    "last_on": "2024-03-20",
    "amount": "113562.50",
}
REPAYMENT: Final[dict[str, Any]] = {
    "number": "示例回单20240401001",
    "repaid_on": "2024-04-01",
    "amount": "5000000.00",
}
OTHER: Final[dict[str, Any]] = {
    "number": "示例贴息20240701001",
    "year": 2024,
    "amount": "20000.00",
    "source": "示例区科技局，示例文号",
}
OVERDUE: Final[dict[str, Any]] = {"number": "示例通知20240702001", "changed_on": "2024-07-02", "overdue": True}
LOAN: Final[dict[str, Any]] = {
    "loan_id": _LOAN_ID,
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "bank": "demo-bank",
    "bank_name": "示例银行",
    "contract": "示例借字2024第0105号",
    "principal": "15000000.00",
    "outstanding": "15000000.00",
    "rate": "3.45",
    "drawn_on": "2024-01-01",
    "matures_on": "2024-07-01",
    "repaid_on": None,
    "purpose": "major_upgrade",
    "lender": "bank",
    "overdue": False,
    "interest_paid": {"2024": "113562.50"},
    "other_subsidies": {},
    "version": 2,
}
_SHARE: Final[dict[str, Any]] = {"year": 2024, "asked": "15000000.00", "granted": "15000000.00"}
DOSSIER: Final[dict[str, Any]] = {
    **LOAN,
    "history": [
        {
            "version": 2,
            "number": "示例回单20240321001",
            "kind": "interest_paid",
            "kind_label": "付息",
            "said": '{"amount_fen":11356250,"first_on":"2024-01-01","last_on":"2024-03-20","penalty_fen":0}',
            "corrects": None,
            "corrected": False,
            "recorded_at": "2026-11-24T02:00:00Z",
            "actor": None,
        }
    ],
    "room": [_SHARE],
}
SUBSIDY: Final[dict[str, Any]] = {
    "loan_id": _LOAN_ID,
    "uscc": "91330108MAXB0012XH",
    "year": 2024,
    "status": "calculated",
    "status_label": "已计算",
    "verdict": "met",
    "reason": "符合：持有称号为省级专精特新；《示例政策》第二（四）11条",
    "method": "by_loan",
    "method_label": "方法B：按放款先后累计贷款金额",
    "day_count": "ACT/360",
    "days": 182,
    "tenor": "1年期",
    "rate": "3.45",
    "rate_published_on": "2024-01-22",
    "rate_source": "全国银行间同业拆借中心2024年1月22日公布",
    "eligible_principal": "15000000.00",
    "raw": "130812.50",
    "interest_limit": "113562.50",
    "amount": "113562.50",
    "certainty": "upper_bound",
    "steps": [{"label": "计息基数", "text": "ACT/360，含放款日，不含还款日"}],
}
ROOM: Final[dict[str, Any]] = {
    "year": 2024,
    "limit": "20000000.00",
    "reserved": "15000000.00",
    "remaining": "5000000.00",
    "loans": [{"loan_id": _LOAN_ID, **_SHARE}],
}
