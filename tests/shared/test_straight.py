"""The straight way reads a query as the framework does, or leaves it to the framework."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.dependencies.utils import request_params_to_args
from fastapi.routing import APIRoute
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import Field
from starlette.datastructures import QueryParams

from shared.auth import caller_of
from shared.callers import Caller
from shared.days import Day
from shared.edge import Reading
from shared.pages import PageQuery
from shared.straight import StraightRoute, reader_of

router = APIRouter(route_class=StraightRoute)


class Asked(PageQuery):
    tier: str | None = Field(default=None, pattern="^[a-z]+$")
    as_of: Day | None = None


@router.get("/list")
async def read_list(
    request: Request, tx: Reading, caller: Annotated[Caller, caller_of("auditor")], query: Annotated[Asked, Query()]
) -> Response:
    return Response()


route = router.routes[0]
assert isinstance(route, APIRoute)
read = reader_of(route)
names = st.sampled_from(["limit", "cursor", "tier", "as_of", "offset", "TIER", ""])
values = st.sampled_from(["", "1", "100", "1000", "1001", "-1", "1.0", "+1", " 7", "7 ", "１", "%31", "a", "b&tier=c"])
values |= st.sampled_from(["2026-11-23", "2026-02-30", "%00", "%ff", "%E6%9D%AD", "a%26b", "null", "true", "a;b", "%"])
queries = st.lists(st.tuples(names, values, st.sampled_from(["=", ""])), max_size=4).map(
    lambda pairs: "&".join(f"{name}{equals}{value}" for name, value, equals in pairs).encode()
)


@given(queries)
@example(b"limit=100&limit=100")
@example(b"&&limit=3&")
@example(b"limit=3#x")
@settings(max_examples=400)
def test_a_query_is_read_as_the_framework_reads_it_or_left_to_it(query_string: bytes) -> None:
    theirs, errors = request_params_to_args(route.dependant.query_params, QueryParams(query_string))
    ours = read(query_string)
    if ours is not None:
        assert not errors
        assert ours == theirs["query"]
    else:
        asked = QueryParams(query_string)
        assert errors or len(asked.multi_items()) != len(asked) or not query_string.isascii(), "a good one"


def test_what_everybody_asks_goes_straight() -> None:
    for good in (b"", b"limit=100", b"limit=100&cursor=abc-_", b"tier=specialised&as_of=2026-11-23"):
        assert read(good) is not None
