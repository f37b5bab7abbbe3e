"""联系方式: an enterprise gives an address, proves it, and has it forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from services.notifications import problems as p
from services.notifications import store
from services.notifications.domain import contacts as rules
from services.notifications.domain.contacts import ContactState
from services.notifications.domain.outgoing import Channel
from services.notifications.service.deliveries import verifying
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.enterprises import visible
from services.notifications.store.tables import ContactRow
from shared.callers import Caller
from shared.db import Database, Tx
from shared.outbound.signing import new_secret
from shared.outbound.targets import TargetRefused


@dataclass(frozen=True)
class Shown:
    """A contact, and whether its address is dead."""

    row: ContactRow
    suppressed: bool = False
    secret: str | None = field(default=None, repr=False)
    """Of an enterprise's own system, this once"""


async def contacts(tx: Tx, caller: Caller, uscc: str) -> Sequence[Shown]:
    enterprise = await visible(tx, caller, uscc, "delivery_contact.read")
    rows = await store.contacts.of_enterprise(tx, enterprise.enterprise_id)
    dead = await store.contacts.suppressed(tx, [row.mark for row in rows if row.mark])
    return [Shown(row, row.mark in dead) for row in rows]


async def give(tx: Tx, caller: Caller, uscc: str, channel: Channel, said: str, desk: Desk) -> Shown:
    """Until it is verified nothing goes there but a code; the address before it stays in use."""
    enterprise_id = (await visible(tx, caller, uscc, "delivery_contact.write")).enterprise_id
    address = rules.normal(channel, said)
    if address is None:
        raise p.AddressInvalid(rules.WANTED[channel])
    secret = _secret_for(channel, address, desk)
    await store.enterprises.lock(tx, enterprise_id)
    if await store.contacts.added_since(tx, enterprise_id, tx.now - timedelta(days=1)) >= rules.ADDED_A_DAY:
        raise p.TooManyContacts(f"每家企业每日最多添加 {rules.ADDED_A_DAY} 个，请明日再试")
    await store.contacts.forget(tx, enterprise_id, channel, ContactState.PENDING)
    row = ContactRow(
        contact_id=str(uuid4()),
        enterprise_id=enterprise_id,
        channel=channel,
        state=ContactState.PENDING,
        address_sealed=desk.seal.sealed(address),
        mark=desk.seal.marks("contact", f"{channel}/{address}")[0],
        masked=rules.masked(channel, address),
        secret_sealed=desk.seal.sealed(secret) if secret else None,
        codes=1,
        added_at=tx.now,
        **verifying.fresh_code(desk.seal, tx.now),
    )
    await store.contacts.add(tx, row.model_dump())
    await verifying.send_code(tx, row)
    return Shown(row, secret=secret)


def _secret_for(channel: Channel, address: str, desk: Desk) -> str | None:
    """What will sign messages to an enterprise's own system. Raises AddressInvalid for one that must not be called."""
    if channel is not Channel.WEBHOOK:
        return None
    try:
        desk.guard.check_url(address)
    except TargetRefused as refused:
        raise p.AddressInvalid(str(refused)) from refused
    return new_secret()


async def send_again(tx: Tx, caller: Caller, uscc: str, contact_id: str, desk: Desk) -> Shown:
    """Another code, the one before it counts no more; for an enterprise's own system another test."""
    row = await _own(tx, caller, uscc, contact_id)
    if row.state != ContactState.PENDING and not await _dead(tx, row):
        raise p.ContactVerified("此联系方式已验证，可直接使用")
    if row.code_asked_at is not None and tx.now - row.code_asked_at < rules.CODE_AGAIN:
        raise p.CodeTooSoon("验证码刚刚发出，请一分钟后再试")
    if row.codes >= rules.CODES:
        raise p.CodeOutdated("验证码发送次数已达上限，请删除后重新添加")
    await store.contacts.change(
        tx, contact_id, state=ContactState.PENDING, codes=row.codes + 1, **verifying.fresh_code(desk.seal, tx.now)
    )
    row = await _own(tx, caller, uscc, contact_id)
    await verifying.send_code(tx, row)
    return Shown(row, await _dead(tx, row))


async def verify(tx: Tx, caller: Caller, uscc: str, contact_id: str, code: str, desk: Desk) -> tuple[Shown, bool]:
    """The contact, and whether the code was right."""
    row = await _own(tx, caller, uscc, contact_id)
    right = await verifying.check_code(tx, row, code, desk.seal)
    row = await _own(tx, caller, uscc, contact_id)
    return Shown(row, await _dead(tx, row)), right


async def forget(tx: Tx, caller: Caller, uscc: str, contact_id: str) -> None:
    """Nothing of it is left; what waits for it finds no address."""
    row = await _own(tx, caller, uscc, contact_id)
    await store.contacts.forget(tx, row.enterprise_id, only=contact_id)


async def forget_old(db: Database) -> None:
    """The job: what was never proved, and what is of an enterprise that is long over."""
    async with db.transaction() as tx:
        await store.contacts.forget_unproved(tx, tx.now - rules.PROVED_WITHIN)
        await store.contacts.forget_ended(tx, tx.today - rules.KEPT_AFTER_THE_END)


async def _own(tx: Tx, caller: Caller, uscc: str, contact_id: str) -> ContactRow:
    enterprise = await visible(tx, caller, uscc, "delivery_contact.write")
    row = await store.contacts.find(tx, contact_id, enterprise.enterprise_id)
    if row is None:
        raise p.ContactNotFound("请核对编号；可在联系方式列表中查看")
    return row


async def _dead(tx: Tx, row: ContactRow) -> bool:
    return bool(await store.contacts.suppressed(tx, [row.mark or ""]))
