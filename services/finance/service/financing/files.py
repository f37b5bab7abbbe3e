"""One application as it lies in the database; whoever changes it holds its row, so every change has its place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from services.finance import store
from services.finance.domain.financing.applications import Application, Part, Taken
from services.finance.domain.financing.deadlines import Due
from services.finance.domain.financing.reasons import EndReason, RefusalReason
from services.finance.domain.financing.states import OPEN, UNANSWERED, PartState, Step
from services.finance.domain.financing.terms import Terms
from services.finance.domain.products.costs import Need, Purpose
from services.finance.service import consents
from services.finance.store.financing import Asked, offer_row, terms_of
from services.finance.store.tables import FinancingOfferRow, FinancingRow
from shared.db import Tx
from shared.events import FinancingAdvanced, OfferTold, Origin
from shared.problems import Unavailable

BY_ITSELF: Final = "system"
_UNASKED: Final = frozenset({Step.REMIND, Step.EXPIRE, Step.LAPSE, Step.CLOSE})
"""Steps nobody takes: time does, or they follow from another's."""
_MAKE_OFFERS: Final = frozenset({Step.OFFER, Step.REPLACE})
_ANSWER: Final = frozenset({Step.OFFER, Step.REFUSE})


@dataclass(frozen=True)
class File:
    row: FinancingRow
    enterprise: Any
    """Its row of `known_enterprise`"""
    asked: Sequence[Asked]
    """In the order of the form"""
    offers: Mapping[str, Sequence[FinancingOfferRow]]
    """By part, the newest last"""
    application: Application

    @property
    def need(self) -> Need:
        return need_of(self.row)

    def of(self, part_id: str) -> Asked:
        return next(one for one in self.asked if one.part.part_id == part_id)


def need_of(row: FinancingRow) -> Need:
    return Need(row.amount_fen, row.months, row.drawn_on, Purpose(row.purpose))


async def opened(tx: Tx, rows: Sequence[FinancingRow]) -> list[File]:
    """Of these rows, in their order."""
    asked = await store.financing.parts(tx, [row.application_id for row in rows])
    offers = await store.financing.offers(tx, [one.part.part_id for one in asked])
    enterprises = await applicants(tx, {row.enterprise_id for row in rows})
    files = []
    for row in rows:
        its = [one for one in asked if one.part.application_id == row.application_id]
        parts = tuple(_part(one, offers.get(one.part.part_id, ())) for one in its)
        files.append(File(row, enterprises[row.enterprise_id], its, offers, Application(parts)))
    return files


async def applicants(tx: Tx, enterprise_ids: Collection[str]) -> Mapping[str, Any]:
    """Rows of `known_enterprise`, by their ids. Raises Unavailable while a rebuild has not brought them back."""
    found = await store.KNOWN.by_ids(tx, enterprise_ids)
    if len(found) < len(set(enterprise_ids)):
        raise Unavailable("企业资料正在重建，请稍后再试")
    return found


async def locked(tx: Tx, application_id: str) -> File:
    """From here on nobody else changes it. It is known to be there: nothing is ever deleted."""
    row = await store.financing.lock(tx, application_id)
    assert row is not None, "an application is never deleted"
    return (await opened(tx, [row]))[0]


def _part(asked: Asked, offers: Sequence[FinancingOfferRow]) -> Part:
    row = asked.part
    return Part(
        part_id=row.part_id,
        tied_to=row.tied_to,
        due=Due(row.remind_after, row.answer_by),
        state=PartState(row.state),
        version=row.version,
        reminded=row.reminded_at is not None,
        offer=terms_of(offers[-1]) if offers else None,
        offer_number=row.offer_number,
        code=row.code,
        words=row.words,
    )


# ---- written and told -----------------------------------------------------------------------------


async def record(tx: Tx, file: File, after: Application, actor: str, origin: Origin | None = None) -> File:
    """Every step with its row of the history and its fact; what was consented to for a part ends with it."""
    if not after.taken:
        return file
    row, at = file.row, max(tx.now, file.row.changed_at)
    taken, origin = after.taken, origin or tx.origin
    by_part = {part.part_id: [one for one in taken if one.part_id == part.part_id] for part in after.parts}
    moved = [part for part in after.parts if by_part[part.part_id]]
    await store.financing.save(
        tx,
        {
            "application_id": row.application_id,
            "state": after.state,
            "version": row.version + len(taken),
            "changed_at": at,
        },
        [_part_row(file.of(part.part_id), part, by_part[part.part_id], at) for part in moved],
        [_step_row(row, number, one, actor, at) for number, one in enumerate(taken, row.version + 1)],
        [_offer_row(one, after.part(one.part_id), actor, at) for one in taken if one.step in _MAKE_OFFERS],
    )
    for one in taken:
        tx.edited(f"financing part {one.part_id}", {"state": one.previous}, {"state": one.state.value})
    for fact in _facts(file, after):
        tx.emit(fact, origin)
    over = [part.part_id for part in moved if part.state not in OPEN and part.state is not PartState.ACCEPTED]
    await consents.end_of_parts(tx, over, BY_ITSELF, origin)
    await tx.refresh(row)
    return (await opened(tx, [row]))[0]


def _part_row(asked: Asked, part: Part, taken: Sequence[Taken], at: datetime) -> dict[str, Any]:
    row = asked.part
    answered = any(one.step in _ANSWER for one in taken)
    return {
        "part_id": part.part_id,
        "state": part.state,
        "version": part.version,
        "remind_after": part.due.remind_after,
        "answer_by": part.due.answer_by,
        "next_on": part.next_on,
        "offer_number": part.offer_number,
        "code": part.code,
        "words": part.words,
        "reminded_at": (row.reminded_at or at) if part.reminded else None,
        "answered_at": row.answered_at or (at if answered else None),
        "ended_at": None if part.state in OPEN else row.ended_at or at,
    }


def _step_row(row: FinancingRow, number: int, one: Taken, actor: str, at: datetime) -> dict[str, Any]:
    return {
        "application_id": row.application_id,
        "number": number,
        "part_id": one.part_id,
        "part_version": one.version,
        "at": at,
        "actor": BY_ITSELF if one.step in _UNASKED else actor,
        "step": one.step,
        "previous": one.previous,
        "state": one.state,
        "code": one.code,
        "words": one.words,
        "offer_number": one.offer_number,
    }


def _offer_row(one: Taken, part: Part, actor: str, at: datetime) -> dict[str, Any]:
    assert part.offer is not None, "the step made it"
    return {
        "part_id": one.part_id,
        "number": one.offer_number,
        **offer_row(part.offer),
        "made_by": actor,
        "made_at": at,
    }


def _facts(file: File, after: Application) -> list[FinancingAdvanced]:
    states = {part.part_id: part.state for part in file.application.parts}
    facts = []
    for number, one in enumerate(after.taken, file.row.version + 1):
        states[one.part_id] = one.state
        facts.append(_told(file, number, one, after.part(one.part_id), list(states.values())))
    return facts


def _told(file: File, number: int, one: Taken, part: Part, states: Sequence[PartState]) -> FinancingAdvanced:
    asked = file.of(one.part_id)
    return FinancingAdvanced(
        enterprise_id=file.row.enterprise_id,
        uscc=file.enterprise.uscc,
        enterprise_version=file.enterprise.version,
        application_id=file.row.application_id,
        application_version=number,
        part_id=one.part_id,
        institution_id=asked.part.institution_id,
        institution_name=asked.institution_name,
        product_id=asked.part.product_id,
        product_number=asked.part.product_number,
        product_name=asked.product_name,
        product_kind=asked.kind,
        step=one.step,
        previous=one.previous,
        state=one.state,
        state_label=one.state.label,
        reason=one.code,
        reason_label=reason_label(one.code),
        words=one.words,
        offer=_offer_told(part.offer_number, part.offer),
        answer_by=part.due.answer_by,
        waiting=sum(state in UNANSWERED for state in states),
        offers=sum(state is PartState.OFFERED for state in states),
    )


def _offer_told(number: int, terms: Terms | None) -> OfferTold | None:
    if terms is None:
        return None
    told = {"amount_fen", "months", "rate", "valid_until"}
    return OfferTold(number=number, **{name: value for name, value in asdict(terms).items() if name in told})


def reason_label(code: str | None) -> str | None:
    return None if code is None else REASONS[code]


REASONS: Final[dict[str, str]] = {one.value: one.label for codes in (RefusalReason, EndReason) for one in codes}
