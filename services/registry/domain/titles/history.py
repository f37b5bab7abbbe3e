"""Titles in time: their order, which is the first, what time alone changes, and the fact that tells a change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from services.registry.domain.titles.decisions import Enterprise, Inherited, Titles
from shared.days import DAY
from shared.events import ChangeReason, Standing, TierChanged, Title, TitleChanged, counting_on, tier_on
from shared.values import Tier


def in_order(titles: Iterable[Title], inherited: Iterable[Inherited] = ()) -> Titles:
    """By time, each marked whether it is the first of its tier, ever.

    An older title recorded later takes its own place in time, and with it the word "first". After a merger what the
    absorbed legal person had held counts as held before; what was first before the merger stays so, for it was another
    legal person's.
    """
    seen: set[Tier] = set()
    ordered = []
    for title in sorted(titles, key=lambda t: (t.recognised_on, t.valid_until, t.title_id)):
        first = title.tier not in seen and not any(
            one.tier is title.tier and one.on <= title.recognised_on for one in inherited
        )
        seen.add(title.tier)
        ordered.append(title if title.first is first else title.model_copy(update={"first": first}))
    return tuple(ordered)


def passed_on(titles: Titles, inherited: Iterable[Inherited], on: date) -> tuple[Inherited, ...]:
    """What whoever absorbs a legal person on that day inherits of it: every tier it or those before it ever held."""
    tiers = {title.tier for title in titles} | {one.tier for one in inherited}
    return tuple(Inherited(tier, on) for tier in sorted(tiers, key=lambda tier: tier.rank))


def next_change_on(titles: Sequence[Title], today: date) -> date | None:
    """The next day on which time alone changes which titles count; None when it never does.

    Not only those that change the tier: a title that runs out under a higher one leaves the list and closes what
    rests on it, and one that takes over from the title it renews brings the list a new number and new dates.
    """
    spans = [span for title in titles for span in title.spans]
    days = {first for first, _ in spans} | {last + DAY for _, last in spans}
    return min((day for day in days if day > today), default=None)


def cause_of_time(told: Standing, today: date) -> tuple[ChangeReason, str]:
    """Why other titles count today than on the day told for, though nobody decided anything: a reason and its words.

    A renewal that takes over the day after keeps its tier: it is told, for the list, but as what it is. `EXPIRED`
    is said only where a tier that counted counts no longer.
    """
    if today < told.on:
        return ChangeReason.REWOUND, "时钟回拨（演示）"
    before, after = told.counting, counting_on(told.titles, today)
    tiers = {title.tier for title in after}
    ended = [title.tier.label for title in before if title.tier not in tiers]
    begun = [title.tier.label for title in after if title not in before]
    words = ((ended, "称号有效期届满"), (begun, "称号复核后续期生效"))
    text = "；".join("、".join(labels) + what for labels, what in words if labels)
    return ChangeReason.EXPIRED if ended else ChangeReason.CONTINUED, text


def standing(enterprise: Enterprise, titles: Titles, on: date) -> Standing:
    """What an enterprise holds on a day, as it is told."""
    inherited = sorted({one.tier for one in enterprise.inherited}, key=lambda tier: tier.rank)
    return Standing(tier=tier_on(titles, on), on=on, titles=titles, inherited=tuple(inherited))


def change(
    enterprise: Enterprise,
    before: Standing,
    titles: Titles,
    on: date,
    reason: ChangeReason,
    reason_text: str,
) -> TierChanged | TitleChanged | None:
    """The fact that a new set of titles is, or the same set of which others count since; one of the two kinds.

    None when nothing is different: the same titles, of which the same count, and nothing newly inherited.
    """
    after = standing(enterprise, titles, on)
    if after.model_copy(update={"on": before.on}) == before and after.counting == before.counting:
        return None
    cls = TitleChanged if after.tier is before.tier else TierChanged
    return cls(
        enterprise_id=enterprise.enterprise_id,
        uscc=enterprise.uscc,
        enterprise_version=enterprise.version,
        name=enterprise.name,
        district=enterprise.district,
        industry=enterprise.industry,
        usccs=enterprise.usccs,
        effective_on=on,
        previous=before,
        current=after,
        reason=reason,
        reason_text=reason_text,
    )


def raised(enterprise: Enterprise) -> Enterprise:
    """The enterprise after one more change."""
    return replace(enterprise, version=enterprise.version + 1)
