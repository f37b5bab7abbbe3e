"""What time does to postings: those expire that nobody answered, or of whose answers none was chosen."""

from typing import Final

from services.notifications import store
from services.notifications.domain.postings import PostingStep, rules
from services.notifications.service.postings.files import BY_ITSELF, held, record
from shared.db import Database, Tx

AT_ONCE: Final = 200


async def come_due(db: Database) -> None:
    """The round of a job: each posting in a transaction of its own, with its row held, so two replicas agree."""
    while True:
        async with db.reading() as tx:  # a quiet round takes no lock
            due = await store.postings.past(tx, AT_ONCE)
        for posting_id in due:
            async with db.transaction() as tx:
                await _expire(tx, posting_id)
        if len(due) < AT_ONCE:
            return


async def _expire(tx: Tx, posting_id: str) -> None:
    """Also what an enterprise posted that is no legal person any more, matched or not."""
    file = await held(tx, posting_id)
    poster = await store.KNOWN.by_id(tx, file.row.enterprise_id or "")
    ended = poster is not None and poster.ended_on is not None
    past = PostingStep.EXPIRE if rules.past(file.posting, tx.today) else None
    step = rules.without_poster(file.posting) if ended else past
    if step is not None:
        after = rules.ended(file.posting, step)
        await record(tx, file, after, step, BY_ITSELF, "企业已终止" if ended else None)
