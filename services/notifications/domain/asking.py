"""What a message asks of the enterprise, and by when: the app's home shows what waits and which days come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.notifications.domain.messages import Template
from services.notifications.domain.targets import target_id
from shared.events import (
    ApplicationAdvanced,
    ApplicationState,
    ClaimAdvanced,
    ClaimState,
    DutyDone,
    DutyDue,
    FinancingAdvanced,
    MeasureMatched,
    QuotaAdvanced,
    QuotaStep,
    RightAdvanced,
    RightState,
)


@dataclass(frozen=True, slots=True)
class About:
    """The thing a message is about, and what it asks."""

    target_id: str | None = None
    """Where it leads, see targets.py"""
    thread: str | None = None
    """In which a later fact takes it off the desk: mostly the target; of financing the part of one bank"""
    version: int = 0
    """Of the thread, at which it was asked"""
    act_by: date | None = None
    """The last day on which it helps to act"""
    waits: bool = False
    """Nothing goes on until the enterprise acts"""


NOTHING: Final = About()


def about(template: Template, fact: Any) -> About:
    """What the fact that a message of this template tells asks of the enterprise; mostly nothing."""
    asked = _ASKS.get(template)
    act_by, waits = asked(fact) if asked else _NOT_ASKED
    target = target_id(template, fact)
    version = _VERSIONS.get(type(fact))
    thread = _THREADS.get(template, lambda _: target)(fact)
    return About(target, thread, version(fact) if version else 0, act_by, waits)


def moved_on(fact: Any) -> dict[str, int]:
    """By thread: the version it has now. What was asked at an earlier one counts no more, whatever the order heard."""
    version = _VERSIONS.get(type(fact))
    threads = _MOVES_ON.get(type(fact))
    return dict.fromkeys(threads(fact), version(fact)) if version and threads else {}


Asked = tuple[date | None, bool]
_NOT_ASKED: Final[Asked] = (None, False)


def _duty(told: DutyDue) -> Asked:
    return told.due_on, True


def _application(told: ApplicationAdvanced) -> Asked:
    return (told.due_on, True) if told.state is ApplicationState.RETURNED else _NOT_ASKED


def _claim(told: ClaimAdvanced) -> Asked:
    return None, told.state is ClaimState.RETURNED


def _right(told: RightAdvanced) -> Asked:
    return None, told.state is RightState.RETURNED


def _quota(told: QuotaAdvanced) -> Asked:
    return (told.usable_until, False) if told.step is QuotaStep.LAPSING else _NOT_ASKED


def _matched(told: MeasureMatched) -> Asked:
    """What opens by itself has no window of the enterprise's; else it may apply while the title lasts."""
    return _NOT_ASKED if told.opened else (told.until_on, False)


def _financing(told: FinancingAdvanced) -> Asked:
    """A question waits for an answer, an offer for a yes or no."""
    asked = _OF_PART.get(told.state)
    return asked(told) if asked else _NOT_ASKED


def _all_in(told: FinancingAdvanced) -> Asked:
    return (told.offer.valid_until if told.offer else None), True


_OF_PART: Final[Mapping[str, Callable[[FinancingAdvanced], Asked]]] = {
    "questioned": lambda told: (told.answer_by, True),
    "offered": _all_in,
}
_ASKS: Final[Mapping[Template, Callable[[Any], Asked]]] = {
    Template.DUTY_DUE: _duty,
    Template.APPLICATION_ADVANCED: _application,
    Template.CLAIM_ADVANCED: _claim,
    Template.RIGHT_ADVANCED: _right,
    Template.QUOTA_ADVANCED: _quota,
    Template.MEASURE_MATCHED: _matched,
    Template.FINANCING_ADVANCED: _financing,
    Template.FINANCING_ALL_IN: _all_in,
}
_THREADS: Final[Mapping[Template, Callable[[Any], str]]] = {
    Template.FINANCING_ADVANCED: lambda told: str(told.part_id),
}


def _of_financing(told: FinancingAdvanced) -> tuple[str, ...]:
    """The part; and with the enterprise's choice, or when no offer is left, the choice itself."""
    chosen = told.step in ("accept", "withdraw") or not told.offers
    return (told.part_id, told.application_id) if chosen else (told.part_id,)


_MOVES_ON: Final[Mapping[type[Any], Callable[[Any], tuple[str, ...]]]] = {
    ApplicationAdvanced: lambda told: (told.application_id,),
    ClaimAdvanced: lambda told: (told.claim_id,),
    RightAdvanced: lambda told: (told.right_id,),
    QuotaAdvanced: lambda told: (told.quota_id,),
    FinancingAdvanced: _of_financing,
    DutyDone: lambda told: (told.duty_id,),
}
_VERSIONS: Final[Mapping[type[Any], Callable[[Any], int]]] = {
    ApplicationAdvanced: lambda told: int(told.application_version),
    ClaimAdvanced: lambda told: int(told.claim_version),
    RightAdvanced: lambda told: int(told.right_version),
    QuotaAdvanced: lambda told: int(told.quota_version),
    FinancingAdvanced: lambda told: int(told.application_version),
    DutyDone: lambda _: 1,
}
