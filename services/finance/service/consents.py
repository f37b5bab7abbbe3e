"""Consents (授权): given and taken back by the enterprise, shown to both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.consent_texts import ConsentText, consent_text
from services.finance.domain import consents as rules
from services.finance.domain.consents import DataItem, Ending, Purpose, Refusal, State, Terms, Wish
from services.finance.problems import ConsentNotFound, ConsentRefused, ConsentTextOutdated
from services.finance.service import enterprises
from services.finance.service.enterprises import NOBODY
from services.finance.store.consents import Held
from services.finance.store.tables import ConsentQueryRow, ConsentRow, ConsentTextRow
from shared.callers import Caller
from shared.consequences import following
from shared.db import Tx
from shared.events import ConsentGranted, ConsentTold, ConsentWithdrawn, EnterpriseMerged, Event, Origin
from shared.permissions import Matter, decide
from shared.problems import Forbidden

WAY_OUT: Final = "请核对授权编号；授权可能已撤回、已用尽或已到期"
"""The same words for what is not there, what is over and what is not yours: nobody can tell which."""
_OWNERS: Final = "授权由企业负责人办理；其他人员可以查看"
BY_ITSELF: Final = "system"


@dataclass(frozen=True)
class Consent:
    """授权, as of a day."""

    row: ConsentRow
    terms: Terms
    state: State
    institution_name: str
    text_version: str


def _consent(held: Held, today: date) -> Consent:
    row = held.consent
    terms = terms_of(row)
    ending = None if row.ending is None else Ending(row.ending)
    state = rules.state_of(terms, ending, row.reads, today)
    return Consent(row, terms, state, held.institution_name, held.text_version)


def terms_of(row: ConsentRow) -> Terms:
    return Terms(Purpose(row.purpose), items_of(row.items), row.from_on, row.until_on, row.single_use)


def items_of(kept: str) -> tuple[DataItem, ...]:
    return tuple(DataItem(name) for name in kept.split())


# ---- given ----------------------------------------------------------------------------------------


def current_text(today: date) -> ConsentText:
    """What whoever consents today agrees to."""
    return consent_text(today)


@dataclass(frozen=True)
class Grantee:
    """金融机构, and the product of its or the part of an application that the consent is about, if it is about one."""

    institution_id: str
    product_id: str | None
    part_id: str | None = None


async def grant(tx: Tx, caller: Caller, uscc: str, to: Grantee, wish: Wish, digest: str, max_days: int) -> Consent:
    """To the text whose digest is named, which has to be today's. Raises ConsentRefused, ConsentTextOutdated."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "consent.read", "consent.write", _OWNERS)
    name = await store.consents.institution_name(tx, to.institution_id)
    if enterprise.ended_on is not None:
        raise ConsentRefused("企业已注销或被合并，不能再授权")
    if name is None:
        raise ConsentRefused("没有这家已开通的金融机构；请核对机构编号")
    if not await _offers(tx, to):
        raise ConsentRefused("该机构没有这一在售产品；请核对产品编号，或不指定产品")
    text = current_text(tx.today)
    if digest != text.digest:
        raise ConsentTextOutdated("授权书已更新；请先阅读现行授权书，再以其摘要办理")
    try:
        terms = rules.agreed(wish, tx.today, max_days)
    except Refusal as refusal:
        raise ConsentRefused(str(refusal)) from refusal
    await store.consents.keep_text(tx, _text_row(text))
    row = ConsentRow(
        consent_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        institution_id=to.institution_id,
        product_id=to.product_id,
        part_id=to.part_id,
        purpose=terms.purpose,
        items=" ".join(terms.items),
        from_on=terms.from_on,
        until_on=terms.until_on,
        single_use=terms.single_use,
        people_agreed=wish.people_agreed,
        text_digest=text.digest,
        granted_by=caller.actor,
        granted_at=tx.now,
    )
    await store.consents.add(tx, row.model_dump())
    held = Held(row, name, text.version)
    tx.emit(ConsentGranted(**_told(held, enterprise)))
    return _consent(held, tx.today)


async def _offers(tx: Tx, to: Grantee) -> bool:
    if to.product_id is None:
        return True
    found = await store.products.published(tx, to.product_id)
    return found is not None and found.product.institution_id == to.institution_id


def _text_row(text: ConsentText) -> dict[str, Any]:
    return {"digest": text.digest, "version": text.version, "title": text.title, "text": text.text}


def _told(held: Held, enterprise: Any) -> dict[str, Any]:
    """The members both facts have."""
    row, terms = held.consent, terms_of(held.consent)
    told = ConsentTold(
        enterprise_id=row.enterprise_id,
        uscc=enterprise.uscc,
        enterprise_version=enterprise.version,
        consent_id=row.consent_id,
        institution_id=row.institution_id,
        institution_name=held.institution_name,
        product_id=row.product_id,
        purpose=terms.purpose,
        purpose_label=rules.PURPOSE_LABELS[terms.purpose],
        items=terms.items,
        item_labels=tuple(rules.ITEM_LABELS[item] for item in terms.items),
        from_on=row.from_on,
        until_on=row.until_on,
        single_use=row.single_use,
        text_version=held.text_version,
    )
    return told.model_dump()


# ---- taken back -----------------------------------------------------------------------------------


async def withdraw(tx: Tx, caller: Caller, consent_id: str) -> Consent:
    """From this commit on nothing is read under it. Doing it again changes nothing."""
    held = await _held(tx, caller, consent_id)
    enterprise = await store.KNOWN.by_id(tx, held.consent.enterprise_id)
    usccs = await store.KNOWN.usccs(tx, held.consent.enterprise_id)
    if not decide(caller, "consent.write", Matter(usccs=usccs)):
        raise Forbidden(_OWNERS)
    await _end(tx, held, enterprise, Ending.WITHDRAWN, caller.actor, tx.origin)
    return _consent(await _held(tx, caller, consent_id), tx.today)


async def _end(tx: Tx, held: Held, enterprise: Any, ending: Ending, by: str, origin: Origin) -> None:
    ended_at = await store.consents.end(tx, held.consent.consent_id, ending, by)
    if ended_at is None:
        return
    tx.edited("consent", {"ending": None}, {"ending": ending.value})
    told = _told(held, enterprise)
    label = rules.ENDING_LABELS[ending]
    tx.emit(ConsentWithdrawn(**told, ending=ending, ending_label=label, ended_at=ended_at), origin)
    await tx.refresh(held.consent)


async def end_of_parts(tx: Tx, part_ids: Sequence[str], by: str, origin: Origin) -> None:
    """What was given for an application is over with the part of it that it was given for."""
    for held in await store.consents.of_parts(tx, part_ids):
        enterprise = await store.KNOWN.by_id(tx, held.consent.enterprise_id)
        await _end(tx, held, enterprise, Ending.CLOSED, by, origin)


async def end_of_enterprises(tx: Tx, events: Sequence[Event]) -> None:
    """Whoever is no legal person any more lets nobody see anything; the survivor of a merger gives its own consents.

    A replay finds them ended.
    """
    causes = {one.fact.enterprise_id: one for one in events}
    for held in await store.consents.not_ended(tx, list(causes)):
        event = causes[held.consent.enterprise_id]
        ending = Ending.MERGED if isinstance(event.fact, EnterpriseMerged) else Ending.DEREGISTERED
        enterprise = await store.KNOWN.by_id(tx, held.consent.enterprise_id)
        await _end(tx, held, enterprise, ending, BY_ITSELF, following(event))


# ---- shown ----------------------------------------------------------------------------------------


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Consent]:
    """Newest first, those that are over too."""
    enterprise = await enterprises.visible(tx, caller, uscc, "consent.read")
    found = await store.consents.of_enterprise(tx, enterprise.enterprise_id, before, limit)
    return [_consent(held, tx.today) for held in found]


async def of_institution(
    tx: Tx, caller: Caller, before: tuple[datetime, str] | None, limit: int
) -> list[tuple[Consent, str]]:
    """What enterprises gave to the caller's institution, newest first, each with the code the enterprise has now."""
    found = await store.consents.of_institution(tx, caller.institution or "", before, limit)
    usccs = await store.consents.usccs(tx, [held.consent.enterprise_id for held in found])
    return [(_consent(held, tx.today), usccs.get(held.consent.enterprise_id, "")) for held in found]


async def get(tx: Tx, caller: Caller, consent_id: str) -> Consent:
    return _consent(await _held(tx, caller, consent_id), tx.today)


async def text_of(tx: Tx, caller: Caller, consent_id: str) -> ConsentTextRow:
    """The words that were agreed to, whatever the texts say today."""
    held = await _held(tx, caller, consent_id)
    return await store.consents.text(tx, held.consent.text_digest)


async def queries(
    tx: Tx, caller: Caller, consent_id: str, below: int | None, limit: int
) -> tuple[Consent, Sequence[ConsentQueryRow]]:
    """Every query made under it, newest first."""
    held = await _held(tx, caller, consent_id)
    return _consent(held, tx.today), await store.consents.queries(tx, consent_id, below, limit)


async def _held(tx: Tx, caller: Caller, consent_id: str) -> Held:
    """The same questions for what is not there as for what is another's: the time they take tells nothing, either."""
    held = await store.consents.find(tx, consent_id)
    usccs = await store.KNOWN.usccs(tx, held.consent.enterprise_id if held else NOBODY)
    institution = held.consent.institution_id if held else None
    if not decide(caller, "consent.read", Matter(usccs=usccs, institution=institution)) or held is None:
        raise ConsentNotFound(WAY_OUT)
    return held
