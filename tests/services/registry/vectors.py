"""The vectors V1 to V7 of the domain reference, as facts an enterprise makes up over HTTP."""

from dataclasses import dataclass
from typing import Any, Final

ON: Final = "2026-03-20"
"""Under MIIT-2022-63; the last complete year is 2025."""
_CLEAN: Final = dict.fromkeys(
    ("abnormal_operation", "serious_dishonesty", "restricted_products", "accident", "violation", "fraud"), "no"
)
_GRADES: Final[dict[str, dict[str, int]]] = {
    "A": {"i_high_value": 1},
    "B": {"i_own": 1},
    "C": {"i": 1},
    "D": {"ii": 1},
    "E": {},
}


@dataclass(frozen=True)
class Vector:
    name: str
    tier: str
    facts: dict[str, Any]
    groups: list[int]
    total: int
    by_score: str


def _facts(*reports: dict[str, Any], ip: str, institution: str = "none", **answers: Any) -> dict[str, Any]:
    return {
        "annual_reports": list(reports),
        "ip": _GRADES[ip],
        "institution": institution,
        "credentials": [],
        "equity_rounds": [],
        "answers": {**_CLEAN, **{name: _text(value) for name, value in answers.items()}},
    }


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _year(year: int, **figures: str | int) -> dict[str, Any]:
    return {"year": year, "staff": 10_000, "total_assets": "100000000.00", **figures}


def _innovative(revenue: int, main: int, before: int, rd: int, debt: str, ip: str, strategic: bool) -> dict[str, Any]:
    """Amounts in yuan; `before`: the main revenue of the year before."""
    last = _year(2025, revenue=f"{revenue}", main_revenue=f"{main}", rd_expense=f"{rd}", total_debt=debt)
    return _facts(last, _year(2024, main_revenue=f"{before}"), ip=ip, strategic_field=strategic)


M: Final = 1_000_000
V1: Final = _innovative(115 * M, 80_500_000, 70 * M, 5_750_000, "55000000", "D", strategic=True)
V2: Final = _innovative(115 * M, 80_500_000, 70 * M, 5_635_000, "55000000", "E", strategic=True)
V3: Final = _innovative(100 * M, 50 * M, 50 * M, 1 * M, "75000000", "D", strategic=False)
V4: Final = _innovative(105 * M, 63 * M, 60 * M, 2_100_000, "55010000", "C", strategic=True)
V5: Final = _facts(
    _year(
        2025, revenue="70000000", main_revenue="56000000", rd_expense="3500000", net_profit="5600000",
        total_debt="50000000", rd_staff=1_000,
    ),
    _year(2024, main_revenue="40000000"),
    _year(2023, main_revenue="50000000"),
    ip="B", institution="city",
    niche_since="2017-03-01", field_grade="B", digital_level=2, own_brand=True, standards=1, local_points=10,
)  # fmt: skip
"""Growing by 40 % after shrinking by 20 %: 10 % on average."""
V6: Final = _facts(
    _year(
        2025, revenue="33333333.33", main_revenue="20000000", rd_expense="1000000", net_profit="666666.67",
        total_debt="70000000", rd_staff=500,
    ),
    _year(2024, main_revenue="20000000", rd_expense="1000000"),
    _year(2023, main_revenue="20000000"),
    ip="E",
    niche_since="2024-03-01", field_grade="C", digital_level=1, own_brand=False, standards=0, local_points=0,
)  # fmt: skip
V7: Final = {
    **_facts(
        _year(
            2025, revenue="49900000", main_revenue="39915010", rd_expense="4990000", net_profit="4985010",
            total_debt="50010000", rd_staff=1_999,
        ),
        _year(2024, main_revenue="28510721.43"),
        _year(2023, main_revenue="35647313.62"),
        ip="A", institution="province",
        niche_since="2016-03-01", field_grade="A", digital_level=3, own_brand=True, standards=1, local_points=15,
    ),
    "credentials": [{"kind": "iso9001", "on": "2024-05-01"}, {"kind": "provincial_quality_award", "on": "2024-05-01"}],
}  # fmt: skip
SPECIALISED: Final = {"titles": ["innovative"]}
VECTORS: Final = (
    Vector("V1", "innovative", V1, [25, 30, 30], 85, "met"),
    Vector("V2", "innovative", V2, [15, 30, 30], 75, "unmet"),
    Vector("V3", "innovative", V3, [10, 10, 10], 30, "unmet"),
    Vector("V4", "innovative", V4, [20, 15, 25], 60, "met"),
    Vector("V5", "specialised", V5 | SPECIALISED, [22, 21, 10, 21], 74, "met"),
    Vector("V6", "specialised", V6 | SPECIALISED, [4, 3, 0, 3], 10, "unmet"),
    Vector("V7", "specialised", V7 | SPECIALISED, [21, 21, 15, 31], 88, "met"),
)
HIGH_TECH: Final = {"credentials": [{"kind": "high_tech_enterprise", "on": "2024-12-01", "valid_until": "2027-11-30"}]}
