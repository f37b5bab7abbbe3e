"""上市培育: the stages on the way to a listing, in which order they come, and what the steps noted of one say.

The plan (二（四）10) names two of them: 将省级以上“专精特新”中小企业纳入市级重点拟上市企业名单, the candidates, and the
listing. Those between are the ones of every issue in China: 《首次公开发行股票并上市辅导监管规定》 for the tutoring,
《首次公开发行股票注册管理办法》 (for 北交所 its sister) for what the exchange and the regulator do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from shared.values import PROVINCIAL_AND_ABOVE

CANDIDATES: Final = PROVINCIAL_AND_ABOVE
"""Who holds one of these titles is on the list of candidates (10-3), without asking"""


class Stage(StrEnum):
    REFORM = "reform"
    TUTORING = "tutoring"
    FILED = "filed"
    APPROVED = "approved"
    REGISTERED = "registered"
    LISTED = "listed"
    STOPPED = "stopped"
    """Withdrawn or refused: it may begin again"""

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]

    @property
    def rank(self) -> int:
        return _RANK[self]


STAGE_LABELS: Final = {
    Stage.REFORM: "股份制改造",
    Stage.TUTORING: "辅导备案",
    Stage.FILED: "申报受理",
    Stage.APPROVED: "审核通过",
    Stage.REGISTERED: "同意注册",
    Stage.LISTED: "上市",
    Stage.STOPPED: "终止",
}
_RANK: Final = {stage: rank for rank, stage in enumerate(Stage)}


class Exchange(StrEnum):
    """上市地, in the words of the measures, which decide what each counts for."""

    BSE = "bse"
    SSE = "sse"
    SZSE = "szse"
    OVERSEAS = "overseas"

    @property
    def label(self) -> str:
        return EXCHANGE_LABELS[self]


EXCHANGE_LABELS: Final = {
    Exchange.BSE: "北京证券交易所",
    Exchange.SSE: "上海证券交易所",
    Exchange.SZSE: "深圳证券交易所",
    Exchange.OVERSEAS: "境外",
}
_ON_AN_EXCHANGE: Final = frozenset({Stage.FILED, Stage.APPROVED, Stage.REGISTERED, Stage.LISTED})


class Refusal(Exception):
    """What cannot be, in plain words with the way out."""


@dataclass(frozen=True, slots=True)
class Step:
    stage: Stage
    happened_on: date
    exchange: Exchange | None = None
    issuer: str | None = None
    document: str | None = None
    """The number of the document that proves it; of a listing, of the announcement"""


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down; it stays, and another one corrects it."""

    number: int
    step: Step | None
    """None: what it corrects was none"""
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    step: Step
    number: int
    """Of the note that told it first"""


@dataclass(frozen=True, slots=True)
class Road:
    """The steps that stand, in order, each with the number of the note in whose place it stands."""

    steps: tuple[tuple[int, Step], ...] = ()

    @property
    def last(self) -> Step | None:
        return self.steps[-1][1] if self.steps else None

    @property
    def listing(self) -> Listing | None:
        if self.last is None or self.last.stage is not Stage.LISTED:
            return None
        number, step = self.steps[-1]
        return Listing(step, number)


def fold(notes: Sequence[Note]) -> Road:
    """A correction stands in the place of what it corrects."""
    place: dict[int, int] = {}
    stand: dict[int, Step | None] = {}
    for note in notes:
        place[note.number] = note.number if note.corrects is None else place[note.corrects]
        stand[place[note.number]] = note.step
    return Road(tuple((number, step) for number, step in sorted(stand.items()) if step is not None))


def with_note(notes: Sequence[Note], new: Note, today: date) -> Road:
    """The road with the new note. Raises Refusal."""
    if new.corrects is not None:
        _check_corrected(notes, new.corrects)
    elif new.step is None:
        raise Refusal("没有写明进程；撤销原来的一步请在 corrects 中写明其序号")
    if new.step is not None:
        _check_step(new.step, today)
    road = fold((*notes, new))
    for (_, before), (_, after) in zip(road.steps, road.steps[1:], strict=False):
        _check_order(before, after)
    if road.steps and road.steps[0][1].stage is Stage.STOPPED:
        raise Refusal("终止之前应有已登记的进程；请先登记")
    return road


def _check_corrected(notes: Sequence[Note], number: int) -> None:
    if all(note.number != number for note in notes):
        raise Refusal("corrects 中的序号不是已登记的一步；请核对序号")
    if any(note.corrects == number for note in notes):
        raise Refusal("该步已被更正过；请更正最近的一步")


def _check_step(step: Step, today: date) -> None:
    if step.happened_on > today:
        raise Refusal("日期不能晚于今天；请在发生之后登记")
    if (step.exchange is not None) is not (step.stage in _ON_AN_EXCHANGE):
        raise Refusal("自申报受理起须写明上市地，此前与终止不写")
    if step.stage is Stage.LISTED and (step.document is None or step.issuer is None):
        raise Refusal("登记上市须写明上市公告的编号与发布单位")


def _check_order(before: Step, after: Step) -> None:
    if after.happened_on < before.happened_on:
        raise Refusal(f"“{after.stage.label}”不能早于“{before.stage.label}”（{before.happened_on}）；请核对日期")
    if before.stage is Stage.LISTED:
        raise Refusal("企业已上市，没有后续进程；原来有误的请在 corrects 中写明其序号")
    if Stage.STOPPED in (before.stage, after.stage):
        if before.stage is after.stage:
            raise Refusal("已登记终止；重新启动的请登记新的进程")
        return
    if after.stage.rank <= before.stage.rank:
        raise Refusal(f"“{after.stage.label}”应在“{before.stage.label}”之前；原来有误的请在 corrects 中写明其序号")
    if before.exchange is not None and after.exchange is not before.exchange:
        raise Refusal(f"上市地与“{before.stage.label}”时的不一致；改换上市地的，请先登记终止")


def told(before: Road, after: Road) -> Mapping[int, tuple[Step, bool]]:
    """What is to be told of listings, by the note each began with: the step, and whether it is taken back."""
    was, now = before.listing, after.listing
    if was == now:
        return {}
    found: dict[int, tuple[Step, bool]] = {}
    if was is not None and (now is None or now.number != was.number):
        found[was.number] = (was.step, True)
    if now is not None:
        found[now.number] = (now.step, False)
    return found
