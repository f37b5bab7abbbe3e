"""Every route of the four services, as the built apps have it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from services.embedded import SERVICES, Zone
from shared.auth import admitted
from shared.edge import writing, writing_once
from shared.opening import said_of
from tests.zone import service_settings, zone_settings

OPEN = {"/livez", "/readyz", "/metrics", "/docs", "/openapi.json", "/static"}
"""For the machine that watches and for reading documentation: no caller, no data of anybody."""

PUBLIC = {
    "GET /benefits/v1/evidence-kinds",
    "GET /benefits/v1/facts",
    "GET /benefits/v1/measures",
    "GET /benefits/v1/measures/{measure}",
    "GET /benefits/v1/payment-notices",
    "GET /benefits/v1/payment-notices.csv",
    "GET /benefits/v1/policy-sets",
    "POST /benefits/v1/calculation-sweeps",
    "POST /benefits/v1/calculations",
    "GET /finance/.well-known/jwks.json",
    "GET /finance/.well-known/oauth-authorization-server",
    "GET /finance/v1/list-keys",
    "GET /finance/v1/products",
    "GET /finance/v1/products/{financial_product_id}",
    "GET /registry/v1/code-keys",
    "GET /registry/v1/misconduct-receipts/{receipt}",
    "GET /registry/v1/public/code-tables",
    "GET /registry/v1/public/code-tables/{table}",
    "GET /registry/v1/public/enterprises/{uscc}/titles",
    "GET /registry/v1/public/notices",
    "GET /registry/v1/public/titles",
    "GET /registry/v1/rulesets",
    "GET /registry/v1/rulesets/{ruleset}",
    "GET /registry/v1/target-board",
    "POST /finance/v1/oauth/token",
    "POST /notifications/v1/gateways/{provider}/receipts",
    "POST /registry/v1/code-scans",
    "POST /registry/v1/misconduct-reports",
}
"""What anybody may ask without login, of data that is public by rule. A new one is a decision: it is written here."""


@cache
def build() -> dict[str, FastAPI]:
    """The four apps, not running; they are read and never changed, so that they and their documents are made once."""
    with TemporaryDirectory() as folder:
        urls = {name: f"sqlite+aiosqlite:///{folder}/{name}.db" for name in SERVICES}
        settings = zone_settings(Path(folder), "memory://")
        return Zone(settings=settings, service_settings=service_settings(urls, Path(folder))).apps


@dataclass(frozen=True)
class Operation:
    """One method of one path, with what the code does and what the document says of it."""

    service: str
    method: str
    route: RouteContext
    document: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} /{self.service}{self.route.path}"

    @property
    def calls(self) -> set[Any]:
        """Every function its dependencies call."""
        return set(_calls(self.route.dependant))

    @property
    def kinds(self) -> set[str]:
        """Who may call it."""
        return set(admitted(self.route.dependant))

    @property
    def scope(self) -> str | None:
        """What an institution's token must be for."""
        return next(iter(said_of(self.route.dependant, "scope")), None)

    @property
    def writes(self) -> bool:
        return writing in self.calls

    @property
    def once(self) -> bool:
        return writing_once in self.calls

    @property
    def body(self) -> dict[str, Any] | None:
        """Media types of the request body."""
        return dict(self.document["requestBody"]["content"]) if "requestBody" in self.document else None

    @property
    def codes(self) -> set[str]:
        """The codes of the problems it declares."""
        contents = [response.get("content", {}) for response in self.document["responses"].values()]
        return {code for one in contents for code in one.get("application/problem+json", {}).get("examples", {})}


Check = Callable[[Operation], None]


def for_each(operations: Sequence[Operation]) -> Callable[[Check], Any]:
    """A rule that every one of them keeps: one test for each service, which names whoever breaks it and how."""

    def ruled(check: Check) -> Any:
        @pytest.mark.parametrize("service", SERVICES)
        def test(service: str) -> None:
            broken = {one: said for one in operations if one.service == service and (said := _breach(check, one))}
            assert not broken

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return ruled


def _breach(check: Check, operation: Operation) -> str:
    try:
        check(operation)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    return ""


def _calls(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for part in dependant.dependencies:
        yield from _calls(part)


def routes(app: FastAPI) -> list[RouteContext]:
    """With what FastAPI worked out for each."""
    return list(iter_route_contexts(app.routes))


def operations(service: str, app: FastAPI) -> list[Operation]:
    """Those in the OpenAPI document."""
    paths = app.openapi()["paths"]
    return [
        Operation(service, method, route, paths[route.path][method.lower()])
        for route in routes(app)
        if isinstance(route.original_route, APIRoute) and route.include_in_schema
        for method in sorted(route.methods or ())
    ]
