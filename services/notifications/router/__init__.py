"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import contacts, deliveries, inbox

ROUTERS: Final = (inbox.router, contacts.router, deliveries.router)
