"""A peer that a service asks, replaced for as long as a block lasts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from shared.peers import Peer
from tests.zone import RunningZone


@asynccontextmanager
async def asking(zone: RunningZone, service: str, peer: str, url: str, **how: Any) -> AsyncIterator[None]:
    """The service asks this address for that peer."""
    peers = zone.zone.apps[service].state.peers
    usual = peers[peer]
    async with httpx.AsyncClient(base_url=url, trust_env=False, **how) as http:
        peers[peer] = Peer(http)
        try:
            yield
        finally:
            peers[peer] = usual


@asynccontextmanager
async def away(zone: RunningZone, peer: str, *, of: str = "finance") -> AsyncIterator[None]:
    """The peer answers 503 to that service."""
    async with asking(zone, of, peer, "http://away", transport=httpx.MockTransport(lambda _: httpx.Response(503))):
        yield
