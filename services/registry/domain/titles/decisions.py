"""The words of the rules of titles: the enterprise, what can be decided of a title, and on which ground."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from shared.events import Title
from shared.values import EnterpriseId, Tier

Titles = tuple[Title, ...]


class Refusal(Exception):
    """The rules say no; the words say why and what to do."""


class Ground(StrEnum):
    """撤销事由, and what a suspension looks into"""

    ACCIDENT = "accident"
    """发生重大安全、质量、环境污染事故"""
    DISHONESTY = "dishonesty"
    """列入严重失信主体名单"""
    TAX_EVASION = "tax_evasion"
    """偷漏税"""
    FRAUD = "fraud"
    """数据造假"""
    UNQUALIFIED = "unqualified"
    """不再符合认定标准"""
    UNREPORTED = "unreported"
    """重大变化未在期限内报告"""


GROUND_LABELS: Final = {
    Ground.ACCIDENT: "发生重大安全、质量或环境污染事故",
    Ground.DISHONESTY: "被列入严重失信主体名单",
    Ground.TAX_EVASION: "存在偷漏税行为",
    Ground.FRAUD: "数据造假",
    Ground.UNQUALIFIED: "不再符合认定标准",
    Ground.UNREPORTED: "重大变化未按期报告",
}


@dataclass(frozen=True)
class Inherited:
    """A tier that a legal person absorbed on that day had held: from then on none of it is a first recognition."""

    tier: Tier
    on: date


@dataclass(frozen=True)
class Enterprise:
    """企业: one legal person."""

    enterprise_id: EnterpriseId
    uscc: str
    usccs: tuple[str, ...]
    name: str
    district: str
    industry: str
    version: int
    inherited: tuple[Inherited, ...] = ()
    ended_on: date | None = None
    """Merged away or deregistered: the first day it was no legal person any more."""


@dataclass(frozen=True)
class Recognition:
    """认定: a new title."""

    title_id: str
    tier: Tier
    number: str
    authority: str
    document: str
    recognised_on: date
    valid_until: date | None = None
    """Only where the official list prints another day than the term of the law gives."""


@dataclass(frozen=True)
class Renewal:
    """复核通过: a title goes on for another term."""

    title_id: str
    renews: str
    number: str | None
    authority: str
    document: str
    decided_on: date


@dataclass(frozen=True)
class Revocation:
    """撤销: a title ends on a day, for a stated ground."""

    title_id: str
    ground: Ground
    document: str
    decided_on: date
    every_tier: bool = False
    """Whether every other title ends with it: what the law asks after 数据造假."""


@dataclass(frozen=True)
class Suspending:
    """暂停: from a day on a title does not count, until it is resumed."""

    title_id: str
    ground: Ground
    document: str
    decided_on: date


@dataclass(frozen=True)
class Resuming:
    """恢复: a suspended title counts again from a day on."""

    title_id: str
    document: str
    decided_on: date


@dataclass(frozen=True)
class Ending:
    """终止: the legal person is none any more, and its titles end with it."""

    document: str
    on: date


@dataclass(frozen=True)
class TakingOver:
    """承继: after a merger the surviving firm goes on with a title of the absorbed one, number and term unchanged."""

    title_id: str
    title: Title
    """The title of the absorbed firm"""
    document: str
    merged_on: date


@dataclass(frozen=True)
class Term:
    """有效期: how many years a title is valid whose first day is this one or a later one."""

    valid_from: date
    years: int


Terms = tuple[Term, ...]
"""In order of time; before the first one, the first."""
Decision = Recognition | Renewal | Revocation | Suspending | Resuming | Ending | TakingOver
