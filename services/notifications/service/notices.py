"""Notices of officers: one entry for each enterprise they are for, whatever is told again."""

from collections.abc import Sequence

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.domain.notices import notice_words
from services.notifications.domain.telling import delivered
from services.notifications.service.writing import message_id, say
from shared.consequences import following
from shared.db import Tx
from shared.events import Event, NoticeMatched, NoticePublished


async def on_notice_published(tx: Tx, events: Sequence[Event]) -> None:
    """Keeps the words; who is told comes with the matches."""
    said = {one.fact.notice_id: one.fact.model_dump_json() for one in events}
    await store.published.save(tx, Template.NOTICE, said)


async def on_notice_matched(tx: Tx, events: Sequence[Event]) -> None:
    """Of a notice withdrawn since, nobody is told any more."""
    kept = await store.published.standing(tx, Template.NOTICE, {one.fact.notice_id for one in events})
    notices = {notice_id: NoticePublished.model_validate_json(words) for notice_id, words in kept.items()}
    template, said = Template.NOTICE, []
    facts: list[NoticeMatched] = [one.fact for one in events]
    ids = [message_id(one.enterprise_id, one.notice_id, template) for one in facts]
    there = await store.messages.existing(tx, [(one.enterprise_id, id_) for one, id_ in zip(facts, ids, strict=True)])
    for event, id_ in zip(events, ids, strict=True):
        match: NoticeMatched = event.fact
        if match.notice_id in notices and id_ not in there:
            tx.emit(delivered(match, id_, (), match.notice_id), following(event))
            said.append((match.enterprise_id, match.notice_id, template, notice_words(notices[match.notice_id], match)))
    await say(tx, said)


async def on_notice_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    """What was not told yet is taken back; what was told is marked (`withdrawing`)."""
    await store.published.end(tx, Template.NOTICE, {one.fact.notice_id: one.fact.withdrawn_on for one in events})
