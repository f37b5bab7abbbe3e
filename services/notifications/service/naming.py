"""Which measures messages name."""

from collections.abc import Mapping, Sequence

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.domain.telling import opened_codes
from services.notifications.store.inbox import Message
from services.notifications.store.tables import MessageRow
from shared.db import Tx
from shared.events import ConsequenceRecorded, MeasurePublished


async def measures_in(tx: Tx, messages: Sequence[MessageRow | Message]) -> Mapping[str, tuple[str, ...]]:
    """By message: the measures it says are for the enterprise; of most messages none."""
    versions = {one.cause_id for one in messages if one.template == Template.MEASURE_MATCHED}
    published = await store.published.words(tx, Template.MEASURE_MATCHED, versions) if versions else {}
    codes = {id_: MeasurePublished.model_validate_json(words).benefit_code for id_, words in published.items()}
    named = {
        one.message_id: (codes[one.cause_id],)
        for one in messages
        if one.template == Template.MEASURE_MATCHED and one.cause_id in codes
    }
    opened = {
        one.message_id: opened_codes(ConsequenceRecorded.model_validate_json(one.consequence))
        for one in messages
        if one.template == Template.TITLES_CHANGED and one.consequence
    }
    return named | opened
