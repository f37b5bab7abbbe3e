"""What those do to whom a posting is open: answer it once, revise that, withdraw it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.postings import Answer, AnswerState, PostingStep, Refusal, rules
from services.notifications.service.postings.files import (
    File,
    PostingRefused,
    held,
    not_found,
    opened,
    record,
    refused,
)
from services.notifications.service.postings.viewing import viewer_of
from services.notifications.store.tables import PostingAnswerRow, PostingRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Matter, decide
from shared.problems import NotFound


class AnswerNotFound(NotFound):
    code, title = "ANSWER_NOT_FOUND", "没有找到该应答"


@dataclass(frozen=True)
class Reply:
    """What an answer says."""

    words: str
    price_fen: int | None
    contact_name: str
    contact_phone: str


@dataclass(frozen=True)
class Answered:
    posting: PostingRow
    answer: PostingAnswerRow
    enterprise: Any
    """Its row of `known_enterprise`"""


async def answer(tx: Tx, caller: Caller, posting_id: str, reply: Reply) -> Answered:
    file = await held(tx, posting_id)
    viewer = await viewer_of(tx, caller)
    if viewer is not None and viewer.enterprise_id == file.row.enterprise_id:
        raise PostingRefused("不能应答本企业发布的信息")
    mine = [one for one in file.answers if viewer is not None and one.enterprise_id == viewer.enterprise_id]
    if viewer is None or not (mine or await store.postings.is_open_to(tx, posting_id, viewer)):
        raise not_found()
    if not decide(caller, "posting.answer", Matter(usccs=await store.KNOWN.usccs(tx, viewer.enterprise_id))):
        raise not_found()
    answer_id = mine[0].answer_id if mine else str(uuid4())
    try:
        after = rules.answered(file.posting, Answer(answer_id, viewer.enterprise_id), tx.today)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    row = {
        **vars(reply),
        "answer_id": answer_id,
        "posting_id": posting_id,
        "enterprise_id": viewer.enterprise_id,
        "state": AnswerState.GIVEN,
        "version": mine[0].version + 1 if mine else 1,
        "given_at": tx.now,
        "changed_at": tx.now,
    }
    await store.postings.add_answer(tx, row)
    posting = await record(tx, await opened(tx, file.row), after, PostingStep.ANSWER, caller.actor, answer_id=answer_id)
    return await _answered(tx, posting, answer_id)


async def revise(tx: Tx, caller: Caller, answer_id: str, if_match: str | None, reply: Reply) -> Answered:
    """While it may still be chosen, and answers are taken."""
    file, row = await _own(tx, caller, answer_id)
    require_version(if_match, row.version)
    try:
        after = rules.revised(file.posting, answer_id, tx.today)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    changes = {"answer_id": answer_id, **vars(reply), "version": row.version + 1, "changed_at": tx.now}
    await store.postings.save_answer(tx, changes)
    posting = await record(tx, file, after, PostingStep.REVISE, caller.actor, answer_id=answer_id)
    return await _answered(tx, posting, answer_id)


async def withdraw(tx: Tx, caller: Caller, answer_id: str) -> Answered:
    """Until somebody is chosen."""
    file, _ = await _own(tx, caller, answer_id)
    try:
        after, step = rules.recalled(file.posting, answer_id)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    posting = await record(tx, file, after, step, caller.actor, answer_id=answer_id)
    return await _answered(tx, posting, answer_id)


async def _own(tx: Tx, caller: Caller, answer_id: str) -> tuple[File, PostingAnswerRow]:
    """Its posting held first, and the answer as it is then."""
    found = await store.postings.answer(tx, answer_id)
    usccs = await store.KNOWN.usccs(tx, found.enterprise_id) if found else ()
    if found is None or not decide(caller, "posting.answer", Matter(usccs=usccs)):
        raise AnswerNotFound("请核对应答编号")
    file = await held(tx, found.posting_id)
    return file, next(one for one in file.answers if one.answer_id == answer_id)


async def _answered(tx: Tx, posting: PostingRow, answer_id: str) -> Answered:
    row = await store.postings.answer(tx, answer_id)
    assert row is not None, "answers are never deleted"
    return Answered(posting, row, await store.KNOWN.by_id(tx, row.enterprise_id))
