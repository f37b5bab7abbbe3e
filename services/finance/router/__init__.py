"""The routes of finance, by noun: parse, call one function, return."""

from typing import Final

from services.finance.router import list_changes, list_files, list_proofs, shared_list, webhook_deliveries, webhooks

ROUTERS: Final = tuple(
    noun.router for noun in (shared_list, list_changes, list_proofs, list_files, webhooks, webhook_deliveries)
)
