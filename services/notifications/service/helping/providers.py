"""专属工具箱: the directory of providers, kept by the city's officers. Benefits hears who is in it."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.helping import providers as rules
from services.notifications.domain.helping.providers import Step
from services.notifications.domain.refusals import Refusal
from services.notifications.help_kinds import kinds_on
from services.notifications.service.helping.problems import ProviderNotFound, ProviderRefused, ProviderUnfit
from services.notifications.store.providers import Filters
from services.notifications.store.tables import ProviderRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import ProviderListed
from shared.permissions import decide
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对服务机构编号"


async def page(tx: Tx, caller: Caller, filters: Filters, after: str | None, limit: int) -> list[ProviderRow]:
    """By name; those suspended only for whoever keeps the directory, and auditors."""
    if filters.suspended and not _sees_suspended(caller):
        raise Forbidden("已暂停的机构由市级经办人员查看")
    return list(await store.providers.page(tx, filters, after, limit))


async def get(tx: Tx, provider_id: str) -> ProviderRow:
    """A suspended one too, and that it is: an order may be under way there."""
    row = await store.providers.find(tx, provider_id)
    if row is None:
        raise ProviderNotFound(_WAY_OUT)
    return row


def _sees_suspended(caller: Caller) -> bool:
    return caller.kind == "auditor" or (caller.kind == "officer" and caller.sees_city)


async def let_in(tx: Tx, caller: Caller, terms: Mapping[str, Any]) -> ProviderRow:
    """Raises ProviderRefused: one of that name is in the directory."""
    _check_keeper(caller)
    row = ProviderRow(provider_id=str(uuid4()), **_kept(tx, terms))
    if not await store.providers.add(tx, row, _kinds(terms)):
        raise ProviderRefused("同名的服务机构已在名录中；请更改原有的登记")
    _tell(tx, row)
    return row


async def revise(
    tx: Tx, caller: Caller, provider_id: str, if_match: str | None, terms: Mapping[str, Any]
) -> ProviderRow:
    row = await _locked(tx, caller, provider_id, if_match)
    values = {**_kept(tx, terms), "version": row.version + 1}
    namesake = await store.providers.named(tx, values["name_key"])
    if namesake is not None and namesake.provider_id != provider_id:
        raise ProviderRefused("同名的服务机构已在名录中；请更改原有的登记")
    return await _changed(tx, row, values, terms)


async def take(tx: Tx, caller: Caller, provider_id: str, if_match: str | None, step: Step, reason: str) -> ProviderRow:
    """Suspended it takes no new orders; those under way are settled."""
    row = await _locked(tx, caller, provider_id, if_match)
    try:
        suspended = rules.after(row.suspended, step)
    except Refusal as refusal:
        raise ProviderRefused(str(refusal)) from refusal
    return await _changed(tx, row, {"suspended": suspended, "reason": reason, "version": row.version + 1})


async def _changed(
    tx: Tx, row: ProviderRow, values: Mapping[str, Any], terms: Mapping[str, Any] | None = None
) -> ProviderRow:
    before = {name: getattr(row, name) for name in values}
    await store.providers.change(tx, row.provider_id, values, _kinds(terms) if terms else None)
    tx.edited("provider", before, values)
    changed = await store.providers.find(tx, row.provider_id)
    assert changed is not None, "it is locked"
    _tell(tx, changed)
    return changed


def _kept(tx: Tx, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ProviderUnfit."""
    try:
        rules.check_kinds(_kinds(terms), kinds_on(tx.today).kinds)
        key = rules.name_key(terms["name"])
    except Refusal as refusal:
        raise ProviderUnfit(str(refusal)) from refusal
    names = ("name", "region", "text", "contact", "document")
    return {
        **{name: terms[name] for name in names},
        "name_key": key,
        "services": json.dumps(terms["services"], ensure_ascii=False),
        "vouchers": f" {' '.join(sorted(set(terms['vouchers'])))} ",
    }


def _kinds(terms: Mapping[str, Any]) -> set[str]:
    return {one["kind"] for one in terms["services"]}


def _tell(tx: Tx, row: ProviderRow) -> None:
    fact = ProviderListed(
        provider_id=row.provider_id,
        provider_version=row.version,
        name=row.name,
        region=row.region,
        benefit_codes=tuple(row.vouchers.split()),
        suspended=row.suspended,
    )
    tx.emit(fact)


def _check_keeper(caller: Caller) -> None:
    """The directory is the city's: that tells nothing of any provider."""
    if not decide(caller, "provider.write"):
        raise Forbidden("名录由市级审核或审批人员维护")


async def _locked(tx: Tx, caller: Caller, provider_id: str, if_match: str | None) -> ProviderRow:
    _check_keeper(caller)
    row = await store.providers.lock(tx, provider_id)
    if row is None:
        raise ProviderNotFound(_WAY_OUT)
    require_version(if_match, row.version)
    return row
