"""Answers: further facts of a named kind, how each is written down, and who may give it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.answers import Flag, Incident, Level, Number, YearsSince
from services.registry.domain.figures.reading import Unit
from shared.days import EARLIEST, LATEST
from shared.values import clean_text

Value = Decimal | int | bool | str | date
YES, NO = "yes", "no"
_MOST: Final = 1_000_000
_DIGITS: Final = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?")
_LONGEST: Final = 120


class AnswerKind(StrEnum):
    FLAG = "flag"
    """yes or no"""
    NUMBER = "number"
    LEVEL = "level"
    """One of the named levels"""
    DAY = "day"
    INCIDENT = "incident"
    """The day it last happened, or no"""
    TEXT = "text"


class Unreadable(ValueError):
    """Not an answer of this kind; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that may be answered of an enterprise."""

    name: str
    label: str
    kind: AnswerKind
    self_stated: bool
    """The enterprise may give it; if not, an officer or an authority does."""
    levels: tuple[str, ...] = ()
    level_labels: tuple[str, ...] = ()
    most: int = _MOST
    """Of a number"""

    def read(self, text: str) -> Value:
        """Raises Unreadable."""
        return _READERS[self.kind](self, text)

    def read_on(self, text: str, today: date) -> Value:
        """As somebody answers it today: what happened has happened. Raises Unreadable."""
        value = self.read(text)
        if isinstance(value, date) and value > today:
            raise Unreadable("日期晚于今天；请填已经发生的日期")
        return value


def written(value: Value) -> str:
    """As it is kept: one spelling for each value."""
    if isinstance(value, bool):
        return YES if value else NO
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _flag(question: Question, text: str) -> bool:
    if text not in (YES, NO):
        raise Unreadable("请答 yes 或 no")
    return text == YES


def _number(question: Question, text: str) -> Decimal | int:
    if not _DIGITS.fullmatch(text) or (number := Decimal(text)) > question.most:
        raise Unreadable(f"请填 0 至 {question.most} 的数字，最多四位小数")
    return int(number) if number == int(number) else number


def _level(question: Question, text: str) -> str:
    if text not in question.levels:
        raise Unreadable(f"请选择其一：{'、'.join(question.levels)}")
    return text


def _day(question: Question, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise Unreadable("日期应写作 YYYY-MM-DD") from fault
    if text != day.isoformat() or not EARLIEST <= day <= LATEST:
        raise Unreadable("日期应写作 YYYY-MM-DD，且不早于 1949-10-01")
    return day


def _incident(question: Question, text: str) -> bool | date:
    return _flag(question, text) if text in (YES, NO) else _day(question, text)


def _text(question: Question, text: str) -> str:
    try:
        cleaned = clean_text(text)
    except ValueError as fault:
        raise Unreadable(str(fault)) from fault
    if len(cleaned) > _LONGEST:
        raise Unreadable(f"请填 1 至 {_LONGEST} 个字")
    return cleaned


_READERS: Final[Mapping[AnswerKind, Callable[[Question, str], Value]]] = {
    AnswerKind.FLAG: _flag,
    AnswerKind.NUMBER: _number,
    AnswerKind.LEVEL: _level,
    AnswerKind.DAY: _day,
    AnswerKind.INCIDENT: _incident,
    AnswerKind.TEXT: _text,
}
_KINDS: Final = {
    Flag: AnswerKind.FLAG,
    Number: AnswerKind.NUMBER,
    Level: AnswerKind.LEVEL,
    YearsSince: AnswerKind.DAY,
    Incident: AnswerKind.INCIDENT,
}
NOT_SELF_STATED: Final = frozenset(
    {
        # 地方特色指标由省级评定；发展评价得分由工信部平台计算
        "local_points", "development_score", "development_score_before",
        # 核定、同意：主管部门的决定
        "market_position", "well_governed", "revenue_above_cap_accepted", "share_accepted", "patents_accepted",
        # 否决项：以有关部门的核查结果为准
        "abnormal_operation", "serious_dishonesty", "accident", "violation", "fraud",
    }
)  # fmt: skip
_DAY_LABELS: Final = {"niche_since": "进入细分市场日期", "established_on": "成立日期"}


def _most(figure: Number) -> int:
    return figure.highest or (100 if figure.unit is Unit.PERCENT else _MOST)


def _asked() -> dict[str, Question]:
    """What rulesets ask, from the catalogue of figures, and the niche by name, which nobody scores."""
    questions = {"niche": Question("niche", "细分市场名称", AnswerKind.TEXT, self_stated=True)}
    for figure in FIGURES.values():
        if isinstance(figure, Flag | Number | Level | YearsSince | Incident):
            questions[figure.name] = Question(
                figure.name,
                _DAY_LABELS.get(figure.name, figure.label),
                _KINDS[type(figure)],
                figure.name not in NOT_SELF_STATED,
                figure.levels if isinstance(figure, Level) else (),
                figure.level_labels if isinstance(figure, Level) else (),
                _most(figure) if isinstance(figure, Number) else _MOST,
            )
    return questions


QUESTIONS: Final[Mapping[str, Question]] = _asked()


@lru_cache(maxsize=20_000)  # a city answers the same few things
def read_back(name: str, text: str) -> Value:
    """What was kept."""
    return QUESTIONS[name].read(text)
