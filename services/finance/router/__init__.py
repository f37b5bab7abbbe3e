"""The routes of finance, by noun: parse, call one function, return."""

from typing import Final

from services.finance.router import (
    consented_data,
    consents,
    figures,
    financing,
    financing_parts,
    institutions,
    list_changes,
    list_files,
    list_proofs,
    listing,
    loans,
    products,
    shared_list,
    summaries,
    tokens,
    webhook_deliveries,
    webhooks,
)

_LIST: Final = (shared_list, list_changes, list_proofs, list_files, webhooks, webhook_deliveries)
ROUTERS: Final = (
    shared_list.straight,
    *(noun.router for noun in (*_LIST, tokens, institutions)),
    institutions.own,
    *(
        noun.router
        for noun in (consents, consented_data, products, financing, financing_parts, loans, listing, figures, summaries)
    ),
)
WELL_KNOWN: Final = (tokens.well_known,)
FORMS: Final = frozenset({tokens.TOKEN_ADDRESS})
