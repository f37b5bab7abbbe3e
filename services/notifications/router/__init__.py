"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import (
    activities,
    cases,
    contacts,
    deliveries,
    events,
    inbox,
    opting_out,
    outbound,
    preferences,
    providers,
    registrations,
    summary,
    texts,
)

ROUTERS: Final = (
    inbox.router,
    events.router,
    summary.router,
    preferences.router,
    opting_out.router,
    outbound.router,
    texts.router,
    contacts.router,
    deliveries.router,
    activities.router,
    registrations.router,
    providers.router,
    cases.router,
)
ONE_CLICK: Final = frozenset({opting_out.ONE_CLICK})
