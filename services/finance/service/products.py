"""Products: entered by institutions, approved by the city before anybody sees them, corrected by another version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain.products.offers import VersionState
from services.finance.problems import ProductNotFound, ProductRefused
from services.finance.store.products import Stated
from services.finance.store.tables import ProductRow, ProductVersionRow
from shared.callers import Caller
from shared.conditions import Condition, read, words
from shared.conditions.enterprises import ENTERPRISE
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对产品编号；产品可能已下架"


@dataclass(frozen=True)
class Product:
    """A version of a product, as it was stated."""

    row: ProductVersionRow
    institution_id: str
    institution_name: str
    terms: Mapping[str, Any]
    version: int

    @property
    def conditions_text(self) -> str:
        return words(condition_of(self.terms["conditions"]))


def condition_of(stated: Any) -> Condition:
    """Over the facts every service may ask of an enterprise. Raises ConditionRefused."""
    return read(stated, ENTERPRISE)


def _product(stated: Stated) -> Product:
    product, row = stated.product, stated.version
    return Product(row, product.institution_id, stated.institution_name, json.loads(row.terms), product.version)


# ---- shown ----------------------------------------------------------------------------------------


async def catalogue(tx: Tx, on: date | None, kind: str | None, after: str | None, limit: int) -> list[Product]:
    """What anybody may see: approved, and on offer that day."""
    found = await store.products.catalogue(tx, on or tx.today, kind, after, limit)
    return [_product(one) for one in found]


async def get(tx: Tx, caller: Caller, product_id: str) -> Product:
    """Its institution, the city and auditors see the newest version; others the one that was approved."""
    latest = await store.products.latest(tx, product_id)
    if latest is not None and _may(caller, "product.read", latest.product):
        return _product(latest)
    published = await store.products.published(tx, product_id)
    if published is None:
        raise ProductNotFound(_WAY_OUT)
    return _product(published)


async def own(tx: Tx, caller: Caller, after: str | None, limit: int) -> list[Product]:
    """The newest versions of the caller's institution."""
    found = await store.products.of_institution(tx, caller.institution or "", after, limit)
    return [_product(one) for one in found]


async def waiting(tx: Tx, caller: Caller, after: tuple[datetime, str] | None, limit: int) -> list[Product]:
    """What waits for the city's decision, the longest first."""
    _check_of_city(caller)
    return [_product(one) for one in await store.products.waiting(tx, after, limit)]


async def history(tx: Tx, caller: Caller, product_id: str) -> list[Product]:
    """Every version there ever was, newest first, for its institution, the city and auditors."""
    _check_of_city(caller)
    latest = await store.products.latest(tx, product_id)
    if latest is None or not _may(caller, "product.read", latest.product):
        raise ProductNotFound(_WAY_OUT)
    return [_product(one) for one in await store.products.versions(tx, product_id)]


def _check_of_city(caller: Caller) -> None:
    """An officer of a district has no part in products, whichever: that tells nothing of any."""
    if caller.kind == "officer" and not decide(caller, "product.read"):
        raise Forbidden("产品由市级经办人员审核")


def _may(caller: Caller, action: Action, product: ProductRow) -> bool:
    return decide(caller, action, Matter(institution=product.institution_id))


# ---- entered and corrected ------------------------------------------------------------------------


async def enter(tx: Tx, caller: Caller, terms: Mapping[str, Any]) -> Product:
    """By the institution whose product it is; seen once the city approved it."""
    institution_id = caller.institution or ""
    product_id = str(uuid4())
    product = {"product_id": product_id, "institution_id": institution_id, "latest": 1, "published": None, "version": 1}
    await store.products.add(tx, product)
    await store.products.add_version(tx, version_row(tx, product_id, 1, caller.actor, terms))
    return await _latest(tx, product_id)


async def revise(tx: Tx, caller: Caller, product_id: str, if_match: str | None, terms: Mapping[str, Any]) -> Product:
    """Another version, for the city to approve; until then people see the one approved before."""
    product = await _locked(tx, caller, product_id, "product.write")
    require_version(if_match, product.version)
    before = await _latest(tx, product_id)
    number = product.latest + 1
    await store.products.settle(tx, product_id, VersionState.PENDING, VersionState.REPLACED)
    await store.products.add_version(tx, version_row(tx, product_id, number, caller.actor, terms))
    await store.products.change(tx, product_id, latest=number, version=product.version + 1)
    tx.edited("product", before.terms, terms)
    return await _latest(tx, product_id)


def version_row(tx: Tx, product_id: str, number: int, by: str, terms: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "product_id": product_id,
        "number": number,
        "state": VersionState.PENDING,
        "kind": terms["kind"],
        "name": terms["name"],
        "valid_from": date.fromisoformat(terms["valid_from"]),
        "valid_until": date.fromisoformat(terms["valid_until"]) if terms["valid_until"] else None,
        "terms": json.dumps(terms, ensure_ascii=False),
        "entered_by": by,
        "entered_at": tx.now,
    }


# ---- decided --------------------------------------------------------------------------------------


async def decide_on(
    tx: Tx, caller: Caller, product_id: str, if_match: str | None, decision: str, reason: str | None
) -> Product:
    """publish, or refuse with a reason."""
    if decision == "publish":
        return await publish(tx, caller, product_id, if_match)
    return await refuse(tx, caller, product_id, if_match, reason or "")


async def publish(tx: Tx, caller: Caller, product_id: str, if_match: str | None) -> Product:
    """The version that waits takes the place of the one people saw."""
    product = await _to_decide(tx, caller, product_id, if_match)
    await store.products.settle(
        tx, product_id, VersionState.PENDING, VersionState.PUBLISHED, decided_by=caller.actor, decided_at=tx.now
    )
    await store.products.settle(tx, product_id, VersionState.PUBLISHED, VersionState.REPLACED, but=product.latest)
    await store.products.change(tx, product_id, published=product.latest, version=product.version + 1)
    tx.edited("product", {"published": product.published}, {"published": product.latest})
    return await _latest(tx, product_id)


async def refuse(tx: Tx, caller: Caller, product_id: str, if_match: str | None, reason: str) -> Product:
    """With a reason; the version approved before stays."""
    product = await _to_decide(tx, caller, product_id, if_match)
    decided: dict[str, Any] = {"decided_by": caller.actor, "decided_at": tx.now, "reason": reason}
    await store.products.settle(tx, product_id, VersionState.PENDING, VersionState.REFUSED, **decided)
    await store.products.change(tx, product_id, version=product.version + 1)
    return await _latest(tx, product_id)


async def withdraw(tx: Tx, caller: Caller, product_id: str, if_match: str | None, reason: str) -> Product:
    """No longer on offer, and nothing waits: by its institution, or by the city."""
    action: Action = "product.write" if caller.kind == "institution" else "product.decide"
    product = await _locked(tx, caller, product_id, action)
    require_version(if_match, product.version)
    decided: dict[str, Any] = {"decided_by": caller.actor, "decided_at": tx.now, "reason": reason}
    for state in (VersionState.PENDING, VersionState.PUBLISHED):
        await store.products.settle(tx, product_id, state, VersionState.WITHDRAWN, **decided)
    await store.products.change(tx, product_id, published=None, version=product.version + 1)
    tx.edited("product", {"published": product.published}, {"published": None})
    return await _latest(tx, product_id)


async def _to_decide(tx: Tx, caller: Caller, product_id: str, if_match: str | None) -> ProductRow:
    product = await _locked(tx, caller, product_id, "product.decide")
    require_version(if_match, product.version)
    latest = await _latest(tx, product_id)
    if latest.row.state != VersionState.PENDING:
        raise ProductRefused("没有待审核的版本；该产品的最新版本已有结论")
    return product


async def _locked(tx: Tx, caller: Caller, product_id: str, action: Action) -> ProductRow:
    """Raises ProductNotFound for what is not there or not the caller's; Forbidden for a role that may only look."""
    _check_of_city(caller)
    product = await store.products.lock(tx, product_id)
    if product is None or not _may(caller, "product.read", product):
        raise ProductNotFound(_WAY_OUT)
    if not _may(caller, action, product):
        raise Forbidden("请由市级审批人员办理")
    return product


async def _latest(tx: Tx, product_id: str) -> Product:
    found = await store.products.latest(tx, product_id)
    assert found is not None, "it was locked or entered just now"
    return _product(found)


async def all_on_offer(tx: Tx, on: date) -> Sequence[Stated]:
    """Every product approved and on offer that day: some dozens, of all institutions."""
    return await store.products.catalogue(tx, on, None, None)
