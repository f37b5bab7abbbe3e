"""What enterprises had done by providers of the directory, as benefits settled it; each rated once."""

from collections.abc import Sequence
from datetime import datetime

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.helping.words import service_done_words
from services.notifications.domain.messages import Template
from services.notifications.service.helping import enterprises
from services.notifications.service.helping.problems import UseNotFound, UseRated
from services.notifications.service.writing import Said, say
from services.notifications.store.tables import ProviderUseRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Event, VoucherSettled


async def on_voucher_settled(tx: Tx, events: Sequence[Event]) -> None:
    """Counted and told once for each voucher, for ever."""
    new = await store.providers.add_uses(tx, [_row(tx, one.fact) for one in events])
    template = Template.SERVICE_DONE
    said = [
        Said(
            one.enterprise_id,
            one.voucher_id,
            template,
            service_done_words(one.provider, one.used_fen, one.document),
            About(one.voucher_id),
        )
        for one in new
    ]
    await say(tx, said)


def _row(tx: Tx, told: VoucherSettled) -> ProviderUseRow:
    return ProviderUseRow(
        voucher_id=told.voucher_id,
        provider_id=told.provider_id,
        enterprise_id=told.enterprise_id,
        provider=told.provider,
        purpose=told.purpose,
        used_fen=told.used_fen,
        document=told.document,
        settled_on=told.settled_on,
        settled_at=tx.now,
    )


async def page(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[ProviderUseRow]:
    """The newest first."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "registration.read")
    return list(await store.providers.uses_of(tx, enterprise.enterprise_id, before, limit))


async def rate(tx: Tx, caller: Caller, uscc: str, voucher_id: str, stars: int, words: str | None) -> ProviderUseRow:
    """Once: other enterprises choose by it."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "registration.read", "registration.write")
    use = await store.providers.lock_use(tx, enterprise.enterprise_id, voucher_id)
    if use is None:
        raise UseNotFound("请核对用券编号；服务完成并结算后才能评价")
    if use.rated_at is not None:
        raise UseRated("每次服务评价一次")
    await store.providers.rate(tx, use, stars, words)
    rated = await store.providers.lock_use(tx, enterprise.enterprise_id, voucher_id)
    assert rated is not None, "it is locked"
    return rated
