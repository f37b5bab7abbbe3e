"""典型案例 (S3-2): written by officers, agreed to by the enterprise, read by everybody who is logged in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.helping import cases as rules
from services.notifications.domain.helping.cases import State, Step
from services.notifications.domain.helping.words import case_words
from services.notifications.domain.messages import Template
from services.notifications.domain.refusals import Refusal
from services.notifications.service.helping import enterprises
from services.notifications.service.helping.problems import CaseNotFound, CaseRefused, CaseUnfit
from services.notifications.service.writing import Said, say
from services.notifications.store.cases import Case
from services.notifications.store.tables import CaseRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import Tier

_WAY_OUT: Final = "请核对案例编号"


@dataclass(frozen=True, slots=True)
class Shown:
    row: CaseRow
    enterprise: Any
    """Its name, USCC and district"""
    honour: str | None


# ---- read ------------------------------------------------------------------------------------------


async def published(tx: Tx, before: tuple[datetime, str] | None, limit: int) -> list[Shown]:
    """The newest first."""
    return await _shown(tx, await store.cases.published(tx, before, limit))


async def at_desk(
    tx: Tx, caller: Caller, district: str | None, state: State | None, after: str | None, limit: int
) -> list[Shown]:
    """Of an officer's own district, in whatever state."""
    found = await store.cases.at_desk(tx, visible_district(caller, district), state, after, limit)
    return await _shown(tx, found)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str) -> list[Shown]:
    """About it, to agree to or not."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "case.read")
    return await _shown(tx, await store.cases.of_enterprise(tx, enterprise.enterprise_id))


async def get(tx: Tx, caller: Caller, case_id: str) -> Shown:
    """Published: whoever asks. Before that, and when it was taken back: its office and its enterprise."""
    found = await store.cases.find(tx, case_id)
    if found is not None:
        row, _ = found
        if row.published_at is not None or await _may(tx, caller, "case.read", row):
            [shown] = await _shown(tx, [found])
            return shown
    raise CaseNotFound(_WAY_OUT)


async def _shown(tx: Tx, found: Iterable[Case]) -> list[Shown]:
    every = list(found)
    tiers = await store.standings.tiers_of(tx, {row.enterprise_id for row, _ in every})
    return [Shown(row, known, rules.honour(tiers.get(row.enterprise_id, Tier.NONE))) for row, known in every]


async def _may(tx: Tx, caller: Caller, action: Action, row: CaseRow) -> bool:
    usccs = await store.KNOWN.usccs(tx, row.enterprise_id)
    return decide(caller, action, Matter(usccs=usccs, district=row.district))


# ---- written ---------------------------------------------------------------------------------------


async def write(tx: Tx, caller: Caller, uscc: str, terms: Mapping[str, Any]) -> Shown:
    """The enterprise is asked at once whether it agrees to these words."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "case.read", "case.write")
    row = CaseRow(
        case_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        district=enterprise.district,
        state=State.ASKED,
        edition=1,
        asked_at=tx.now,
        **terms,
    )
    await store.cases.add(tx, row)
    await _ask(tx, row)
    return await get(tx, caller, row.case_id)


async def revise(tx: Tx, caller: Caller, case_id: str, if_match: str | None, terms: Mapping[str, Any]) -> Shown:
    """Other words ask for another consent, and are not seen until they have it."""
    row = await _locked(tx, caller, case_id, if_match)
    values = {
        **terms,
        "state": State.ASKED,
        "edition": row.edition + 1,
        "version": row.version + 1,
        "asked_at": tx.now,
        "answered_at": None,
        "answered_by": None,
        "published_at": None,
        "reason": None,
    }
    await _change(tx, row, values)
    changed = await store.cases.lock(tx, case_id)
    assert changed is not None, "it is locked"
    await _ask(tx, changed)
    return await get(tx, caller, case_id)


async def _ask(tx: Tx, row: CaseRow) -> None:
    """Once for each edition."""
    cause = str(uuid5(NAMESPACE_URL, f"{row.case_id}/{row.edition}"))
    words, about = case_words(row.title, row.organiser), About(row.case_id)
    await say(tx, [Said(row.enterprise_id, cause, Template.CASE_ASKED, words, about)])


async def take(tx: Tx, caller: Caller, case_id: str, if_match: str | None, step: Step, reason: str | None) -> Shown:
    """Published once the enterprise has agreed to the words as they stand; withdrawn at any time."""
    row = await _locked(tx, caller, case_id, if_match)
    try:
        rules.check_reason(step, reason)
    except Refusal as refusal:
        raise CaseUnfit(str(refusal)) from refusal
    try:
        state = rules.after(State(row.state), step)
    except Refusal as refusal:
        raise CaseRefused(str(refusal)) from refusal
    at = tx.now if state is State.PUBLISHED else None
    await _change(tx, row, {"state": state, "published_at": at, "reason": reason, "version": row.version + 1})
    return await get(tx, caller, case_id)


async def answer(tx: Tx, caller: Caller, uscc: str, case_id: str, edition: int, agrees: bool) -> Shown:
    """By the owner, to the words that were read; a consent taken back takes the case out of sight at once."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "case.read", "case.agree")
    row = await store.cases.lock(tx, case_id)
    if row is None or row.enterprise_id != enterprise.enterprise_id:
        raise CaseNotFound(_WAY_OUT)
    try:
        if agrees and row.edition != edition:
            raise Refusal("案例内容已更改，请阅读最新内容后再确认")
        state = rules.answered(State(row.state), agrees)
    except Refusal as refusal:
        raise CaseRefused(str(refusal)) from refusal
    values = {"state": state, "answered_at": tx.now, "answered_by": caller.actor, "version": row.version + 1}
    if not agrees:
        values["published_at"] = None
    await _change(tx, row, values)
    return await get(tx, caller, case_id)


async def _change(tx: Tx, row: CaseRow, values: Mapping[str, Any]) -> None:
    before = {name: getattr(row, name) for name in values}
    await store.cases.change(tx, row.case_id, **values)
    tx.edited("case", before, values)


async def _locked(tx: Tx, caller: Caller, case_id: str, if_match: str | None) -> CaseRow:
    row = await store.cases.lock(tx, case_id)
    if row is None or not await _may(tx, caller, "case.read", row):
        raise CaseNotFound(_WAY_OUT)
    if not await _may(tx, caller, "case.write", row):
        raise Forbidden("请由该区、县（市）或市级的审核、审批人员办理")
    require_version(if_match, row.version)
    return row
