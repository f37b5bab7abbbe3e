"""The routes of notifications, by noun: parse, call one function, return."""

from typing import Final

from services.notifications.router import inbox, posting_answers, postings, tickets

ROUTERS: Final = (inbox.router, tickets.router, postings.router, posting_answers.router)
