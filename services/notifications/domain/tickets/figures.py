"""What tickets came to, by district: answered in time, how fast, and what enterprises think of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final, Protocol

from services.notifications.domain.tickets.states import TURN_OF_OFFICERS, TicketState

_HOUR: Final = 3_600
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


class Counted(Protocol):
    """A ticket, as far as figures ask."""

    @property
    def district(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def in_time(self) -> bool | None: ...
    @property
    def escalated(self) -> bool: ...
    @property
    def waited_seconds(self) -> int: ...
    @property
    def stars(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """None: nothing to make the figure of."""

    district: str | None
    """Who is in charge now; None: all together"""
    asked: int
    answered: int
    unanswered: int
    in_time: int
    late: int
    in_time_percent: Decimal | None
    """Of those that were answered or are late"""
    median_hours: Decimal | None
    """To the first answer, without what the enterprise was waited for"""
    rated: int
    mean_stars: Decimal | None


def lines(tickets: Iterable[Counted]) -> Sequence[Line]:
    """One for each district that was asked, in the order of their codes, and then all together."""
    kept = list(tickets)
    districts = sorted({one.district for one in kept})
    return [*(_line(code, [one for one in kept if one.district == code]) for code in districts), _line(None, kept)]


def _line(district: str | None, tickets: Sequence[Counted]) -> Line:
    in_time = sum(one.in_time is True for one in tickets)
    late = sum(one.in_time is False for one in tickets)
    hours = [_hours(one.asked_at, one.answered_at, one.waited_seconds) for one in tickets if one.answered_at]
    stars = [one.stars for one in tickets if one.stars is not None]
    return Line(
        district=district,
        asked=len(tickets),
        answered=len(hours),
        unanswered=sum(TicketState(one.state) in TURN_OF_OFFICERS for one in tickets),
        in_time=in_time,
        late=late,
        in_time_percent=_rounded(Decimal(100 * in_time) / (in_time + late), _TENTH) if in_time + late else None,
        median_hours=_rounded(median(hours), _TENTH) if hours else None,
        rated=len(stars),
        mean_stars=_rounded(Decimal(sum(stars)) / len(stars), _HUNDREDTH) if stars else None,
    )


def _hours(asked: datetime, answered: datetime, waited: int) -> Decimal:
    return Decimal(int((answered - asked).total_seconds()) - waited) / _HOUR


def _rounded(exact: Decimal, to: Decimal) -> Decimal:
    return exact.quantize(to, ROUND_HALF_UP)
