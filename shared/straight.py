"""The straight way through a route that is asked all the time: the same functions in the same order, called by name.

FastAPI works out anew for every request what a route depends on and reads its query by reflection: most of what a page
in memory costs. A route of this class takes what it depends on as four arguments, so they can be given to it directly.
Whatever is to be refused for its query goes the usual way, which refuses it in its turn and in its words.
"""

from collections.abc import Callable, Coroutine
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request, Response
from pydantic import BaseModel

from shared.auth import admission
from shared.idempotency import IdempotentRoute
from shared.opening import opened, says_writes
from shared.tokens import verified

REMEMBERED_QUERIES: Final = 4_096
MAX_QUERY: Final = 1_000
"""Bytes: longer than a good one, so what is remembered stays small whoever asks"""
_opening = asynccontextmanager(opened)
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StraightRoute(IdempotentRoute):
    """Of a route that reads: `(request, tx: Reading, caller: caller_of(…), query: Annotated[Model, Query()])`."""

    def get_route_handler(self) -> _Handler:
        usual: _Handler = super().get_route_handler()
        endpoint: Callable[..., Coroutine[Any, Any, Response]] = self.endpoint
        read = reader_of(self)

        async def answer(request: Request) -> Response:
            asked: bytes = request.scope["query_string"]
            query = read(asked) if len(asked) <= MAX_QUERY else None
            if query is None:
                return await usual(request)
            caller = await verified(request)
            async with _opening(request, caller) as tx:
                caller = await admission(request, caller, tx)
                return await endpoint(request=request, tx=tx, caller=caller, query=query)

        return answer


def reader_of(route: IdempotentRoute) -> Callable[[bytes], BaseModel | None]:
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
    def read(query_string: bytes) -> BaseModel | None:
        try:
            pairs = parse_qsl(query_string.decode("ascii"), keep_blank_values=True)
            said = dict(pairs)
            found: BaseModel | None = model.model_validate(said) if len(said) == len(pairs) else None
        except ValueError:  # pydantic's refusals are such, too
            return None
        return found

    return read
