"""Who sees what of postings and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.notifications import store
from services.notifications.domain.postings import AnswerState, PostingState
from services.notifications.service.enterprises import visible
from services.notifications.service.postings.drafting import manages
from services.notifications.service.postings.files import File, not_found, opened
from services.notifications.service.postings.viewing import viewer_of
from services.notifications.store.postings import Place, Wanted
from services.notifications.store.tables import PostingAnswerRow, PostingRow, PostingStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.values import Tier

SUGGESTED: Final = 50
"""As many as somebody can write to"""


@dataclass(frozen=True)
class Shown:
    row: PostingRow
    uscc: str | None
    """Of the poster; None: officers, or a rebuild has not brought it back"""
    steps: Sequence[PostingStepRow] = ()
    invited: Sequence[str] = ()
    """USCCs, for its poster and for officers"""
    matched: bool = False
    """The caller was chosen, or chose: each may see how to reach the other"""


@dataclass(frozen=True)
class ShownAnswer:
    row: PostingAnswerRow
    posting: PostingRow
    enterprise: Any
    with_contact: bool
    """It is the caller's own, or the caller chose it"""


@dataclass(frozen=True)
class Suggested:
    enterprise: Any
    tier: Tier


async def page(
    tx: Tx, caller: Caller, wanted: Wanted, before: Place | None, limit: int, *, suited: bool
) -> list[Shown]:
    """To an enterprise what is open to it; to officers what their district posted."""
    if caller.kind != "enterprise":
        seat = visible_district(caller)
        return await _shown(tx, await store.postings.overseen(tx, seat, wanted, before, limit))
    viewer = await viewer_of(tx, caller)
    if viewer is None:
        return []
    return await _shown(tx, await store.postings.open_to(tx, viewer, wanted, before, limit, suited=suited))


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> list[Shown]:
    enterprise = await visible(tx, caller, uscc, "posting.read")
    return await _shown(tx, await store.postings.of_enterprise(tx, enterprise.enterprise_id, before, limit))


async def get(tx: Tx, caller: Caller, posting_id: str) -> Shown:
    file, own = await _seen(tx, caller, posting_id)
    (shown,) = await _shown(tx, [file.row])
    steps = await store.postings.steps(tx, posting_id)
    if own is not None:
        steps = [one for one in steps if own and one.answer_id in (None, own) and _since_open(one, file.row)]
    invited = await store.KNOWN.by_ids(tx, await store.postings.invited(tx, posting_id)) if own is None else {}
    matched = _matched(file, own) and (own is not None or await manages(tx, caller, file.row))
    return Shown(shown.row, shown.uscc, steps, sorted(one.uscc for one in invited.values()), matched)


def _since_open(step: PostingStepRow, row: PostingRow) -> bool:
    """What passed between poster and officers before is theirs."""
    return row.opened_at is not None and step.at >= row.opened_at


def _matched(file: File, answer_id: str | None) -> bool:
    chosen = {one.answer_id for one in file.answers if _chosen(one)}
    return bool(chosen) if answer_id is None else answer_id in chosen


async def _seen(tx: Tx, caller: Caller, posting_id: str) -> tuple[File, str | None]:
    """With what the caller answered: "" for nothing yet, None for whoever sees all of it. Raises PostingNotFound."""
    row = await store.postings.find(tx, posting_id)
    if row is None:
        raise not_found()
    file = await opened(tx, row)
    if await _sees_all(tx, caller, row):
        return file, None
    found = await store.KNOWN.find(tx, caller.uscc or "") if caller.kind == "enterprise" else None
    if found is None:
        raise not_found()
    mine = [one.answer_id for one in file.answers if one.enterprise_id == found.enterprise_id]
    viewer = await viewer_of(tx, caller)
    if not mine and (viewer is None or not await store.postings.is_open_to(tx, posting_id, viewer)):
        raise not_found()
    return file, mine[0] if mine else ""


async def _sees_all(tx: Tx, caller: Caller, row: PostingRow) -> bool:
    """Its poster, whoever acts for it; officers of its seat, what is no draft of an enterprise; auditors."""
    if row.enterprise_id is None:
        return decide(caller, "posting.read", Matter(district=row.seat))
    usccs = await store.KNOWN.usccs(tx, row.enterprise_id)
    shown = row.state != PostingState.DRAFT or caller.kind != "officer"
    return shown and decide(caller, "posting.read", Matter(usccs=usccs, district=row.seat))


async def answers(tx: Tx, caller: Caller, posting_id: str) -> list[ShownAnswer]:
    """To its poster and officers all, to an answerer its own."""
    file, own = await _seen(tx, caller, posting_id)
    rows = [one for one in file.answers if own is None or one.answer_id == own]
    mine = own is not None or await manages(tx, caller, file.row)
    firms = await store.KNOWN.by_ids(tx, {one.enterprise_id for one in rows})
    return [
        ShownAnswer(one, file.row, firms.get(one.enterprise_id), mine and (own is not None or _chosen(one)))
        for one in rows
    ]


async def answers_of(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> list[ShownAnswer]:
    enterprise = await visible(tx, caller, uscc, "posting.read")
    found = await store.postings.answers_of(tx, enterprise.enterprise_id, before, limit)
    own = caller.kind == "enterprise"
    return [ShownAnswer(answer, posting, enterprise, own) for answer, posting in found]


def _chosen(row: PostingAnswerRow) -> bool:
    return row.state == AnswerState.CHOSEN


async def suggestions(tx: Tx, caller: Caller, posting_id: str) -> list[Suggested]:
    """Who could answer, for whoever sees all of it."""
    file, own = await _seen(tx, caller, posting_id)
    if own is not None:
        raise not_found()
    rows = await store.postings.could_answer(tx, file.row, SUGGESTED)
    return [Suggested(row, Tier(row.tier)) for row in rows]


async def contacts(tx: Tx, caller: Caller, posting_id: str) -> tuple[PostingRow | None, list[ShownAnswer]]:
    """To the poster those of whom it chose, to who was chosen the poster's. Raises PostingNotFound for anybody else."""
    file, own = await _seen(tx, caller, posting_id)
    if not _matched(file, own):
        raise not_found()
    if own is not None:
        usccs = await store.KNOWN.usccs(tx, next(one for one in file.answers if one.answer_id == own).enterprise_id)
        if not decide(caller, "posting.disclose", Matter(usccs=usccs)):
            raise not_found()
        return file.row, []
    if not await manages(tx, caller, file.row):
        raise not_found()
    rows = [one for one in file.answers if _chosen(one)]
    firms = await store.KNOWN.by_ids(tx, {one.enterprise_id for one in rows})
    return None, [ShownAnswer(one, file.row, firms.get(one.enterprise_id), True) for one in rows]


async def _shown(tx: Tx, rows: Sequence[PostingRow]) -> list[Shown]:
    firms = await store.KNOWN.by_ids(tx, {row.enterprise_id for row in rows if row.enterprise_id})
    found = {row.posting_id: firms.get(row.enterprise_id or "") for row in rows}
    return [Shown(row, one.uscc if (one := found[row.posting_id]) else None) for row in rows]
