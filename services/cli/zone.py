"""The running zone as the command line reaches it, and the tokens it shows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import typer
from rich.console import Console

from services.embedded import SERVICES
from shared.callers import Kind
from shared.issuing import Issuer, make_development_keys
from shared.settings import ZoneSettings
from shared.values import CITY

console = Console()
errors = Console(stderr=True)


class Refused(Exception):
    """The zone answered with a problem."""


def issuer(settings: ZoneSettings) -> Issuer:
    make_development_keys(settings)
    return Issuer(settings)


def base_url(service: str, settings: ZoneSettings) -> str:
    """One origin for all four, unless a service's own address is set."""
    return os.environ.get(f"ZJTX_{service.upper()}_URL") or f"{settings.url}/{service}"


class ZoneClient:
    """Speaks to each service of a running zone as one kind of caller."""

    def __init__(self, kind: Kind, subject: str, settings: ZoneSettings | None = None, **claims: str) -> None:
        self.settings = settings or ZoneSettings()
        token = issuer(self.settings).token(kind, subject, seconds=3600, **claims)
        self._http = {
            name: httpx.Client(
                base_url=base_url(name, self.settings),
                headers={"Authorization": f"Bearer {token}"},
                timeout=30,
                trust_env=False,
            )
            for name in SERVICES
        }

    def call(self, method: str, service: str, path: str, **options: Any) -> Any:
        """The JSON of the answer. Raises Refused with the problem's words, exits when nobody answers."""
        try:
            answer = self._http[service].request(method, path, **options)
        except httpx.TransportError as fault:
            errors.print(f"[red]No {service} at {self._http[service].base_url}. Start the zone with: make run[/red]")
            raise typer.Exit(1) from fault
        if answer.is_error:
            raise Refused(_in_words(answer))
        return answer.json() if answer.content else None

    @contextmanager
    def stream(self, service: str, path: str, **options: Any) -> Iterator[Iterator[str]]:
        """The lines of an answer that stays open, as they come. Raises Refused, and httpx's TransportError."""
        with self._http[service].stream("GET", path, **options) as answer:
            if answer.is_error:
                answer.read()
                raise Refused(_in_words(answer))
            yield answer.iter_lines()


def _in_words(answer: httpx.Response) -> str:
    if "json" not in answer.headers.get("content-type", ""):
        return f"{answer.url} answers {answer.status_code}: is it the zone?"
    problem = answer.json()
    fields = "".join(
        f"\n  {one.get('pointer', one.get('row'))}: {one.get('detail', one.get('reason'))}"
        for one in problem.get("errors", [])[:20]
    )
    return f"{problem.get('title')}: {problem.get('detail', '')}{fields}"


def operator() -> ZoneClient:
    return ZoneClient("service", "cli")


def city_officer() -> ZoneClient:
    return ZoneClient("officer", "city-officer", district=CITY, department="市经信局")
