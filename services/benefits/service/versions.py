"""Versions of measures: drafted, replaced, approved, withdrawn. What follows for enterprises: `publishing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain.measures import Measure
from services.benefits.domain.versions import (
    Approval,
    Rehearsed,
    Step,
    VersionState,
    after,
    refuse_approval,
    refuse_foreign,
    refuse_taken,
)
from services.benefits.problems import MeasureRefused, MeasureVersionNotFound, VersionStepRefused
from services.benefits.service import publishing, rulebook
from services.benefits.service.version_steps import note, refusing, step
from services.benefits.store.tables import MeasureVersionRow, MeasureVersionStepRow, PublicationRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对版本编号 version_id"
_NOT_YOURS: Final = "您的角色不能办理此事；请由本级审核人或审批人操作"


@dataclass(frozen=True)
class Shown:
    """A version with its history and how far its publication has come."""

    row: MeasureVersionRow
    steps: Sequence[MeasureVersionStepRow] = ()
    publications: Sequence[PublicationRow] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters; None asks nothing."""

    district: str | None = None
    state: VersionState | None = None
    benefit_code: str | None = None


async def draft(tx: Tx, caller: Caller, district: str, body: Mapping[str, Any]) -> Shown:
    """Of the caller's own level; the city may draft for anybody. Raises MeasureRefused, VersionStepRefused."""
    if not decide(caller, "measure.write", Matter(district=district)):
        raise Forbidden("只能起草本级的条款；区、县（市）的经办人员起草本区、县（市）的条款")
    made = await _checked(tx, district, body)
    await store.versions.change_rules(tx, await store.versions.revision(tx))  # drafts of one code one after another
    number = await store.versions.last_number(tx, made.benefit_code) + 1
    version_id = str(uuid4())
    await store.versions.add(
        tx,
        {
            "version_id": version_id,
            "benefit_code": made.benefit_code,
            "number": number,
            "district": district,
            "state": VersionState.DRAFT,
            "edit": 1,
            **_written(tx, caller, made, body),
        },
    )
    await note(tx, version_id, 1, Step.DRAFT, caller.actor)
    tx.edited("measure version", {}, {"benefit_code": made.benefit_code, "number": number})
    return await get(tx, caller, version_id)


async def replace(tx: Tx, caller: Caller, version_id: str, if_match: str | None, body: Mapping[str, Any]) -> Shown:
    """A draft, written anew by whoever is its author from then on."""
    row = await locked(tx, caller, version_id, "measure.write")
    require_version(if_match, row.edit)
    with refusing():
        after(VersionState(row.state), Step.REPLACE)
    made = await _checked(tx, row.district, body)
    if made.benefit_code != row.benefit_code:
        raise VersionStepRefused("benefit_code 不能更改；请另起草")
    written = _written(tx, caller, made, body)
    tx.edited("measure version", {"digest": row.digest}, {"digest": written["digest"]})
    await step(tx, row, Step.REPLACE, caller.actor, values=written)
    return await get(tx, caller, version_id)


async def get(tx: Tx, caller: Caller, version_id: str) -> Shown:
    row = await _seen(caller, await store.versions.find(tx, version_id))
    return Shown(row, await store.versions.steps(tx, version_id), await store.versions.publications(tx, version_id))


async def page(tx: Tx, caller: Caller, wanted: Wanted, after_id: str | None, limit: int) -> Sequence[MeasureVersionRow]:
    district = visible_district(caller, wanted.district)
    return await store.versions.page(tx, district, wanted.state, wanted.benefit_code, after_id, limit)


async def approve(tx: Tx, caller: Caller, version_id: str, if_match: str | None, in_force_from: date) -> Shown:
    """By a second person; on that day it comes into force, today at once."""
    row = await locked(tx, caller, version_id, "measure.decide")
    require_version(if_match, row.edit)
    with refusing():
        after(VersionState(row.state), Step.APPROVE)
    in_force = await rulebook.of_day(tx, tx.today)
    approval = Approval(caller.actor, tx.today, in_force_from)
    rehearsed = await _rehearsed(tx, row)
    against = rulebook.version_of(in_force.book, row.benefit_code)
    with refusing():
        refuse_approval(approval, row.drafted_by, row.digest, rehearsed, against)
    with refusing():
        refuse_taken(rulebook.measure_of(row), in_force.book.policy_set)
    decided = {"approved_by": caller.actor, "approved_at": tx.now, "in_force_from": in_force_from}
    tx.edited("measure version", {"state": row.state}, {"state": VersionState.APPROVED, "in_force_from": in_force_from})
    await step(tx, row, Step.APPROVE, caller.actor, f"自{in_force_from}起施行", decided)
    await store.versions.change_rules(tx, str(uuid4()))
    await publishing.come_into_force(tx)
    return await get(tx, caller, version_id)


async def withdraw(tx: Tx, caller: Caller, version_id: str, if_match: str | None, reason: str, document: str) -> Shown:
    """From today on; before its day, or a draft, it never comes into force."""
    row = await locked(tx, caller, version_id, "measure.decide")
    require_version(if_match, row.edit)
    with refusing():
        after(VersionState(row.state), Step.WITHDRAW)
    was_in_force = row.state == VersionState.IN_FORCE
    words = f"{reason}（{document}）"[:500]
    ended: dict[str, Any] = {"withdrawal": words, "withdrawn_on": tx.today}
    if not was_in_force:
        ended["in_force_from"] = None
    tx.edited("measure version", {"state": row.state}, {"state": VersionState.WITHDRAWN, "withdrawal": words})
    await step(tx, row, Step.WITHDRAW, caller.actor, words, ended)
    await store.versions.change_rules(tx, str(uuid4()))
    if was_in_force:
        await publishing.tell_withdrawn(tx, row, words)
    return await get(tx, caller, version_id)


# ---- whose it is, and what was written ---------------------------------------------------------------


async def locked(tx: Tx, caller: Caller, version_id: str, action: Action) -> MeasureVersionRow:
    row = await _seen(caller, await store.versions.find(tx, version_id, locked=True))
    if not decide(caller, action, Matter(district=row.district)):
        raise Forbidden(_NOT_YOURS)
    return row


async def may_see(tx: Tx, caller: Caller, version_id: str) -> bool:
    row = await store.versions.find(tx, version_id)
    return row is not None and decide(caller, "measure.read", Matter(district=row.district))


async def _seen(caller: Caller, row: MeasureVersionRow | None) -> MeasureVersionRow:
    if row is None or not decide(caller, "measure.read", Matter(district=row.district)):
        raise MeasureVersionNotFound(_WAY_OUT)
    return row


async def _checked(tx: Tx, district: str, body: Mapping[str, Any]) -> Measure:
    try:
        made = measures.maker().version(body)
    except measures.MeasureRefused as refusal:
        raise MeasureRefused(str(refusal)) from refusal
    book = await rulebook.current(tx, tx.today)
    with refusing():
        refuse_foreign(made, district)
    with refusing():
        refuse_taken(made, book.policy_set)
    return made


def _written(tx: Tx, caller: Caller, made: Measure, body: Mapping[str, Any]) -> dict[str, Any]:
    text = canonical(body)
    return {
        "label": made.label,
        "document": body["document"],
        "body": text.decode(),
        "digest": sha256(text).hexdigest(),
        "drafted_by": caller.actor,
        "drafted_at": tx.now,
        "rehearsal_id": None,
    }


async def _rehearsed(tx: Tx, row: MeasureVersionRow) -> Rehearsed | None:
    found = await store.rehearsals.find(tx, row.rehearsal_id) if row.rehearsal_id else None
    return None if found is None else Rehearsed(found.digest, found.against)
