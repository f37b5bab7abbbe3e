"""The routes of a service as one flat list.

FastAPI keeps included routers as a tree and asks each of its levels again at every request; a list is asked once.
"""

from typing import Any, Final

from fastapi import APIRouter
from fastapi.routing import APIRoute

from shared.gates import QuotaExceeded
from shared.opening import said_of
from shared.problems import problems

_SAID: Final = (
    "methods",
    "response_model",
    "status_code",
    "tags",
    "summary",
    "description",
    "include_in_schema",
    "response_class",
    "name",
    "openapi_extra",
)
"""What a route says of itself here beside its path and its responses; a test refuses what would be lost"""


def add_flat(
    whole: APIRouter, router: APIRouter, prefix: str = "", responses: dict[int | str, dict[str, Any]] | None = None
) -> None:
    """Adds the router's routes to the whole, as including it would; it includes none itself.

    The document of one that names a scope says so (`x-scope`), and that quotas hold.
    """
    for route in router.routes:
        assert isinstance(route, APIRoute), "a router of a service holds operations, no other routers"
        said = {name: getattr(route, name) for name in _SAID}
        limited: dict[int | str, dict[str, Any]] = {}
        for scope in said_of(route.dependant, "scope"):
            said["openapi_extra"] = {**(route.openapi_extra or {}), "x-scope": scope}
            limited = problems(QuotaExceeded)
        whole.add_api_route(
            prefix + route.path,
            route.endpoint,
            responses={**(responses or {}), **limited, **route.responses},
            route_class_override=type(route),
            **said,
        )
