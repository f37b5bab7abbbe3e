"""What institutions do with the parts that are theirs. The same answer again is the same."""

from collections.abc import Callable
from typing import Final

from services.finance import store
from services.finance.domain.financing import applications as rules
from services.finance.domain.financing import terms as pricing
from services.finance.domain.financing.applications import Application, Refusal
from services.finance.domain.financing.reasons import RefusalReason
from services.finance.domain.financing.terms import Terms, TermsRefused
from services.finance.financing_data import due_since
from services.finance.problems import FinancingNotFound, FinancingRefused, OfferRefused
from services.finance.service.financing.files import File, locked, need_of, record
from services.finance.service.product_matches import offer_of
from services.finance.store.financing import Asked
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide

_WAY_OUT: Final = "请核对编号；申请可能不是向本机构提出的"


async def acknowledge(tx: Tx, caller: Caller, part_id: str) -> File:
    return await _answered(tx, caller, part_id, lambda one: rules.acknowledged(one, part_id))


async def question(tx: Tx, caller: Caller, part_id: str, words: str) -> File:
    """It is the enterprise's turn until it says what was asked for."""
    due = due_since(tx.today)
    return await _answered(tx, caller, part_id, lambda one: rules.questioned(one, part_id, words, due))


async def refuse(tx: Tx, caller: Caller, part_id: str, reason: RefusalReason, words: str | None) -> File:
    return await _answered(tx, caller, part_id, lambda one: rules.refused(one, part_id, reason, words))


async def offer(tx: Tx, caller: Caller, part_id: str, terms: Terms, replaces: int | None) -> File:
    """Raises OfferRefused where the terms leave the product that was asked for."""
    asked = await own_part(tx, caller, part_id)
    product = await store.products.version(tx, asked.part.product_id, asked.part.product_number)
    row = await store.financing.find(tx, asked.part.application_id)
    assert product is not None, "versions are never deleted"
    assert row is not None, "nor are applications"
    try:
        pricing.check(terms, offer_of(product), need_of(row), tx.today)
    except TermsRefused as refusal:
        raise OfferRefused(str(refusal)) from refusal
    return await _answered(tx, caller, part_id, lambda one: rules.offered(one, part_id, terms, replaces))


async def own_part(tx: Tx, caller: Caller, part_id: str) -> Asked:
    """Raises FinancingNotFound, alike for what is not there and what is another's."""
    asked = await store.financing.part_of(tx, part_id, caller.institution or "")
    if asked is None or not decide(caller, "financing.answer", Matter(institution=asked.part.institution_id)):
        raise FinancingNotFound(_WAY_OUT)
    return asked


async def _answered(tx: Tx, caller: Caller, part_id: str, how: Callable[[Application], Application]) -> File:
    asked = await own_part(tx, caller, part_id)
    file = await locked(tx, asked.part.application_id)
    try:
        after = how(rules.at_day(file.application, tx.today))
    except Refusal as refusal:
        raise FinancingRefused(str(refusal)) from refusal
    return await record(tx, file, after, caller.actor)
