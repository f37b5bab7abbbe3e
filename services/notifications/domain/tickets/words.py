"""What a step of a ticket says to its enterprise."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from services.notifications.domain.messages import Words
from services.notifications.domain.tickets.states import TicketStep


def ticket_words(step: TicketStep, title: str, said: str | None, due_on: date) -> Words | None:
    """None: it did that itself, or it changes nothing for it."""
    tell = _TOLD.get(step)
    return tell(title, said or "", due_on) if tell else None


def _answered(title: str, said: str, due_on: date) -> Words:
    text = f"答复：{said}\n如未解决，请在 {due_on} 前追问；已解决的，请确认办结并评价。逾期未回应的，自动办结。"
    return Words(f"工单已答复：{title}"[:200], text)


def _questioned(title: str, said: str, due_on: date) -> Words:
    text = f"经办人员需要了解：{said}\n请在 {due_on} 前补充；补充前不计答复时限，逾期未补充的，自动办结。"
    return Words(f"工单待补充：{title}"[:200], text)


def _transferred(title: str, said: str, due_on: date) -> Words:
    return Words(f"工单已移交：{title}"[:200], f"移交说明：{said}\n答复时限不变，仍为 {due_on}。")


def _escalated(title: str, _said: str, due_on: date) -> Words:
    return Words(f"工单逾期，已升级至市级：{title}"[:200], f"应在 {due_on} 前答复，现由市级督办。无须重新提出。")


def _lapsed(title: str, _said: str, _due_on: date) -> Words:
    return Words(f"工单已自动办结：{title}"[:200], "期限内没有进一步的回应。仍有需要的，请另提工单；欢迎评价。")


_TOLD: Final[Mapping[TicketStep, Callable[[str, str, date], Words]]] = {
    TicketStep.ANSWER: _answered,
    TicketStep.QUESTION: _questioned,
    TicketStep.TRANSFER: _transferred,
    TicketStep.ESCALATE: _escalated,
    TicketStep.LAPSE: _lapsed,
}
