"""One lead as it lies in the database; whoever changes it holds its row."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.leads import LeadSource, LeadStage, LeadStep, Refusal, taken
from services.notifications.domain.leads.words import proposer_words
from services.notifications.domain.messages import Template
from services.notifications.service import writing
from services.notifications.store.tables import LeadRow, LeadStepRow
from shared.db import Tx
from shared.problems import Conflict, NotFound


class LeadNotFound(NotFound):
    code, title = "LEAD_NOT_FOUND", "没有找到该招引线索"


class LeadRefused(Conflict):
    code, title = "LEAD_REFUSED", "招引线索现在不能这样办理"


@dataclass(frozen=True)
class Said:
    """What somebody knows of it."""

    kind: str
    chain: str
    title: str
    region: str | None
    industry: str | None
    words: str
    contact_name: str | None
    contact_phone: str | None


@dataclass(frozen=True)
class Shown:
    row: LeadRow
    proposer: Any
    """Rows of `known_enterprise`, where there are"""
    landed: Any
    steps: Sequence[LeadStepRow] = ()


async def begin(tx: Tx, said: Said, district: str, proposer_id: str | None, actor: str) -> LeadRow:
    row = LeadRow(
        **asdict(said),
        lead_id=str(uuid4()),
        source=LeadSource.ENTERPRISE if proposer_id else LeadSource.OFFICER,
        proposer_id=proposer_id,
        district=district,
        stage=LeadStage.NEW,
        recorded_at=tx.now,
        changed_at=tx.now,
    )
    step = _step(tx, row.lead_id, 1, LeadStep.RECORD, None, LeadStage.NEW, None, None, actor)
    await store.leads.add(tx, row.model_dump(), step)
    return row


async def advance(tx: Tx, row: LeadRow, step: LeadStep, actor: str, words: str | None, **more: str | None) -> LeadRow:
    """`more`: columns that the step sets besides. Raises LeadRefused."""
    try:
        stage = taken(LeadStage(row.stage), step)
    except Refusal as refusal:
        raise LeadRefused(str(refusal)) from refusal
    version = row.version + 1
    changes = {"lead_id": row.lead_id, "stage": stage, "version": version, "changed_at": tx.now, **more}
    written = _step(tx, row.lead_id, version, step, row.stage, stage, words, more.get("assigned_to"), actor)
    await store.leads.save(tx, changes, written)
    told = proposer_words(step, row.title, words)
    first = step is not LeadStep.ASSIGN or row.stage == LeadStage.NEW
    if told is not None and row.proposer_id is not None and first:
        cause = f"{row.lead_id[:31]}{version:05}"
        await writing.say(tx, [writing.Said(row.proposer_id, cause, Template.LEAD_ADVANCED, told, About(row.lead_id))])
    saved = await store.leads.find(tx, row.lead_id)
    assert saved is not None, "leads are never deleted"
    return saved


def _step(
    tx: Tx,
    lead_id: str,
    number: int,
    step: LeadStep,
    previous: str | None,
    stage: str,
    words: str | None,
    assigned_to: str | None,
    actor: str,
) -> dict[str, Any]:
    return {
        "lead_id": lead_id, "number": number, "at": tx.now, "step": step, "previous": previous, "stage": stage,
        "words": words, "assigned_to": assigned_to, "actor": actor,
    }  # fmt: skip


async def shown(tx: Tx, rows: Sequence[LeadRow]) -> list[Shown]:
    ids = {id_ for row in rows for id_ in (row.proposer_id, row.landed_id) if id_}
    firms = await store.KNOWN.by_ids(tx, ids)
    return [Shown(row, firms.get(row.proposer_id or ""), firms.get(row.landed_id or "")) for row in rows]


async def whole(tx: Tx, row: LeadRow) -> Shown:
    (one,) = await shown(tx, [row])
    return Shown(one.row, one.proposer, one.landed, await store.leads.steps(tx, row.lead_id))
