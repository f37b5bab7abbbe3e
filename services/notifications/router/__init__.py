"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import events, inbox, summary

ROUTERS: Final = (inbox.router, events.router, summary.router)
