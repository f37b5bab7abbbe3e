"""What an enterprise's home shows at a glance. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.events import Title, TitleStatus
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Due:
    """复核: the title ends on that day unless it passes its review before."""

    tier: Tier
    on: date


def next_renewal(titles: Sequence[Title], today: date) -> Due | None:
    """Of the titles that count and that nothing continues yet, the one that ends first."""
    renewed = {title.renews for title in titles if title.status is not TitleStatus.REVOKED}
    open_ended = [title for title in titles if title.counts_on(today) and title.title_id not in renewed]
    first = min(open_ended, key=lambda title: (title.last_day, title.tier.rank), default=None)
    return Due(first.tier, first.last_day) if first else None
