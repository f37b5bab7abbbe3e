"""凭证: who may verify which kind, what a file is by its bytes, and the way of a piece of evidence."""

import zipfile
from collections.abc import Iterable, Mapping
from enum import StrEnum
from io import BytesIO
from typing import Final

from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.measures import PolicySet

MAX_FILE: Final = 10_000_000
MOST_FILES: Final = 20


class State(StrEnum):
    STATED = "stated"
    """Brought by the enterprise; nobody decided yet"""
    VERIFIED = "verified"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    State.STATED: "待核实",
    State.VERIFIED: "已核实",
    State.REJECTED: "核实未通过",
    State.WITHDRAWN: "已撤回",
}
STANDS: Final = frozenset({State.STATED, State.VERIFIED})
"""States in which it may support a claim, and its number is taken"""
_DEPARTMENTS: Final[Mapping[str, str]] = {
    "JX": "经信局",
    "KJ": "科技局",
    "CZ": "财政局",
    "FG": "发改委",
    "TC": "投资促进局",
    "SW": "税务局",
    "SJ": "市场监管局",
    "JR": "金融监管局",
    "RC": "人才办",
    "RS": "人力社保局",
    "ZF": "住保房管局",
    "GZ": "规划和自然资源局",
    "SWJ": "商务局",
    "HB": "生态环境局",
    "QX": "各区、县（市）政府",
}
"""How the clauses name the departments officers belong to: the end of the name, behind the city's or a district's."""


def deciding(kind: str, sets: Iterable[PolicySet]) -> frozenset[str]:
    """The departments named by the clauses that ask for this kind of evidence."""
    return frozenset(
        department
        for policy_set in sets
        for measure in policy_set.measures
        if any(one.kind == kind for one in measure.evidence)
        for department in measure.departments
    )


def is_named(department: str | None, named: Iterable[str]) -> bool:
    """Whether an officer's department is one of those a clause names."""
    ending = _DEPARTMENTS.get(department or "")
    return ending is not None and any(name.endswith(ending) for name in named)


def check_department(department: str | None, named: frozenset[str]) -> None:
    """Raises Refusal unless the officer's department is one of those the clauses name."""
    if not is_named(department, named):
        raise Refusal(f"此类凭证由条款所列部门核实：{'、'.join(sorted(named))}；请由这些部门的人员办理")


# ---- files -----------------------------------------------------------------------------------------

_BEGIN: Final[Mapping[bytes, str]] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
OFD: Final = "application/ofd"
ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", OFD: "ofd"}
_ZIP: Final = b"PK\x03\x04"


def media_type(content: bytes) -> str:
    """What a file is by its bytes: neither its name nor what the sender says of it counts. Raises Refusal."""
    for begin, found in _BEGIN.items():
        if content.startswith(begin):
            return found
    if content.startswith(_ZIP) and _is_ofd(content):
        return OFD
    raise Refusal("只接受 PDF、JPG、PNG、OFD 文件；请核对文件内容，只改扩展名不起作用")


def _is_ofd(content: bytes) -> bool:
    """OFD (GB/T 33190-2016) is a zip whose entry is OFD.xml; only its directory is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return "OFD.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False
