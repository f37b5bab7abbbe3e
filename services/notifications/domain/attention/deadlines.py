"""Deadlines (期限): what is to be done by a day, when it is recalled, and in which words.

Recalled some days before, the days being data of this zone. Whoever learns of a deadline when such a day has passed
was told that very day: no reminder follows on its heels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from services.notifications.domain.messages import Words
from shared.events import (
    ClaimAdvanced,
    ConsentGranted,
    ConsentWithdrawn,
    DutyDone,
    DutyDue,
    EntitlementClosed,
    FinancingAdvanced,
    MeasureMatched,
)


class DeadlineKind(StrEnum):
    DUTY = "duty"
    CLAIM = "claim"
    CONSENT = "consent"
    OFFER = "offer"
    QUESTION = "question"


@dataclass(frozen=True)
class Deadline:
    enterprise_id: str
    kind: DeadlineKind
    about: str
    """What is done or ends: a duty, a benefit_code, a consent, a part of an application"""
    occasion: str
    """Which time of it: one enterprise may have to do the same again, by another day"""
    due_on: date
    """The last day"""
    label: str
    """What is to be done, as in “…的期限”"""
    then: str
    """What follows otherwise, and what may be done; a sentence"""


@dataclass(frozen=True)
class Closed:
    """Done, or over: nothing of it is recalled any more."""

    kind: DeadlineKind
    about: str
    enterprise_id: str


def next_recall(due_on: date, known_on: date, after: date, leads: Sequence[int]) -> date | None:
    """The next day after a day on which it is recalled; None: none is left."""
    days = (due_on - timedelta(days=lead) for lead in leads)
    return min((day for day in days if day > known_on and day > after), default=None)


def recall_words(label: str, then: str, due_on: date, today: date) -> Words:
    left = (due_on - today).days
    when = f"还有 {left} 天" if left else "今天是最后一天"
    text = f"{label}的最后一天为 {due_on}，{when}。\n{then}\n已经办理的，请忽略本提醒。"
    return Words(f"{label}：{when}（{due_on}）"[:200], text)


def recall_id(kind: DeadlineKind, occasion: str, due_on: date, recalled_on: date) -> str:
    """Of the reminder of one day before: the same for ever, so that it comes once."""
    return str(uuid5(NAMESPACE_URL, f"deadline/{kind}/{occasion}/{due_on}/{(due_on - recalled_on).days}"))


# ---- what opens one, and what closes it ----------------------------------------------------------


def of_duty(told: DutyDue) -> Deadline:
    then = f"{told.otherwise}。依据：{told.basis}。"
    return Deadline(told.enterprise_id, DeadlineKind.DUTY, told.duty_id, told.duty_id, told.due_on, told.label, then)


def duty_done(told: DutyDone) -> Closed:
    return Closed(DeadlineKind.DUTY, told.duty_id, told.enterprise_id)


def of_match(told: MeasureMatched, label: str) -> Deadline | None:
    """What is open by itself needs nothing, and without a last day there is none to recall."""
    if told.opened or told.until_on is None:
        return None
    then = "所凭称号届满后不再享受；如需享受，请在此前申请。"
    return Deadline(
        told.enterprise_id,
        DeadlineKind.CLAIM,
        told.benefit_code,
        told.version_id,
        told.until_on,
        f"申请“{label}”",
        then,
    )


def claimed(told: ClaimAdvanced) -> Closed:
    return Closed(DeadlineKind.CLAIM, told.benefit_code, told.enterprise_id)


def entitlement_closed(told: EntitlementClosed) -> Closed:
    return Closed(DeadlineKind.CLAIM, told.benefit_code, told.enterprise_id)


def of_consent(told: ConsentGranted) -> Deadline:
    label = f"{told.institution_name}“{told.purpose_label}”的授权"
    then = "期满自动终止，不必办理；仍需要的，请在此前重新授权。"
    return Deadline(
        told.enterprise_id, DeadlineKind.CONSENT, told.consent_id, told.consent_id, told.until_on, label, then
    )


def consent_over(told: ConsentWithdrawn) -> Closed:
    return Closed(DeadlineKind.CONSENT, told.consent_id, told.enterprise_id)


def of_financing(told: FinancingAdvanced) -> Deadline | None:
    """An offer to accept, or a question to answer."""
    if told.step in ("offer", "replace") and told.offer is not None:
        occasion = f"{told.part_id}/{told.offer.number}"
        label, then = f"接受{told.institution_name}的报价", "逾期报价失效；接受其中一份后，其余自动关闭。"
        return Deadline(
            told.enterprise_id, DeadlineKind.OFFER, told.part_id, occasion, told.offer.valid_until, label, then
        )
    if told.step == "question":
        occasion = f"{told.part_id}/{told.application_version}"
        label, then = f"向{told.institution_name}补充资料", "逾期该部分申请终止。"
        return Deadline(told.enterprise_id, DeadlineKind.QUESTION, told.part_id, occasion, told.answer_by, label, then)
    return None


def financing_done(told: FinancingAdvanced) -> Sequence[Closed]:
    """A question is answered, or of no use any more, by every step but a reminder; an offer stands until it ends."""
    over = [DeadlineKind.QUESTION] if told.step != "remind" else []
    if told.step not in _OFFER_STANDS:
        over.append(DeadlineKind.OFFER)
    return [Closed(kind, told.part_id, told.enterprise_id) for kind in over]


_OFFER_STANDS: Final = frozenset({"acknowledge", "question", "supplement", "remind"})
