"""One posting with its answers, as they lie in the database; whoever changes any of it holds the posting's row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.messages import Template, Words
from services.notifications.domain.postings import (
    Answer,
    AnswerState,
    Chooses,
    Posting,
    PostingState,
    PostingStep,
    Refusal,
)
from services.notifications.domain.postings.words import answerer_words, invited_words, matched_words, poster_words
from services.notifications.posting_data import label
from services.notifications.service.writing import Said, say
from services.notifications.store.tables import PostingAnswerRow, PostingRow
from shared.db import Tx
from shared.problems import Conflict, NotFound

BY_ITSELF: Final = "system"
_OPENS: Final = frozenset({PostingStep.PUBLISH, PostingStep.APPROVE})


class PostingNotFound(NotFound):
    code, title = "POSTING_NOT_FOUND", "没有找到该对接信息"


class PostingRefused(Conflict):
    code, title = "POSTING_REFUSED", "对接信息现在不能这样办理"


@dataclass(frozen=True)
class Terms:
    """What a poster fills in."""

    kind: str
    direction: str
    title: str
    words: str
    industry: str | None
    budget_fen: int | None
    open_until: date
    place: str | None
    audience: str
    tiers: Sequence[str]
    invited: Sequence[str]
    """USCCs"""
    contact_name: str
    contact_phone: str


@dataclass(frozen=True)
class File:
    row: PostingRow
    answers: Sequence[PostingAnswerRow]
    posting: Posting


def not_found() -> PostingNotFound:
    return PostingNotFound("请核对编号；未向贵单位开放、已结束且未参与的对接信息不能查看")


async def opened(tx: Tx, row: PostingRow) -> File:
    answers = await store.postings.answers(tx, row.posting_id)
    posting = Posting(
        PostingState(row.state),
        Chooses(row.chooses),
        row.open_until,
        row.choose_until,
        tuple(Answer(one.answer_id, one.enterprise_id, AnswerState(one.state)) for one in answers),
    )
    return File(row, answers, posting)


async def held(tx: Tx, posting_id: str) -> File:
    """From here on nobody else changes it. Raises PostingNotFound."""
    row = await store.postings.lock(tx, posting_id)
    if row is None:
        raise not_found()
    return await opened(tx, row)


def refused(refusal: Refusal) -> PostingRefused:
    return PostingRefused(str(refusal))


# ---- written and told -----------------------------------------------------------------------------


async def record(
    tx: Tx,
    file: File,
    after: Posting,
    step: PostingStep,
    actor: str,
    reason: str | None = None,
    answer_id: str | None = None,
    **more: Any,
) -> PostingRow:
    """The step with its row of the history, the answers it moved, and a message to everyone it concerns.

    `more`: columns of the posting that the step sets besides.
    """
    row, version = file.row, file.row.version + 1
    changes: dict[str, Any] = {"state": after.state, "version": version, "changed_at": tx.now, **more}
    if step in _OPENS:
        changes["opened_at"] = tx.now
    written = step_row(row.posting_id, version, tx, step, row.state, after.state, actor, reason, answer_id)
    before = {one.answer_id: one for one in file.posting.answers}
    moved = [one for one in after.answers if one.answer_id in before and before[one.answer_id].state is not one.state]
    versions = {one.answer_id: one.version + 1 for one in file.answers}
    answers = [
        {"answer_id": one.answer_id, "state": one.state, "version": versions[one.answer_id], "changed_at": tx.now}
        for one in moved
    ]
    await store.postings.save(tx, {"posting_id": row.posting_id, **changes}, answers, written)
    saved = await store.postings.find(tx, row.posting_id)
    assert saved is not None, "postings are never deleted"
    await _tell(tx, saved, after, step, reason, moved)
    return saved


def step_row(
    posting_id: str,
    number: int,
    tx: Tx,
    step: PostingStep,
    previous: str | None,
    state: str,
    actor: str,
    reason: str | None = None,
    answer_id: str | None = None,
) -> dict[str, Any]:
    return {
        "posting_id": posting_id, "number": number, "at": tx.now, "step": step, "previous": previous, "state": state,
        "reason": reason, "answer_id": answer_id, "actor": actor,
    }  # fmt: skip


async def _tell(
    tx: Tx, row: PostingRow, after: Posting, step: PostingStep, reason: str | None, moved: Sequence[Answer]
) -> None:
    cause = f"{row.posting_id[:31]}{row.version:05}"
    said: list[tuple[str, str, Template, Words | None]] = []
    if row.enterprise_id is not None:
        words = poster_words(step, row.title, row.open_until, len(after.given), reason)
        said.append((row.enterprise_id, cause, Template.POSTING_ADVANCED, words))
    for one in moved:
        words = answerer_words(one.state, row.title, row.poster_name)
        said.append((one.enterprise_id, cause, Template.ANSWER_ADVANCED, words))
    for one in after.answers:
        if one.state is AnswerState.CHOSEN and one not in moved:
            words = matched_words(step, row.title, row.poster_name, reason)
            said.append((one.enterprise_id, cause, Template.ANSWER_ADVANCED, words))
    if step in _OPENS:
        invitation = invited_words(label(row.kind), row.title, row.poster_name, row.open_until)
        invited = await store.postings.invited(tx, row.posting_id)
        said += [(id_, row.posting_id, Template.POSTING_INVITED, invitation) for id_ in invited]
    about = About(row.posting_id)
    await say(tx, [Said(owner, caused, template, words, about) for owner, caused, template, words in said if words])
