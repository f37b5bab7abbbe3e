"""The titles of each firm as certificates, with words nobody can take for real ones."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import numpy as np

from services.demo.batches import calendar, terms
from services.demo.cohort import Cohort
from services.demo.firm import FirmTitle
from services.demo.model import TITLED, Titles
from services.demo.shares import Days
from shared.values import DISTRICTS, Tier


def issue(model: Titles, cohort: Cohort, first: Mapping[Tier, Days], today: date) -> list[tuple[FirmTitle, ...]]:
    """Every period of every title of every firm, oldest first; numbers count up within a batch."""
    issued: list[list[FirmTitle]] = [[] for _ in range(len(cohort))]
    serials: Counter[tuple[Tier, date]] = Counter()
    for tier in TITLED:
        words = model.words[tier]
        batch_of = {batch.decided_on: batch for batch in calendar(model, tier, today)}
        terms_of = {(day, renewed): terms(model, day, today, renewed) for day in batch_of for renewed in (False, True)}
        rows = np.flatnonzero(~np.isnat(first[tier]))
        days: list[date] = first[tier][rows].tolist()
        for row, day, expired in zip(rows.tolist(), days, cohort.expired[rows].tolist(), strict=True):
            for term in terms_of[day, not expired]:
                serials[tier, term.decided_on] += 1
                template = model.document if term.first else model.renewal_document
                issued[row].append(
                    FirmTitle(
                        tier=tier,
                        number=model.number.format(
                            letters=words.letters,
                            day=f"{term.decided_on:%Y%m%d}",
                            serial=serials[tier, term.decided_on],
                        ),
                        authority=words.authority.format(district=DISTRICTS[cohort.district[row]]),
                        document=template.format(
                            year=term.decided_on.year, title=tier.label, batch=batch_of[day].number
                        ),
                        recognised_on=term.decided_on,
                        valid_until=term.valid_until,
                        first=term.first,
                    )
                )
    return [tuple(sorted(titles, key=lambda title: (title.recognised_on, title.tier.rank))) for titles in issued]
