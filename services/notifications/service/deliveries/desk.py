"""What the workers need beside the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.notifications import store
from services.notifications.domain import circuits
from services.notifications.domain.circuits import Health
from services.notifications.domain.outgoing import Channel
from services.notifications.gateways import Gateway
from shared.db import Tx
from shared.outbound.targets import Guard
from shared.seals import Seal


@dataclass(frozen=True)
class Desk:
    gateways: Mapping[Channel, Sequence[Gateway]]
    """By channel, in the order in which they are tried"""
    seal: Seal
    guard: Guard
    """Which systems of enterprises may be called"""

    @cached_property
    def by_name(self) -> Mapping[str, Gateway]:
        return {one.name: one for several in self.gateways.values() for one in several}

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Of the gateways of a channel."""
        return {channel: [one.name for one in several] for channel, several in self.gateways.items()}

    async def resting(self, tx: Tx) -> frozenset[str]:
        """Channels of which every gateway rests."""
        return circuits.resting(self.names, await healths(tx), tx.now)


async def healths(tx: Tx) -> Mapping[str, Health]:
    known = await store.gateways.all_known(tx)
    return {name: Health(row.failures, row.rest_until) for name, row in known.items()}
