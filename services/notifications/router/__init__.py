"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import (
    contacts,
    deliveries,
    events,
    inbox,
    opting_out,
    outbound,
    preferences,
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
)
ONE_CLICK: Final = frozenset({opting_out.ONE_CLICK})
