"""Applications (申报): begun and filled in by the enterprise, read by those whom they concern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import procedures, store
from services.registry.domain.admission import Ban, ban_on, check_admission
from services.registry.domain.applications import Application, mended
from services.registry.domain.desks import FIELDS, Desk, Seat, State, Step
from services.registry.domain.identities import check_not_ended
from services.registry.domain.titles import Enterprise, Refusal
from services.registry.problems import ApplicationNotFound, ApplicationRefused
from services.registry.service import enterprises, renewals
from services.registry.store.applications import Queue
from services.registry.store.tables import ApplicationStepRow, EnterpriseRow, ObjectionRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import EnterpriseId, Tier

WAY_OUT: Final = "请核对申请编号"
"""The same words for what is not there and what is not yours: nobody can tell which."""


@dataclass(frozen=True)
class Dossier:
    """An application with its history; `objections` by the version of the step that recorded them."""

    application: Application
    history: Sequence[ApplicationStepRow]
    objections: Mapping[int, ObjectionRow]
    names_people: bool
    """Who reviews and who objects is not for the enterprise they speak about."""


@dataclass(frozen=True)
class Desks:
    """A page of a worklist, and what there is of it in all."""

    applications: Sequence[Application]
    queue: Queue

    @property
    def last(self) -> str:
        """The key of the last one, from which the next page goes on."""
        return store.applications.worklist_key(self.applications[-1])


def may(caller: Caller, action: Action, application: Application, seat: Seat | None = None) -> bool:
    return decide(caller, action, Matter(usccs=application.usccs, district=application.district, seat=seat))


def sees(caller: Caller, application: Application) -> bool:
    """A draft is the enterprise's alone until it is submitted."""
    return may(caller, "application.read", application) and (
        application.state is not State.DRAFT or caller.kind == "enterprise"
    )


async def draft(tx: Tx, caller: Caller, uscc: str, tier: Tier, content: Mapping[str, str]) -> Application:
    """Begins an application, for renewal where the title is held; one of a tier is under way at a time."""
    found = await enterprises.get(tx, caller, uscc, "application.write")
    enterprise_id = EnterpriseId(found.enterprise_id)
    enterprise = (await store.enterprises.lock(tx, [enterprise_id]))[enterprise_id].enterprise
    under_way = await store.applications.open_tiers(tx, enterprise_id)
    try:
        renews = await _admitted(tx, enterprise, tier, under_way)
    except Refusal as refusal:
        raise ApplicationRefused(str(refusal)) from refusal
    application = Application(
        application_id=str(uuid4()),
        enterprise_id=enterprise_id,
        uscc=enterprise.uscc,
        usccs=enterprise.usccs,
        name=enterprise.name,
        district=enterprise.district,
        tier=tier,
        state=State.DRAFT,
        version=1,
        content=content,
        renews=renews,
        drafted_at=tx.now,
    )
    await store.applications.add(tx, application)
    await store.applications.add_steps(tx, [entry(tx, caller, application, Step.DRAFT, Desk.ENTERPRISE)])
    return application


async def barrier(tx: Tx, caller: Caller, found: EnterpriseRow, tier: Tier) -> str | None:
    """What would refuse an application for this tier today, in the words of that refusal; None: it may be begun.

    Of what is under way only what the caller may see counts: a draft is the enterprise's alone.
    """
    enterprise_id = EnterpriseId(found.enterprise_id)
    drafts = caller.kind == "enterprise"
    under_way = await store.applications.under_way(tx, enterprise_id, desk_of(caller), drafts=drafts)
    try:
        await _admitted(tx, found, tier, [of for of, _ in under_way])
    except Refusal as refusal:
        return str(refusal)
    return None


async def _admitted(tx: Tx, found: EnterpriseRow | Enterprise, tier: Tier, under_way: Sequence[Tier]) -> str | None:
    """The title that an application begun today would renew; None: it asks for a new one. Raises Refusal."""
    enterprise_id = EnterpriseId(found.enterprise_id)
    check_not_ended(found.ended_on)
    check_admission(found.uscc, tier, under_way)
    if banned := await ban(tx, enterprise_id):
        raise Refusal(banned.words)
    held = await store.titles.of(tx, [enterprise_id])
    return await renewals.renewed_by(tx, enterprise_id, tier, held.get(enterprise_id, ()))


async def ban(tx: Tx, enterprise_id: EnterpriseId) -> Ban | None:
    """What forbids it today to apply."""
    revoked = await store.titles.revoked(tx, [enterprise_id])
    return ban_on(revoked.get(enterprise_id, ()), procedures.procedure(tx.today).ban_years, tx.today)


async def mend(
    tx: Tx, caller: Caller, application_id: str, if_match: str | None, values: Mapping[str, str]
) -> Application:
    """Fills in or mends what the enterprise has to say."""
    application = (await store.applications.lock(tx, [application_id])).get(application_id)
    if application is None or not sees(caller, application):
        raise ApplicationNotFound(WAY_OUT)
    require_version(if_match, application.version)
    if not may(caller, "application.write", application):
        raise Forbidden("申请内容只能由企业自己填写")
    try:
        application = mended(application, values)
    except Refusal as refusal:
        raise ApplicationRefused(str(refusal)) from refusal
    await store.applications.save(tx, [application])
    changed = "、".join(FIELDS[name] for name in values)
    await store.applications.add_steps(
        tx, [entry(tx, caller, application, Step.MEND, Desk.ENTERPRISE) | {"words": changed or None}]
    )
    return application


def entry(tx: Tx, caller: Caller, application: Application, step: Step, desk: Desk) -> dict[str, Any]:
    """A row of the history; its key is the version the step made."""
    return {
        "application_id": application.application_id,
        "version": application.version,
        "at": tx.now,
        "actor": caller.actor,
        "desk": desk,
        "step": step,
        "state": application.state,
        "words": None,
        "document": None,
        "done_on": None,
    }


# ---- reading --------------------------------------------------------------------------------------


async def get(tx: Tx, caller: Caller, application_id: str) -> Dossier:
    application = await store.applications.find(tx, application_id)
    if application is None or not sees(caller, application):
        raise ApplicationNotFound(WAY_OUT)
    named = caller.kind != "enterprise"
    history = await store.applications.history(tx, application_id)
    objections = await store.applications.objections(tx, application_id) if named else {}
    return Dossier(application, history, objections, named)


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Application]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc, "application.read")
    drafts = caller.kind == "enterprise"
    return await store.applications.of(tx, enterprise.enterprise_id, desk_of(caller), drafts, before, limit)


def desk_of(caller: Caller) -> str | None:
    """Of one enterprise's applications an officer sees those that its district has; None: all of them."""
    return visible_district(caller) if caller.kind == "officer" else None


async def worklist(
    tx: Tx, caller: Caller, seat: Seat | None, tier: Tier | None, after: tuple[date, str] | None, limit: int
) -> Desks:
    """What waits for the caller's own desk, or at another seat of what the caller sees; the overdue first."""
    district = visible_district(caller)
    seat = seat or (Seat.CITY if caller.sees_city else Seat.DISTRICT)
    applications = await store.applications.worklist(tx, seat, district, tier, after, limit)
    return Desks(applications, await store.applications.queue(tx, seat, district, tier, tx.today))
