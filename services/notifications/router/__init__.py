"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import inbox, leads, posting_answers, postings, talents, tickets

ROUTERS: Final = (inbox.router, tickets.router, postings.router, posting_answers.router, talents.router, leads.router)
