"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import activities, cases, inbox, providers, registrations

ROUTERS: Final = (inbox.router, activities.router, registrations.router, providers.router, cases.router)
