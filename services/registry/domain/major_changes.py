"""The rules of major changes (重大变化): reported in time, reviewed once, with what each outcome needs."""

from datetime import date
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Ground, Refusal


class MajorKind(StrEnum):
    """工信部企业〔2022〕63号：更名、合并、重组、跨省迁移、设立境外分支机构等"""

    RENAME = "rename"
    MERGER = "merger"
    RESTRUCTURING = "restructuring"
    RELOCATION = "relocation"
    FOREIGN_BRANCH = "foreign_branch"
    OTHER = "other"


MAJOR_LABELS: Final = {
    MajorKind.RENAME: "更名",
    MajorKind.MERGER: "合并",
    MajorKind.RESTRUCTURING: "重组",
    MajorKind.RELOCATION: "跨省迁移",
    MajorKind.FOREIGN_BRANCH: "设立境外分支机构",
    MajorKind.OTHER: "其他重大变化",
}


class Outcome(StrEnum):
    KEPT = "kept"
    """仍符合认定标准: titles and terms unchanged"""
    REVOKED = "revoked"
    """不再符合认定标准"""
    CANCELLED = "cancelled"
    """未按期报告, 直接取消"""


OUTCOME_LABELS: Final = {
    Outcome.KEPT: "仍符合认定标准，称号及有效期不变",
    Outcome.REVOKED: "不再符合认定标准，撤销称号",
    Outcome.CANCELLED: "未按期报告，直接取消称号",
}
GROUNDS: Final = {Outcome.REVOKED: Ground.UNQUALIFIED, Outcome.CANCELLED: Ground.UNREPORTED}


def check_review(outcome: Outcome, due_on: date, reported_on: date | None, decided_on: date, today: date) -> None:
    """Raises Refusal."""
    if decided_on > today:
        raise Refusal("审核日期不能晚于今天")
    in_time = (reported_on or today) <= due_on
    if outcome is Outcome.CANCELLED and in_time:
        raise Refusal(f"报告期限至 {due_on}，企业未逾期；不能以未按期报告为由取消")
    if outcome is not Outcome.CANCELLED and reported_on is None:
        raise Refusal("企业尚未报告这一变化；请待企业报告后审核")


def check_report(occurred_on: date, today: date) -> None:
    if occurred_on > today:
        raise Refusal("发生日期不能晚于今天；请在变化发生之后报告")
