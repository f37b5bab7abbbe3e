"""Code tables (代码表): every code that crosses HTTP with the Chinese words for it, in one registry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from services.registry.domain import (
    answers,
    codes,
    coverage,
    criteria,
    departments,
    desks,
    duties,
    goals,
    holdings,
    identities,
    major_changes,
    misconduct,
    monitoring,
    officers,
    parks,
    people,
    profile,
    questionnaire_items,
    sizes,
    titles,
    wording,
)
from shared.audit.chain import FAULT_LABELS, Fault
from shared.events import ChangeReason, DutyKind, TitleStatus
from shared.values import DISTRICTS, TIER_LABELS, Certainty, Tier, Verdict

FOLDER: Final = Path(__file__).parent / "parameters" / "code-tables"
OURS: Final = "企业码“专精特新”服务专区"


@dataclass(frozen=True)
class Code:
    code: str
    label: str
    parent: str | None = None
    """The code it lies under"""
    retired: int | None = None
    """The year since which it is given to nobody"""
    merged_into: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    source: str
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class _Words:
    """A table of the codes of an enumeration."""

    title: str
    source: str
    of: type[StrEnum]
    labels: Mapping[Any, str] | None = None
    """None: they are in words.yaml"""


_PLAN: Final = "《杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）》（2022）"
_LADDER: Final = "工信部企业〔2022〕63号；浙江省隐形冠军培育"
_MEASURES: Final = "工信部企业〔2022〕63号"
_SIZES: Final = "工信部联企业〔2011〕300号"
WORDS: Final[dict[str, _Words]] = {
    "tiers": _Words("优质中小企业梯度", _LADDER, Tier, TIER_LABELS),
    "departments": _Words("责任单位", _PLAN, departments.Department, departments.DEPARTMENT_LABELS),
    "title-statuses": _Words("称号状态", OURS, TitleStatus),
    "revocation-grounds": _Words("撤销事由", _MEASURES, titles.Ground, titles.GROUND_LABELS),
    "change-reasons": _Words("称号变更原因", OURS, ChangeReason),
    "identity-changes": _Words("企业主体变更", OURS, identities.IdentityKind, identities.IDENTITY_LABELS),
    "major-changes": _Words("重大变化", _MEASURES, major_changes.MajorKind, major_changes.MAJOR_LABELS),
    "major-change-outcomes": _Words("重大变化审核结果", _MEASURES, major_changes.Outcome, major_changes.OUTCOME_LABELS),
    "duties": _Words("待办事项", _MEASURES, DutyKind, duties.DUTY_LABELS),
    "duty-states": _Words("待办事项状态", OURS, duties.DutyState, duties.DUTY_STATE_LABELS),
    "misconduct-states": _Words("举报状态", OURS, misconduct.ReportState, misconduct.REPORT_LABELS),
    "application-states": _Words("申报状态", OURS, desks.State, desks.STATE_LABELS),
    "application-steps": _Words("申报办理步骤", OURS, desks.Step, desks.STEP_LABELS),
    "application-desks": _Words("申报办理环节", OURS, desks.Desk, desks.DESK_LABELS),
    "application-seats": _Words("申报办理方", OURS, desks.Seat),
    "occasions": _Words("评价场合", OURS, criteria.Occasion, wording.OCCASION_LABELS),
    "criterion-roles": _Words("评价条件的作用", OURS, criteria.Role, wording.ROLE_LABELS),
    "verdicts": _Words("判定结果", OURS, Verdict, wording.VERDICT_LABELS),
    "monitoring": _Words("动态监测所见", OURS, monitoring.Kind, monitoring.KIND_LABELS),
    "size-classes": _Words("企业规模", _SIZES, sizes.SizeClass, sizes.SIZE_LABELS),
    "sources": _Words("数据来源", OURS, profile.Source, profile.SOURCE_LABELS),
    "institution-levels": _Words("研发机构级别", _MEASURES, profile.InstitutionLevel, profile.INSTITUTION_LABELS),
    "answer-kinds": _Words("补充问题的答法", OURS, answers.AnswerKind),
    "questionnaire-forms": _Words("自评问卷填报项的填法", OURS, questionnaire_items.Form),
    "contact-roles": _Words("联系人身份", OURS, holdings.ContactRole, holdings.ROLE_LABELS),
    "people-roles": _Words("企业经办人角色", OURS, people.Role, people.ROLE_LABELS),
    "people-steps": _Words("企业经办人的变更", OURS, people.Step, people.STEP_LABELS),
    "officer-roles": _Words("经办人员角色", OURS, officers.OfficerRole, officers.OFFICER_ROLE_LABELS),
    "officer-steps": _Words("经办人员的任免", OURS, officers.OfficerStep, officers.OFFICER_STEP_LABELS),
    "goals": _Words("培育目标", _PLAN, goals.Goal, goals.GOAL_LABELS),
    "coverage": _Words("覆盖面", _PLAN, coverage.Cover, coverage.COVER_LABELS),
    "park-kinds": _Words("园区类型", OURS, parks.ParkKind, parks.KIND_LABELS),
    "park-honours": _Words("园区称号", _PLAN, parks.Honour, parks.HONOUR_LABELS),
    "code-purposes": _Words("企业码用途", OURS, codes.Purpose, codes.PURPOSE_LABELS),
    "code-views": _Words("企业码所示身份", OURS, codes.View),
    "code-contents": _Words("企业码所示内容", OURS, codes.Shown),
    "certainties": _Words("金额的确定程度", OURS, Certainty),
    "audit-faults": _Words("审计核对所见", OURS, Fault, FAULT_LABELS),
}
"""By table: the enumerations; what crosses HTTP and is not among them has no words, and a test says so."""


@cache
def tables() -> Mapping[str, Table]:
    """Every table by its name. Raises KeyError for a code without words."""
    words = _read("words")
    found = [_districts(), _industries()]
    found += [
        Table(name, one.title, one.source, _codes({code.value: labels[code] for code in one.of}))
        for name, one in WORDS.items()
        for labels in [one.labels or words[name]]
    ]
    found.append(Table("code-statuses", "企业码状态", OURS, _codes(words["code-statuses"])))
    return {one.name: one for one in sorted(found, key=lambda table: table.name)}


def _districts() -> Table:
    """Those in use and, behind them, those that were merged away."""
    data = _read("districts")
    retired = (
        Code(code, one["label"], retired=one["retired"], merged_into=tuple(one["merged_into"]))
        for code, one in data["retired"].items()
    )
    return Table("districts", data["title"], data["source"], (*_codes(DISTRICTS), *retired))


def _industries() -> Table:
    """Sections, each followed by its divisions: C, then C13 to C43."""
    data = _read("industries")
    codes: list[Code] = []
    for section, one in data["sections"].items():
        codes.append(Code(section, one["label"]))
        codes += [Code(section + division, label, parent=section) for division, label in one["divisions"].items()]
    return Table("industries", data["title"], data["source"], tuple(codes))


def _codes(labels: Mapping[str, str]) -> tuple[Code, ...]:
    pairs: Iterable[tuple[str, str]] = labels.items()
    return tuple(Code(code, label) for code, label in pairs)


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))
