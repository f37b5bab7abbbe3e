"""What a service looks at before an institution's request goes on: a protocol, and the gate that is always open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.callers import Caller
from shared.db import Tx
from shared.problems import Problem


class QuotaExceeded(Problem):
    """Any operation that names a scope may say so."""

    status, code, title = 429, "QUOTA_EXCEEDED", "调用次数超过配额"

    def __init__(self, detail: str = "", headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail, **members)
        self.headers = headers or {}  # type: ignore[misc]  # of this answer: how long to wait differs


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
