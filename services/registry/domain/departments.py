"""The departments officers belong to (责任单位 of the plan's measures): the city's and those of districts."""

from enum import StrEnum
from typing import Final

from shared.values import CITY, DISTRICTS


class Department(StrEnum):
    JX = "JX"
    KJ = "KJ"
    CZ = "CZ"
    FG = "FG"
    TC = "TC"
    SW = "SW"
    SJ = "SJ"
    JR = "JR"
    RC = "RC"
    RS = "RS"
    ZF = "ZF"
    GZ = "GZ"
    SWJ = "SWJ"
    HB = "HB"
    QX = "QX"
    LD = "LD"


_NAMES: Final = {
    Department.JX: "经信局",
    Department.KJ: "科技局",
    Department.CZ: "财政局",
    Department.FG: "发改委",
    Department.TC: "投资促进局",
    Department.SW: "税务局",
    Department.SJ: "市场监管局",
    Department.JR: "地方金融监管局",
    Department.RC: "委人才办",
    Department.RS: "人力社保局",
    Department.ZF: "住保房管局",
    Department.GZ: "规划和自然资源局",
    Department.SWJ: "商务局",
    Department.HB: "生态环境局",
    Department.QX: "政府",
    Department.LD: "促进中小企业和民营企业发展工作领导小组",
}
"""What follows 市 or the name of a district: 市经信局, 滨江区经信局."""


_PLACES: Final = {CITY: "市", **DISTRICTS}
DEPARTMENT_LABELS: Final = {one: f"市{name}" for one, name in _NAMES.items()} | {Department.QX: "各区、县（市）政府"}
"""As the plan's clauses name them."""


def department_label(code: str | None, district: str | None) -> str | None:
    """市经信局, 滨江区经信局; a name that is no code of ours stays as it is."""
    if code not in list(Department):
        return code
    return f"{_PLACES.get(district or '', '')}{_NAMES[Department(code)]}"
