"""What the documentation shows of loans."""

from typing import Any, Final

_Example = dict[str, Any]
DISBURSEMENT: Final[_Example] = {
    "kind": "disbursed",
    "contract": "示例贷-2026-0001",
    "number": "示例借据-0001",
    "uscc": "91330108MAXB0012XH",
    "principal": "5000000.00",
    "rate": "2.95",
    "drawn_on": "2026-03-02",
    "matures_on": "2027-03-01",
    "purpose": "major_upgrade",
    "guarantor": "示例融资担保公司",
    "guarantee_rate": "0.5",
}
INTEREST: Final[_Example] = {
    "kind": "interest_paid",
    "contract": "示例贷-2026-0001",
    "number": "示例回单-0002",
    "first_on": "2026-03-02",
    "last_on": "2026-06-20",
    "amount": "45479.17",
    "penalty": "0.00",
}
REPAYMENT: Final[_Example] = {
    "kind": "repaid",
    "contract": "示例贷-2026-0001",
    "number": "示例回单-0003",
    "repaid_on": "2026-09-01",
    "amount": "2000000.00",
}
OVERDUE: Final[_Example] = {
    "kind": "overdue",
    "contract": "示例贷-2026-0001",
    "number": "示例逾期-0004",
    "from_on": "2026-09-21",
    "until_on": None,
    "amount": "12000.00",
}
BATCH: Final[_Example] = {"entries": [DISBURSEMENT, INTEREST, REPAYMENT, OVERDUE]}
_ID: Final = "7e1d5b3a-9c24-4f6e-8d0b-2a4c6e8f1b35"
_TAKEN: Final[_Example] = {
    "row": 1,
    "contract": "示例贷-2026-0001",
    "number": "示例借据-0001",
    "status": "accepted",
    "status_label": "已接受",
    "loan_id": _ID,
    "code": None,
    "code_label": None,
    "reason": None,
    "way_out": None,
}
_REFUSED: Final[_Example] = {
    "row": 2,
    "contract": "示例贷-2026-0001",
    "number": "示例回单-0003",
    "status": "refused",
    "status_label": "未接受",
    "loan_id": None,
    "code": "over_repaid",
    "code_label": "还本超过放款",
    "reason": "还本合计超过放款金额",
    "way_out": "请核对金额，或先更正放款",
}
ANSWERS: Final[_Example] = {"accepted": 1, "known": 0, "refused": 1, "items": [_TAKEN, _REFUSED]}
LOAN: Final[_Example] = {
    "loan_id": _ID,
    "institution_id": "demo-bank",
    "institution_name": "示例银行（演示）",
    "uscc": "91330108MAXB0012XH",
    "name": "示例精密有限公司",
    "contract": "示例贷-2026-0001",
    "state": "current",
    "state_label": "正常",
    "principal": "5000000.00",
    "outstanding": "3000000.00",
    "rate": "2.95",
    "drawn_on": "2026-03-02",
    "matures_on": "2027-03-01",
    "settled_on": None,
    "purpose": "major_upgrade",
    "purpose_label": "重大技改",
    "product_id": None,
    "guarantor": "示例融资担保公司",
    "guarantee_rate": "0.5",
    "interest_paid": "45479.17",
    "penalty_paid": "0.00",
    "overdue": "0.00",
    "overdue_days": 0,
    "version": 3,
}
DOSSIER: Final[_Example] = {
    **LOAN,
    "history": [
        {
            "version": 3,
            "number": "示例回单-0003",
            "kind": "repaid",
            "kind_label": "还本",
            "said": '{"amount_fen":200000000,"repaid_on":"2026-09-01"}',
            "corrects": None,
            "corrected": False,
            "recorded_at": "2026-09-02T01:00:00Z",
            "actor": None,
        }
    ],
}
ROOM: Final[_Example] = {
    "year": 2026,
    "limit": "20000000.00",
    "reserved": "5000000.00",
    "remaining": "15000000.00",
    "basis": "《示例政策》：示例条款",
    "meaning": "本额度按登记先后占用；每笔贷款当年可贴息多少，以贴息计算为准",
}
