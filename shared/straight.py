"""The straight way through a route that is asked all the time: the same functions in the same order, called by name.

The framework finds the route of every request anew, works out what it depends on and reads its query by reflection:
most of what a page in memory costs. A route of this class takes what it depends on as four arguments, so a layer in
front of the router can give them to it. Whatever is to be refused for its query, and every other method, goes the usual
way, which refuses it in its turn and in its words.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import BaseRoute

from shared.auth import admission
from shared.idempotency import IdempotentRoute
from shared.opening import opening, says_writes
from shared.strict import App, Receive, Scope, Send
from shared.tokens import verified

REMEMBERED_QUERIES: Final = 4_096
MAX_QUERY: Final = 1_000
"""Bytes: longer than a good one, so what is remembered stays small whoever asks"""
Reader = Callable[[bytes], BaseModel | None]


class StraightRoute(IdempotentRoute):
    """Of a route that reads: `(request, tx: Reading, caller: caller_of(…), query: Annotated[Model, Query()])`."""


class Straight:
    """ASGI layer: answers what goes straight; everything else goes on."""

    def __init__(self, app: App, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        self._routes = {route.path: (route, reader_of(route)) for route in routes if isinstance(route, StraightRoute)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        query = None
        if path in self._routes and scope["method"] == "GET":
            route, read = self._routes[path]
            query = read(scope["query_string"])
        if query is None:
            await self._app(scope, receive, send)
            return
        scope.update(route=route, endpoint=route.endpoint, path_params={})
        request = Request(scope, receive, send)
        try:
            response = await _answered(request, route, query)
        except Exception as fault:
            response = await _rendered(request, fault)
        await response(scope, receive, send)


async def _answered(request: Request, route: APIRoute, query: BaseModel) -> Response:
    caller = await verified(request)
    async with opening(request, caller) as tx:
        caller = await admission(request, caller, tx)
        response: Response = await route.endpoint(request=request, tx=tx, caller=caller, query=query)
        return response


async def _rendered(request: Request, fault: Exception) -> Response:
    """By the app's own handlers, the nearest class first, as the framework looks for them."""
    handlers: Any = request.app.exception_handlers
    response: Response = await next(handlers[cls] for cls in type(fault).__mro__ if cls in handlers)(request, fault)
    return response


def reader_of(route: APIRoute) -> Reader:
    """(query string) -> what the route's model makes of it; None: the usual way is to read it, or refuse it."""
    dependant = route.dependant
    (field,) = dependant.query_params
    model: Any = field.field_info.annotation
    given = {dependant.request_param_name, field.name, *(part.name for part in dependant.dependencies)}
    plain = not (dependant.path_params or dependant.header_params or dependant.cookie_params or dependant.body_params)
    assert given == {"request", "tx", "caller", "query"}, "it would be called with less than it asks for"
    assert plain, "it would be called with less than it asks for"
    assert issubclass(model, BaseModel), "a model reads its whole query"
    assert not says_writes(dependant), "what writes commits before it answers"

    @lru_cache(REMEMBERED_QUERIES)
    def known(query_string: bytes) -> BaseModel | None:
        try:
            pairs = parse_qsl(query_string.decode("ascii"), keep_blank_values=True)
            said = dict(pairs)
            found: BaseModel | None = model.model_validate(said) if len(said) == len(pairs) else None
        except ValueError:  # pydantic's refusals are such, too
            return None
        return found

    return lambda query_string: known(query_string) if len(query_string) <= MAX_QUERY else None
