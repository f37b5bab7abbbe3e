"""Flat routes are the routes that were declared."""

from inspect import signature

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from services.embedded import SERVICES
from shared.opening import said_of
from shared.routes import add_flat

OWN = {"path", "endpoint", "responses", "route_class_override", "generate_unique_id_function", "openapi_extra"}
"""What a flat list changes on purpose"""


@pytest.mark.parametrize("service", SERVICES)
def test_a_flat_route_says_all_that_was_declared_of_it(service: str) -> None:
    whole = APIRouter()
    for router in SERVICES[service].routers:
        add_flat(whole, router, "/v1")

    declared = [route for router in SERVICES[service].routers for route in router.routes]
    said = set(signature(APIRouter.add_api_route).parameters) & set(vars(declared[0])) - OWN
    assert len(said) > 15
    for before, after in zip(declared, whole.routes, strict=True):
        assert isinstance(before, APIRoute)
        assert isinstance(after, APIRoute)
        assert type(after) is type(before)
        assert {name: getattr(after, name) for name in said} == {name: getattr(before, name) for name in said}
        extra = dict(after.openapi_extra or {})
        assert extra.pop("x-scope", None) == next(iter(said_of(before.dependant, "scope")), None)
        assert extra == (before.openapi_extra or {})


def test_a_flat_route_answers_below_the_prefix_with_the_problems_of_all() -> None:
    router, whole = APIRouter(prefix="/things"), APIRouter()

    @router.get("/{thing}", responses={404: {"description": "none"}})
    async def one(thing: str) -> str:
        return thing

    add_flat(whole, router, "/v1", {400: {"description": "bad"}})
    (route,) = whole.routes
    assert isinstance(route, APIRoute)
    assert route.path == "/v1/things/{thing}"
    assert set(route.responses) == {400, 404}
