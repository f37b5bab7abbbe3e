"""What a service looks at before an institution's request goes on: a protocol, and the gate that is always open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.callers import Caller
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Asked:
    """What an institution asks, as far as a gate needs to know."""

    operation: str
    purpose: str | None
    """As its header says"""
    writes: bool
    looks_itself: bool
    """The route's own first statement asks whether the institution is admitted"""


class Gate(Protocol):
    async def admit(self, tx: Tx, caller: Caller, asked: Asked) -> Mapping[str, str]:
        """Headers of the answer, whatever it will be. Raises the problem that says no."""


class OpenGate:
    """Of a service that keeps nothing about institutions."""

    async def admit(self, tx: Tx, caller: Caller, asked: Asked) -> Mapping[str, str]:
        return {}
