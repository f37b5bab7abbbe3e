"""Offers side by side, each at what it costs after the interest subsidy that benefits tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from services.finance import store
from services.finance.domain.financing.comparing import Choice, choice, ranked
from services.finance.domain.financing.states import PartState
from services.finance.domain.financing.terms import Terms
from services.finance.domain.products.costs import NO_SUBSIDY, Cost, Need, cost
from services.finance.domain.products.offers import Offer
from services.finance.service.financing.files import File, opened
from services.finance.service.financing.showing import find
from services.finance.service.product_matches import offer_of
from services.finance.service.subsidies import subsidies_of
from shared.callers import Caller
from shared.db import Database, Tx
from shared.peers import Peer


@dataclass(frozen=True)
class Compared:
    file: File
    choices: Sequence[Choice]
    """The best first"""


class _Priced(NamedTuple):
    """An open offer: the product asked for at the price that is offered, for what is offered."""

    part_id: str
    tied_to: str | None
    offer: Offer
    need: Need


async def compare(db: Database, benefits: Peer, caller: Caller, application_id: str) -> Compared:
    async with db.reading() as tx:
        row = await find(tx, caller, application_id)
        (file,) = await opened(tx, [row])
        priced = await _open_offers(tx, file)
        uscc: str = file.enterprise.uscc
    behind = {one.tied_to for one in file.application.parts if one.tied_to is not None}
    guarantees = {one.part_id: cost(one.offer, one.need, NO_SUBSIDY) for one in priced if one.part_id in behind}
    alone = [one for one in priced if one.part_id not in behind]
    subsidies = await subsidies_of(benefits, uscc, [(one.offer, one.need) for one in alone])
    costs = [cost(one.offer, one.need, subsidy) for one, subsidy in zip(alone, subsidies, strict=True)]
    return Compared(file, ranked(_choice(one, its, guarantees) for one, its in zip(alone, costs, strict=True)))


def _choice(one: _Priced, its: Cost, guarantees: dict[str, Cost]) -> Choice:
    guarantee = guarantees.get(one.tied_to) if one.tied_to else None
    acceptable = one.tied_to is None or guarantee is not None
    return choice(one.part_id, one.tied_to, one.need, its, guarantee, acceptable=acceptable)


async def _open_offers(tx: Tx, file: File) -> list[_Priced]:
    """Those that may still be accepted today."""
    found = []
    for part, asked in zip(file.application.parts, file.asked, strict=True):
        terms = part.offer
        if part.state is not PartState.OFFERED or terms is None or terms.valid_until < tx.today:
            continue
        product = await store.products.version(tx, asked.part.product_id, asked.part.product_number)
        assert product is not None, "versions are never deleted"
        priced = _without_doubled_fee(terms, part.tied_to).applied_to(offer_of(product))
        found.append(_Priced(part.part_id, part.tied_to, priced, terms.need(file.need)))
    return found


def _without_doubled_fee(terms: Terms, tied_to: str | None) -> Terms:
    """The guarantee that comes along says itself what it costs."""
    return terms if tied_to is None else replace(terms, guarantee_rate=None)
