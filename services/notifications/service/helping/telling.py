"""Messages about activities: one for each registration and what happened, for ever."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.helping import words
from services.notifications.domain.messages import Template, Words
from services.notifications.service.writing import Said, say
from services.notifications.store.tables import ActivityRow, RegistrationRow
from shared.days import shanghai_day
from shared.db import Tx


async def seated(tx: Tx, activity: ActivityRow, registrations: Sequence[RegistrationRow]) -> None:
    """Moved up from the waiting list; again only after a registration made anew."""
    said = words.seated_words(*_named(activity))
    causes = [_cause(one.registration_id, one.number) for one in registrations]
    await _say(tx, registrations, causes, Template.ACTIVITY_SEATED, said)


async def reminded(tx: Tx, activity: ActivityRow, registrations: Sequence[RegistrationRow]) -> None:
    """Of this beginning, once."""
    assert activity.starts_at is not None, "what has no time is never due"
    tomorrow = shanghai_day(activity.starts_at) > tx.today
    said = words.reminder_words(*_named(activity), tomorrow=tomorrow)
    causes = [_cause(one.registration_id, one.number, activity.starts_at) for one in registrations]
    await _say(tx, registrations, causes, Template.ACTIVITY_REMINDER, said)


async def changed(tx: Tx, activity: ActivityRow) -> None:
    """Another time or place: whoever is seated or waits."""
    registrations = await store.registrations.active(tx, activity.activity_id)
    causes = [_cause(activity.activity_id, activity.version)] * len(registrations)
    await _say(tx, registrations, causes, Template.ACTIVITY_CHANGED, words.changed_words(*_named(activity)))


async def cancelled(tx: Tx, activity: ActivityRow, reason: str) -> None:
    registrations = await store.registrations.active(tx, activity.activity_id)
    said = words.cancelled_words(activity.title, reason, activity.contact)
    causes = [activity.activity_id] * len(registrations)
    await _say(tx, registrations, causes, Template.ACTIVITY_CANCELLED, said)


def _named(activity: ActivityRow) -> tuple[str, str, str, str]:
    times = words.when(activity.starts_at, activity.ends_at)
    return activity.title, times, activity.place, activity.contact


def _cause(*parts: object) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))


async def _say(
    tx: Tx, registrations: Sequence[RegistrationRow], causes: Sequence[str], template: Template, said: Words
) -> None:
    told = zip(registrations, causes, strict=True)
    await say(tx, [Said(one.enterprise_id, cause, template, said, About(one.activity_id)) for one, cause in told])
