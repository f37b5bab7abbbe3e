"""The routes of finance, by noun: parse, call one function, return."""

from typing import Final

from services.finance.router import institutions, list_changes, list_files, list_proofs, shared_list, tokens

ROUTERS: Final = (
    *(noun.router for noun in (shared_list, list_changes, list_proofs, list_files, tokens, institutions)),
    institutions.own,
)
WELL_KNOWN: Final = (tokens.well_known,)
FORMS: Final = frozenset({tokens.TOKEN_ADDRESS})
