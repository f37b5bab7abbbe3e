"""Providers of the directory: heard of from notifications; who is in it, and accepts the voucher, takes orders."""

from collections.abc import Sequence

from services.benefits import store
from services.benefits.domain.claims import Refusal
from services.benefits.domain.vouchers import check_listed
from services.benefits.store.tables import ListedProviderRow, VoucherRow
from shared.db import Tx
from shared.events import Event, VoucherSettled


async def on_listed(tx: Tx, events: Sequence[Event]) -> None:
    """The newest state of each."""
    rows = [
        {
            "provider_id": one.fact.provider_id,
            "name": one.fact.name,
            "benefit_codes": " ".join(one.fact.benefit_codes),
            "suspended": one.fact.suspended,
        }
        for one in events
    ]
    await store.providers.save(tx, rows)


async def named(tx: Tx, provider_id: str | None) -> ListedProviderRow | None:
    """None: the order names none of the directory. Raises Refusal for one that is not in it."""
    if provider_id is None:
        return None
    row = await store.providers.find(tx, provider_id)
    if row is None:
        raise Refusal("名录中没有该服务机构；请在专属工具箱中选择")
    return row


def check(row: ListedProviderRow | None, benefit_code: str) -> None:
    """Raises Refusal where it takes no such order."""
    if row is not None:
        check_listed(row.suspended, row.benefit_codes.split(), benefit_code)


async def tell_settled(tx: Tx, row: VoucherRow) -> None:
    """The directory counts it, and its enterprise is asked how it was. Of others nobody listens."""
    if row.provider_id is None:
        return
    holder = await store.KNOWN.by_id(tx, row.legal_person_id)
    assert holder is not None, "its legal person is locked"
    assert row.document is not None, "it was settled"
    assert row.settled_on is not None, "it was settled"
    fact = VoucherSettled(
        enterprise_id=holder.enterprise_id,
        uscc=holder.uscc,
        enterprise_version=holder.version,
        voucher_id=row.voucher_id,
        benefit_code=row.benefit_code,
        provider_id=row.provider_id,
        provider=row.provider,
        purpose=row.purpose,
        used_fen=row.consumed_fen,
        document=row.document,
        settled_on=row.settled_on,
    )
    tx.emit(fact)
