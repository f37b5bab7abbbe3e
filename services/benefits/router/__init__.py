"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from services.benefits.router import calculations, catalogue, entitlements

ROUTERS: Final = tuple(noun.router for noun in (catalogue, calculations, entitlements))
