"""One form to several institutions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain.consents import DataItem, Purpose, Wish
from services.finance.domain.financing import applications as rules
from services.finance.domain.financing.applications import Part
from services.finance.domain.financing.deadlines import Due
from services.finance.domain.financing.forms import FormRefused, Slot, Wanted, slots
from services.finance.domain.financing.states import ApplicationState, PartState
from services.finance.domain.products.costs import Need
from services.finance.domain.products.matching import Fit, fit
from services.finance.domain.products.offers import Offer, ProductKind
from services.finance.financing_data import due_since
from services.finance.problems import FinancingUnfit
from services.finance.service import consents, enterprises
from services.finance.service.consents import Grantee
from services.finance.service.financing.files import File, locked, record
from services.finance.service.product_matches import known_facts, offer_of
from services.finance.service.products import all_on_offer
from shared.callers import Caller
from shared.db import Tx
from shared.values import Tier

_PURPOSE_OF: Final[Mapping[ProductKind, Purpose]] = {
    ProductKind.LOAN: Purpose.LOAN,
    ProductKind.IP_PLEDGE: Purpose.LOAN,
    ProductKind.GUARANTEE: Purpose.GUARANTEE,
    ProductKind.INSURANCE: Purpose.INSURANCE,
    ProductKind.BOND: Purpose.BOND,
    ProductKind.EQUITY: Purpose.EQUITY,
    ProductKind.EQUITY_BOARD: Purpose.EQUITY,
}
"""What a consent given with the form is for"""
APPLICANTS: Final = "融资申请由企业负责人或财务经办人办理；其他人员可以查看"


@dataclass(frozen=True)
class Agreed:
    """授权 given with the form, to every institution it goes to."""

    items: Sequence[DataItem]
    people_agreed: bool
    text_digest: str


@dataclass(frozen=True)
class Form:
    need: Need
    kinds: Collection[ProductKind]
    """Sought; empty: whatever the products are"""
    note: str | None
    wanted: Sequence[Wanted]
    agreed: Agreed | None


async def submit(tx: Tx, caller: Caller, uscc: str, form: Form, max_days: int) -> File:
    """To each institution the version of its product that is on offer today. Raises FinancingUnfit."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "financing.read", "financing.write", APPLICANTS)
    if enterprise.ended_on is not None:
        raise FinancingUnfit("企业已注销或被合并，不能再申请")
    if form.need.amount_fen <= 0:
        raise FinancingUnfit("所需金额应大于零；请更正 amount")
    if form.need.drawn_on < tx.today:
        raise FinancingUnfit("用款日不能早于今天；请更正 drawn_on")
    subject, tier = await known_facts(tx, enterprise, tx.today)
    on_offer = await _shelf(tx)
    try:
        places = slots(form.wanted, on_offer, form.kinds, tier)
    except FormRefused as refusal:
        raise FinancingUnfit(str(refusal)) from refusal
    row = _row(tx, caller, enterprise.enterprise_id, form, tier)
    ids, due = [str(uuid4()) for _ in places], due_since(tx.today)
    fits = [fit(on_offer[slot.product_id], form.need, subject, tier) for slot in places]
    parts = [_part_row(tx, row, ids, place, slot, on_offer, fits[place], due) for place, slot in enumerate(places)]
    await store.financing.add(tx, row, parts)
    begun = rules.sent([Part(one["part_id"], one["tied_to"], due) for one in parts])
    file = await record(tx, await locked(tx, row["application_id"]), begun, caller.actor)
    if form.agreed is not None:
        await _let_them_see(tx, caller, uscc, file, form.agreed, max_days)
    return file


async def _shelf(tx: Tx) -> dict[str, Offer]:
    """What is on offer today of institutions that answer here: who cannot would only let the time run out."""
    answering = await store.admission.holding(tx, "application:answer")
    offers = [offer_of(one) for one in await all_on_offer(tx, tx.today)]
    return {one.product_id: one for one in offers if one.institution_id in answering}


def _row(tx: Tx, caller: Caller, enterprise_id: str, form: Form, tier: Tier) -> dict[str, Any]:
    return {
        "application_id": str(uuid4()),
        "enterprise_id": enterprise_id,
        "amount_fen": form.need.amount_fen,
        "months": form.need.months,
        "purpose": form.need.purpose,
        "drawn_on": form.need.drawn_on,
        "note": form.note,
        "tier": tier,
        "state": ApplicationState.OPEN,
        "version": 0,
        "submitted_by": caller.actor,
        "submitted_at": tx.now,
        "changed_at": tx.now,
    }


def _part_row(
    tx: Tx, row: Mapping[str, Any], ids: Sequence[str], place: int, slot: Slot, on_offer: Mapping[str, Offer],
    found: Fit, due: Due,
) -> dict[str, Any]:  # fmt: skip
    offer = on_offer[slot.product_id]
    return {
        "part_id": ids[place],
        "application_id": row["application_id"],
        "place": place + 1,
        "institution_id": offer.institution_id,
        "product_id": offer.product_id,
        "product_number": offer.number,
        "tied_to": None if slot.tied_to is None else ids[slot.tied_to],
        "fit_verdict": found.verdict,
        "fit_reason": found.reason,
        "state": PartState.SENT,
        "version": 0,
        "remind_after": due.remind_after,
        "answer_by": due.answer_by,
        "next_on": None,
        "offer_number": 0,
        "sent_at": tx.now,
    }


async def _let_them_see(tx: Tx, caller: Caller, uscc: str, file: File, agreed: Agreed, max_days: int) -> None:
    """One consent for each part, which ends when the part does."""
    for one in file.asked:
        to = Grantee(one.part.institution_id, one.part.product_id, one.part.part_id)
        purpose = _PURPOSE_OF[ProductKind(one.kind)]
        wish = Wish(purpose, agreed.items, None, None, single_use=False, people_agreed=agreed.people_agreed)
        await consents.grant(tx, caller, uscc, to, wish, agreed.text_digest, max_days)
