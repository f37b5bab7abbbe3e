"""Services and activities of the plan: published by officers; an enterprise is told what is for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.helping import activities as rules
from services.notifications.domain.helping.activities import State, Step
from services.notifications.domain.helping.kinds import HelpKind, HelpKinds
from services.notifications.domain.helping.registrations import State as Registered
from services.notifications.domain.refusals import Refusal
from services.notifications.help_kinds import kind_of, kinds_on
from services.notifications.service.helping import enterprises, telling
from services.notifications.service.helping.problems import ActivityNotFound, ActivityRefused, ActivityUnfit
from services.notifications.service.helping.seats import fill
from services.notifications.store.activities import Filters
from services.notifications.store.tables import ActivityRow
from shared.callers import Caller
from shared.conditions import Condition, Subject, read, why, words
from shared.conditions.enterprises import ENTERPRISE
from shared.days import LATEST, SHANGHAI
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden
from shared.values import CITY, Verdict

_WAY_OUT: Final = "请核对活动编号"
_AT_ONCE: Final = 100
_UNDATED: Final = datetime(LATEST.year, 12, 31, tzinfo=SHANGHAI)
"""Where a service without a time of its own stands in a list: behind all that begins."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether it is for the enterprise that asks, and why."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    row: ActivityRow
    kind: HelpKind
    seated: int
    waiting: int
    ratings: tuple[int, int]
    """How many rated, and the sum of their stars"""
    fit: Fit | None
    """None: no enterprise asks"""

    @property
    def stated(self) -> dict[str, Any] | None:
        """The condition as it was written."""
        return None if self.row.condition is None else dict(json.loads(self.row.condition))

    @property
    def condition(self) -> Condition | None:
        return condition_of(self.row)


def kinds(tx: Tx) -> HelpKinds:
    return kinds_on(tx.today)


def condition_of(row: ActivityRow) -> Condition | None:
    return None if row.condition is None else read(json.loads(row.condition), ENTERPRISE)


# ---- shown -----------------------------------------------------------------------------------------


async def page(
    tx: Tx, caller: Caller, filters: Filters, after: tuple[datetime, str] | None, limit: int, *, for_me: bool
) -> list[Shown]:
    """In the order in which they begin. `for_me`: without what the enterprise's own facts rule out."""
    subject, office = await _subject(tx, caller), _office(caller)
    found: list[ActivityRow] = []
    at_once = max(limit, _AT_ONCE) if for_me else limit
    while len(found) < limit:
        rows = await store.activities.page(tx, office, filters, after, at_once)
        found += [row for row in rows if not (for_me and _ruled_out(row, subject))]
        if len(rows) < at_once:
            break
        after = (rows[-1].listed_at, rows[-1].activity_id)
    return await _shown(tx, found[:limit], subject)


def _ruled_out(row: ActivityRow, subject: Subject | None) -> bool:
    fit = _fit(row, subject)
    return fit is not None and fit.verdict is Verdict.UNMET


def _office(caller: Caller) -> str | None:
    """Whose drafts are seen: an officer's own; an auditor reads what is published."""
    return caller.district if caller.kind == "officer" else None


async def _subject(tx: Tx, caller: Caller) -> Subject | None:
    enterprise = await store.KNOWN.find(tx, caller.uscc) if caller.uscc else None
    return None if enterprise is None else await enterprises.subject(tx, enterprise, tx.today)


def _fit(row: ActivityRow, subject: Subject | None) -> Fit | None:
    if subject is None:
        return None
    return fit(row, subject)


def fit(row: ActivityRow, subject: Subject) -> Fit:
    condition = condition_of(row)
    if condition is None:
        return Fit(Verdict.MET, "面向所有企业")
    return Fit(condition.truth(subject.mark).verdict, why(condition, subject) or words(condition))


async def get(tx: Tx, caller: Caller, activity_id: str) -> Shown:
    """Raises ActivityNotFound, also for a draft of another office."""
    row = await store.activities.find(tx, activity_id)
    if row is None or not _sees(caller, row):
        raise ActivityNotFound(_WAY_OUT)
    [shown] = await _shown(tx, [row], await _subject(tx, caller))
    return shown


def _sees(caller: Caller, row: ActivityRow) -> bool:
    """What is published, each enterprise; an officer what its own office has, and what the city published."""
    published = row.state != State.DRAFT
    if caller.kind == "officer":
        own = caller.district in (row.district, CITY)
        return decide(caller, "activity.read") and (own or (published and row.district == CITY))
    return published and decide(caller, "activity.read")


def may(caller: Caller, action: Action, row: ActivityRow) -> bool:
    return decide(caller, action, Matter(district=row.district))


async def _shown(tx: Tx, rows: Sequence[ActivityRow], subject: Subject | None) -> list[Shown]:
    ids = [row.activity_id for row in rows]
    many, stars = await store.activities.counts(tx, ids), await store.activities.ratings(tx, ids)
    return [
        Shown(
            row,
            kind_of(row.kind),
            many.get((row.activity_id, Registered.SEATED), 0),
            many.get((row.activity_id, Registered.WAITING), 0),
            stars.get(row.activity_id, (0, 0)),
            _fit(row, subject),
        )
        for row in rows
    ]


# ---- published and edited --------------------------------------------------------------------------


async def enter(tx: Tx, caller: Caller, terms: Mapping[str, Any]) -> Shown:
    """A draft of the officer's own district, or of the city."""
    district = caller.district or CITY
    if not decide(caller, "activity.write", Matter(district=district)):
        raise Forbidden("请由审核或审批人员发布")
    row = ActivityRow(activity_id=str(uuid4()), district=district, state=State.DRAFT, **_checked(tx, terms))
    await store.activities.add(tx, row)
    return await get(tx, caller, row.activity_id)


async def revise(tx: Tx, caller: Caller, activity_id: str, if_match: str | None, terms: Mapping[str, Any]) -> Shown:
    """Whoever registered is told of another time or place; with more seats whoever waits moves up."""
    row = await locked(tx, caller, activity_id, if_match)
    values = _checked(tx, terms)
    try:
        rules.check_editable(State(row.state))
        if row.state != State.DRAFT and row.kind != values["kind"]:
            raise Refusal("已发布的活动不能改变种类；请取消后另行发布")
    except Refusal as refusal:
        raise ActivityRefused(str(refusal)) from refusal
    names = ("starts_at", "ends_at", "place", "online")
    moved = any(getattr(row, name) != values[name] for name in names)
    values["version"] = row.version + 1
    if row.starts_at != values["starts_at"]:
        values["reminded_at"] = None
    before = {name: getattr(row, name) for name in values}
    await store.activities.change(tx, activity_id, **values)
    tx.edited("activity", before, values)
    changed = await store.activities.lock(tx, activity_id)
    assert changed is not None, "it is locked"
    if moved and changed.state != State.DRAFT:
        await telling.changed(tx, changed)
    await fill(tx, changed)
    return await get(tx, caller, activity_id)


def _checked(tx: Tx, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ActivityUnfit."""
    try:
        kinds(tx).named(terms["kind"]).check_group(terms["audience_group"])
        rules.check_times(terms["starts_at"], terms["ends_at"], terms["closes_at"])
    except Refusal as refusal:
        raise ActivityUnfit(str(refusal)) from refusal
    stated = terms["condition"]
    condition = None if stated is None else json.dumps(stated, ensure_ascii=False)
    return {**terms, "condition": condition, "listed_at": terms["starts_at"] or _UNDATED}


async def take(tx: Tx, caller: Caller, activity_id: str, if_match: str | None, step: Step, reason: str | None) -> Shown:
    """Opens, closes, holds or cancels; of a cancellation everybody who registered is told, with the reason."""
    row = await locked(tx, caller, activity_id, if_match)
    try:
        rules.check_reason(step, reason)
    except Refusal as refusal:
        raise ActivityUnfit(str(refusal)) from refusal
    try:
        state = rules.after(State(row.state), step, row.starts_at, tx.now)
    except Refusal as refusal:
        raise ActivityRefused(str(refusal)) from refusal
    values = {"state": state, "version": row.version + 1}
    if step is Step.CANCEL:
        values["reason"] = reason
    await store.activities.change(tx, activity_id, **values)
    tx.edited("activity", {"state": row.state}, {"state": state})
    if step is Step.CANCEL and row.state != State.DRAFT:
        await telling.cancelled(tx, row, reason or "")
    return await get(tx, caller, activity_id)


async def locked(tx: Tx, caller: Caller, activity_id: str, if_match: str | None) -> ActivityRow:
    """Raises ActivityNotFound, Forbidden for a role that only looks or another office's, and what If-Match says."""
    row = await for_office(tx, caller, activity_id, "activity.write")
    require_version(if_match, row.version)
    return row


async def for_office(tx: Tx, caller: Caller, activity_id: str, action: Action) -> ActivityRow:
    """Of the office that organises it, held. Another district's is not found; of the city's only the city decides."""
    row = await store.activities.lock(tx, activity_id)
    if row is None or not _sees(caller, row):
        raise ActivityNotFound(_WAY_OUT)
    if not may(caller, action, row):
        raise Forbidden("请由主办单位的审核或审批人员办理")
    return row
