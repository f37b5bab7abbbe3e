"""The operations of the zone as its routers have them: every one names the kinds of caller it admits."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from shared.auth import Kind


@dataclass(frozen=True)
class Operation:
    service: str
    method: str
    path: str
    operation_id: str
    kinds: tuple[Kind, ...]
    """Empty: open to everyone, as the health paths are."""

    def __str__(self) -> str:
        return f"{self.method} /{self.service}{self.path}"


def operations(apps: dict[str, FastAPI]) -> list[Operation]:
    return [operation for service, app in apps.items() for operation in _of(service, app)]


def _of(service: str, app: FastAPI) -> Iterator[Operation]:
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute) and route.include_in_schema:
            for method in sorted(route.methods or ()):
                yield Operation(service, method, str(route.path), str(route.unique_id), _kinds(route.dependant))


def _kinds(dependant: Dependant) -> tuple[Kind, ...]:
    named: tuple[Kind, ...] = getattr(dependant.call, "kinds", ())
    for inner in dependant.dependencies:
        named = named or _kinds(inner)
    return named
