"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import inbox, tickets

ROUTERS: Final = (inbox.router, tickets.router)
