"""What every refusal looks like, and the proof that it changed nothing."""

import hashlib
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

import httpx
from sqlalchemy import select

from tests.zone import RunningZone

CHINESE: Final = re.compile("[\u4e00-\u9fff]")
INTERNALS: Final = re.compile(
    r"traceback|sqlalchemy|asyncpg|sqlite|pydantic|python|site-packages|\.py\b|select |insert ", re.IGNORECASE
)

WORKED_OUT: Final = {
    *("watch", "finding", "institution_meter", "institution_usage"),
    *("inbox_change", "inbox_head", "portrait", "stirred"),
}
"""Tables that a job fills by itself: from the others, or with who asked how often."""


def check_problem(answer: httpx.Response, verdict: int, *sent: str) -> None:
    """A problem document of that status in the citizen's language, without what was sent and what is ours."""
    assert answer.status_code == verdict, f"{answer.status_code} {answer.text[:300]}"
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "code"} <= problem.keys()
    assert problem["status"] == verdict
    assert CHINESE.search(problem["title"])
    assert re.fullmatch(r"[A-Z][A-Z_]+", problem["code"])
    said = str({name: value for name, value in problem.items() if name not in ("instance", "request_id")})
    assert not INTERNALS.search(said), said
    for text in sent:
        assert text not in said, f"echoes the input: {said[:300]}"
    assert re.fullmatch(r"[\x21-\x7e]*", problem.get("instance", "")), "an address is written in ASCII"
    assert not re.search(r"[<>\"]", problem.get("instance", ""))


def differences(case: str, answer: httpx.Response, verdict: int, *sent: str) -> list[str]:
    """What is wrong with a refusal, by the name of its case: a whole table of them is judged at once."""
    try:
        check_problem(answer, verdict, *sent)
    except AssertionError as fault:
        return [f"{case}: {fault}"]
    return []


async def checksum(zone: RunningZone, service: str) -> dict[str, str]:
    """By table: every row of a service, its keys and its audit trail included."""
    sums = {}
    async with zone.db(service).reading() as tx:
        for table in zone.zone.apps[service].state.service.floor.outbox.metadata.sorted_tables:
            if table.name in WORKED_OUT:
                continue
            rows = (await tx.execute(select(table).order_by(*table.primary_key.columns))).all()
            sums[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return sums


@asynccontextmanager
async def nothing_written(
    zone: RunningZone, services: Iterable[str] = ("registry",), *, except_for: Iterable[str] = ()
) -> AsyncIterator[None]:
    """What happens inside leaves every table as it was; `except_for` names tables that may be written."""

    async def sums() -> dict[str, dict[str, str]]:
        found = {service: await checksum(zone, service) for service in services}
        return {
            s: {name: sum_ for name, sum_ in tables.items() if name not in except_for} for s, tables in found.items()
        }

    await zone.settle()
    before = await sums()
    yield
    after = await sums()
    changed = {f"{s}.{name}" for s, tables in after.items() for name in tables if tables[name] != before[s][name]}
    assert not changed, f"written by what was refused: {sorted(changed)}"
