"""The routes of finance, by noun: parse, call one function, return."""

from typing import Final

from services.finance.router import consented_data, consents, products, shared_list

ROUTERS: Final = tuple(noun.router for noun in (shared_list, consents, consented_data, products))
