"""What officers' figures and summary look like."""

from typing import Any, Final

_LINE: Final[dict[str, Any]] = {
    "lending": {
        "firms": 2,
        "loans": 3,
        "drawn": "12000000.00",
        "outstanding": "9000000.00",
        "overdue_loans": 1,
        "overdue": "35000.00",
        "mean_rate": "3.2111",
        "guaranteed": "4000000.00",
        "mean_guarantee_rate": "0.5000",
        "new_loans": 2,
        "new_drawn": "7000000.00",
    },
    "applying": {
        "sent": 5,
        "answered": 3,
        "offered": 2,
        "refused": 1,
        "expired": 1,
        "ended": 0,
        "waiting": 1,
        "accepted": 1,
    },
    "accepting": {
        "firms": 1,
        "amount": "5000000.00",
        "mean_rate": "2.9000",
        "mean_guarantee_rate": None,
        "mean_fee_percent": "0.1000",
    },
    "answering": {
        "median_working_days": "1.0",
        "slowest_working_days": 4,
        "median_hours": "22.0",
        "slowest_hours": 142,
    },
}
FIGURES: Final[dict[str, Any]] = {
    "by": "institution",
    "by_label": "金融机构",
    "on": "2026-11-24",
    "since": "2026-01-01",
    "district": None,
    "district_label": "全市",
    "groups": [{"key": "demo-bank", "label": "示例银行", **_LINE}],
    "together": {"key": None, "label": "合计", **_LINE},
    "method": ["平均利率以贷款余额加权。"],
}
