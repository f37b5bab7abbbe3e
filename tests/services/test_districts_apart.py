"""What an officer of a district is answered does not depend on what other districts have: not the items, not the
counts, not their order, not the tags and cursors. Asked of every GET route an officer may call, on both databases.
What is published is read by an officer as by anybody without login."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import httpx

from services.registry.service.duties import come_due
from tests.architecture.routes import Operation, build, operations
from tests.input.applicants import at_work
from tests.input.firm import Firm
from tests.services.asking import ASKED, BOARD, LAND_YEAR
from tests.services.neighbours import arrive, come_into, looked_at
from tests.zone import BINJIANG, YUHANG, RunningZone

Answers = list[tuple[int, bytes, dict[str, str]]]
OF_THE_REQUEST = {"x-request-id", "x-correlation-id", "date"}
READ: dict[str, Operation] = {
    str(one): one
    for service, app in build().items()
    for one in operations(service, app)
    if one.method == "GET" and "officer" in one.kinds
}
PUBLIC = {name for name, operation in READ.items() if "public" in operation.kinds}
PUBLISHED = {name for name in PUBLIC | BOARD if ASKED[name].lists}


def test_every_route_an_officer_may_read_is_asked() -> None:
    missing = sorted(set(READ) - set(ASKED))
    assert not missing, f"say in asking.py how to ask, and let arrive() bring what they list: {missing}"
    assert set(ASKED) == set(READ), "a line without a route"
    assert set(READ) >= BOARD


def test_every_route_that_filters_or_pages_counts_as_one_that_lists() -> None:
    """Unless its address names one object of the officer's own."""
    names = {name: set(_query(operation)) for name, operation in READ.items() if "{" not in name}
    assert [name for name, query in names.items() if query & {"cursor", "district"} and not ASKED[name].lists] == []


def _query(operation: Operation) -> list[str]:
    return [one["name"] for one in operation.document.get("parameters", []) if one["in"] == "query"]


async def pages(client: httpx.AsyncClient, address: str, params: Mapping[str, Any], *, paged: bool) -> Answers:
    """All pages of a list, one item each: a neighbour between two items would show in the cursors."""
    found: Answers = []
    params = dict(params) | ({"limit": 1} if paged else {})
    while True:
        answer = await client.get(address, params=params)
        headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}
        found.append((answer.status_code, _without_request_id(answer), headers))
        following = answer.json().get("next_cursor") if paged and answer.status_code == 200 else None
        if following is None:
            return found
        params = params | {"cursor": following}


def _without_request_id(answer: httpx.Response) -> bytes:
    """A problem names the request it answers."""
    if answer.status_code < 400:
        return answer.content
    return repr({name: value for name, value in answer.json().items() if name != "request_id"}).encode()


Asker = Callable[[str], httpx.AsyncClient]
"""Of a service"""


async def asked(zone: RunningZone, names: Iterable[str], asker: Asker, firm: Firm) -> dict[str, Answers]:
    """Every route, plainly, with each other filter and, where it filters by district, for the other one too."""
    found: dict[str, Answers] = {}
    for name in names:
        operation, ask = READ[name], ASKED[name]
        address = firm.address(str(operation.route.path)).replace("/2020", f"/{_year(zone, name)}")
        query = _query(operation)
        filters: list[Mapping[str, Any]] = [ask.params, *({**ask.params, **one} for one in ask.also)]
        if "district" in query:
            filters += [{**one, "district": YUHANG} for one in filters]
        client = asker(operation.service)
        found[name] = [
            answer for params in filters for answer in await pages(client, address, params, paged="cursor" in query)
        ]
    return found


def _year(zone: RunningZone, name: str) -> int:
    """Quotas are of the year in which the city recommends."""
    return zone.today.year if "/quotas/" in name else LAND_YEAR


async def both_asked(zone: RunningZone, firm: Firm) -> tuple[dict[str, Answers], dict[str, Answers]]:
    """The district's officer and the city's."""
    await zone.settle()
    await looked_at(zone)
    return (
        await asked(zone, READ, lambda service: zone.officer(BINJIANG, service), firm),
        await asked(zone, READ, lambda service: zone.officer(service=service), firm),
    )


async def test_a_district_is_answered_as_if_it_were_alone(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await at_work(zone)
    await come_due(zone.db("registry"))  # the day's round has passed: what it opens does not come between
    firm = await arrive(zone, BINJIANG)
    alone, city_before = await both_asked(zone, firm)
    neighbour = await arrive(zone, YUHANG)
    await come_into(zone, firm.park_id, neighbour.uscc)
    beside, city_after = await both_asked(zone, firm)
    told = {name for name in READ if alone[name] != beside[name]}
    assert told == PUBLISHED, f"tells of another district: {sorted(told - PUBLISHED)}"
    brought = {name for name in READ if city_before[name] != city_after[name]}
    silent = {name for name, ask in ASKED.items() if ask.lists} - brought
    assert not silent, f"arrive() brought nothing these list, so they prove nothing: {sorted(silent)}"
    statuses = {name: answers[0][0] for name, answers in alone.items()}
    odd = {name: status for name, status in statuses.items() if status not in (200, 403)}
    assert not odd, f"asked in a way that proves nothing: {odd}"
    assert {statuses[name] for name in PUBLIC} == {200}
    anybody = await asked(zone, PUBLIC, lambda service: without_login(zone, service), firm)
    more = {name for name in PUBLIC if _said(anybody[name]) != _said(beside[name])}
    assert not more, f"an officer reads more than is published: {sorted(more)}"


def without_login(zone: RunningZone, service: str) -> httpx.AsyncClient:
    client = zone.client(service, "auditor")
    del client.headers["Authorization"]
    return client


def _said(answers: Answers) -> list[Any]:
    """All but the cursors, which are signed for whoever was answered."""
    return [_uncursored(body) if "json" in headers["content-type"] else body for _, body, headers in answers]


def _uncursored(body: bytes) -> dict[str, Any]:
    return {name: value for name, value in json.loads(body).items() if name != "next_cursor"}
