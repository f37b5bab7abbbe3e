"""A code proves that an address is the enterprise's: it goes the way every message goes, and comes back by hand.

An enterprise's own system gets a challenge instead, and proves itself by its answer.
"""

import secrets
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.notifications import problems as p
from services.notifications import store
from services.notifications.domain import contacts as rules
from services.notifications.domain.contacts import ContactState
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancel, Cancelled, Channel, Planned, Send, Sms, Urgency
from services.notifications.domain.wording.gaps import fill
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.deliveries.queueing import queue
from services.notifications.store.tables import ContactRow, DeliveryRow
from services.notifications.wording_data import registered_code
from shared.db import Tx
from shared.seals import Seal


def fresh_code(seal: Seal, now: datetime) -> dict[str, Any]:
    """Values of a contact."""
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
    return {"code_sealed": seal.sealed(code), "code_until": now + rules.CODE_LASTS, "code_asked_at": now, "tries": 0}


async def send_code(tx: Tx, contact: ContactRow) -> None:
    planned = Planned(
        contact.enterprise_id,
        f"{contact.contact_id}/{contact.codes}",
        Template.CONTACT_VERIFICATION,
        Channel(contact.channel),
        Urgency.URGENT,
        (),
        tx.now,
    )
    await queue(tx, [planned])


async def words(tx: Tx, desk: Desk, row: DeliveryRow) -> tuple[Send | Cancel, ContactRow | None, str | None]:
    contact = await store.contacts.find(tx, row.occasion.partition("/")[0])
    if contact is None or contact.state != ContactState.PENDING or not contact.code_sealed:
        return Cancel(Cancelled.NO_CONTACT), None, None
    if row.channel == Channel.WEBHOOK:
        challenge = str(uuid5(NAMESPACE_URL, f"{row.delivery_id}.{row.round}"))
        return Send("接口验证", ""), contact, challenge
    code = desk.seal.opened(contact.code_sealed)
    minutes = round(rules.CODE_LASTS.total_seconds() / 60)
    registered, values = registered_code(), {"code": code, "minutes": f"{minutes}"}
    said = fill(registered.body, values.__getitem__)
    return Send(f"验证码 {code}", said, sms=Sms(registered.sms_number, values)), contact, None


async def arrived(tx: Tx, row: DeliveryRow) -> None:
    """Of a code this proves nothing; of a system, that it echoed the challenge."""
    contact = await store.contacts.find(tx, row.occasion.partition("/")[0])
    if row.channel == Channel.WEBHOOK and contact is not None and contact.state == ContactState.PENDING:
        await take_into_use(tx, contact)


async def check_code(tx: Tx, contact: ContactRow, said: str, seal: Seal) -> bool:
    """A wrong one is counted, and the count is committed: the caller answers it without raising."""
    if contact.state != ContactState.PENDING:
        raise p.ContactVerified("此联系方式已验证")
    if not contact.code_sealed or contact.code_until is None or contact.code_until < tx.now:
        raise p.CodeOutdated("验证码已过期，请重新获取")
    if contact.tries >= rules.TRIES:
        raise p.CodeOutdated("输错次数过多，请重新获取验证码")
    if rules.is_code(said, seal.opened(contact.code_sealed)):
        await take_into_use(tx, contact)
        return True
    await store.contacts.change(tx, contact.contact_id, tries=contact.tries + 1)
    return False


async def take_into_use(tx: Tx, contact: ContactRow) -> None:
    """One address of each channel is in use; the one before it is forgotten. It is dead no more, if it was."""
    await store.contacts.change(
        tx, contact.contact_id, state=ContactState.VERIFIED, verified_at=tx.now, code_sealed=None, code_until=None
    )
    await store.contacts.forget(
        tx, contact.enterprise_id, contact.channel, ContactState.VERIFIED, but=contact.contact_id
    )
    if contact.mark:
        await store.contacts.lift(tx, [contact.mark])
