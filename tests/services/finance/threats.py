"""An attempt to get in with something forged, replayed or misdirected, and how it must end."""

import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.services.finance.banks import Bank

Attempt = Callable[[Bank], Awaitable[httpx.Response]]


@dataclass(frozen=True)
class Threat:
    """`name` stands in docs/threats.md; `logged` is what the log says of it."""

    name: str
    attempt: Attempt
    logged: str
    status: int = 401


def each(threats: tuple[Threat, ...]) -> Any:
    return pytest.mark.parametrize("threat", threats, ids=lambda one: one.name.replace(" ", "-"))


async def check(bank: Bank, threat: Threat, caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Refused with a problem that tells nothing of what was sent, and logged with the reason."""
    caplog.clear()
    caplog.set_level("INFO")
    answer = await threat.attempt(bank)
    assert answer.status_code == threat.status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert threat.logged in " | ".join(record.getMessage() for record in caplog.records)
    problem: dict[str, Any] = answer.json()
    return problem


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(claims: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    """alg none."""
    return f"{part({'alg': 'none'} | (header or {}))}.{part(claims)}."


def by_secret(secret: bytes, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """By hand: no honest library signs with a public key."""
    text = f"{part(header)}.{part(claims)}"
    signature = hmac.digest(secret, text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def opened(text: str, at: int) -> dict[str, Any]:
    segment = text.split(".")[at]
    return dict(json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))))


def altered(text: str, **claims: Any) -> str:
    """With other claims under the old signature."""
    head, _, signature = text.split(".")
    return f"{head}.{part(opened(text, 1) | claims)}.{signature}"
