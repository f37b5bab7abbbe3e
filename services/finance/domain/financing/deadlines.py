"""How long an answer may take, in working days; whoever's turn it is has as long."""

from dataclasses import dataclass
from datetime import date

from shared.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Due:
    remind_after: date
    """The last day before a reminder"""
    answer_by: date
    """The last day for an answer"""


@dataclass(frozen=True, slots=True)
class Deadlines:
    name: str
    reminder_working_days: int
    answer_working_days: int

    def since(self, day: date, calendar: Calendar) -> Due:
        """Counted from the working day after that day."""
        return Due(calendar.after(day, self.reminder_working_days), calendar.after(day, self.answer_working_days))
