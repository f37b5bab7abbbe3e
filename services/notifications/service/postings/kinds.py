"""What can be posted today."""

from collections.abc import Sequence

from services.notifications.domain.postings import Kind
from services.notifications.posting_data import kinds
from shared.db import Tx


def in_force(tx: Tx) -> Sequence[Kind]:
    return list(kinds(tx.today).values())
