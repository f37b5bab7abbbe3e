"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import (
    activities,
    cases,
    contacts,
    deliveries,
    events,
    inbox,
    leads,
    opting_out,
    outbound,
    posting_answers,
    postings,
    preferences,
    providers,
    registrations,
    summary,
    talents,
    texts,
    tickets,
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
    tickets.router,
    postings.router,
    posting_answers.router,
    talents.router,
    leads.router,
)
ONE_CLICK: Final = frozenset({opting_out.ONE_CLICK})
