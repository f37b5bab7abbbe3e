"""What a poster does with answers, how a posting ends, and what time does to it."""

from collections.abc import Sequence
from typing import Final

from services.notifications import store
from services.notifications.domain.postings import PostingStep, Refusal, rules
from services.notifications.service.postings.drafting import manages
from services.notifications.service.postings.files import File, PostingRefused, held, not_found, opened, record, refused
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide

_MATCHED: Final = frozenset({PostingStep.COMPLETE, PostingStep.FAIL})
"""Steps after the choice: they leave the answers as they are"""


async def choose(tx: Tx, caller: Caller, posting_id: str, answer_ids: Sequence[str]) -> File:
    """At once and once: who comes second finds it matched."""
    file = await held(tx, posting_id)
    if not await manages(tx, caller, file.row):
        raise not_found()
    chosen = [one for one in file.answers if one.answer_id in answer_ids]
    firms = await store.KNOWN.by_ids(tx, [one.enterprise_id for one in chosen])
    if any(one.ended_on is not None for one in firms.values()):
        raise PostingRefused("所选应答的企业已终止；请另选")
    try:
        after = rules.chosen(file.posting, set(answer_ids), tx.today)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    return await opened(tx, await record(tx, file, after, PostingStep.CHOOSE, caller.actor))


async def end(tx: Tx, caller: Caller, posting_id: str, step: PostingStep, reason: str | None) -> File:
    """By its poster; an officer of its district closes what should not stand there."""
    file = await held(tx, posting_id)
    if step is PostingStep.CLOSE:
        may = file.row.opened_at is not None and decide(caller, "posting.review", Matter(district=file.row.seat))
    else:
        may = await manages(tx, caller, file.row)
    if not may:
        raise not_found()
    try:
        after = rules.stepped(file.posting, step) if step in _MATCHED else rules.ended(file.posting, step)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    return await opened(tx, await record(tx, file, after, step, caller.actor, reason))
