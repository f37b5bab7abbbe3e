"""The form: what an enterprise asks for, of which products, and what cannot be asked at all.

A condition that is not met is told and the institution decides; only what a product never does is refused.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.finance.domain.products.offers import KIND_LABELS, LENDING, Offer, ProductKind
from shared.values import Tier

MAX_PRODUCTS: Final = 10
GUARANTEED: Final = LENDING | {ProductKind.BOND}
"""What a guarantee may stand behind"""


class FormRefused(Exception):
    """Cannot be asked for; says why and the way out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    product_id: str
    guaranteed_by: str | None
    """The product of a guarantor that has to come with it"""


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of the application to be: which product, and the place of the guarantee it stands on."""

    product_id: str
    tied_to: int | None


def slots(
    wanted: Sequence[Wanted], on_offer: Mapping[str, Offer], kinds: Collection[ProductKind], tier: Tier
) -> list[Slot]:
    """The parts in order, guarantees behind; one guarantee may stand behind several loans. Raises FormRefused."""
    asked = [one.product_id for one in wanted]
    guarantees = list(dict.fromkeys(one.guaranteed_by for one in wanted if one.guaranteed_by))
    if len(set(asked)) != len(asked) or not set(asked).isdisjoint(guarantees):
        raise FormRefused("同一产品只能列一次；与贷款一并办理的担保不再单独列出")
    for place, one in enumerate(wanted, 1):
        _check(place, _known(place, one.product_id, on_offer), one, kinds, on_offer)
    for product_id in (*asked, *guarantees):
        _serves(on_offer[product_id], tier)
    places = {product_id: len(asked) + n for n, product_id in enumerate(guarantees)}
    return [Slot(one.product_id, places.get(one.guaranteed_by or "")) for one in wanted] + [
        Slot(product_id, None) for product_id in guarantees
    ]


def _known(place: int, product_id: str, on_offer: Mapping[str, Offer]) -> Offer:
    offer = on_offer.get(product_id)
    if offer is None:
        raise FormRefused(f"第 {place} 项中有产品今天不在售，或其机构不在线受理；请从产品目录中另选")
    return offer


def _check(
    place: int, offer: Offer, one: Wanted, kinds: Collection[ProductKind], on_offer: Mapping[str, Offer]
) -> None:
    if kinds and offer.kind not in kinds:
        raise FormRefused(f"第 {place} 项的产品种类是{KIND_LABELS[offer.kind]}，不在所需种类（kinds）之内")
    if one.guaranteed_by is None:
        return
    if offer.kind not in GUARANTEED:
        raise FormRefused(f"第 {place} 项不是贷款或债券，不能附担保")
    if _known(place, one.guaranteed_by, on_offer).kind is not ProductKind.GUARANTEE:
        raise FormRefused(f"第 {place} 项所附的产品不是担保产品")


def _serves(offer: Offer, tier: Tier) -> None:
    if offer.limit_for(tier) is None:
        raise FormRefused(f"“{offer.name}”不向{tier.label}企业提供；请另选产品")
