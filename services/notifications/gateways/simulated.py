"""A simulated gateway that misbehaves as gateways do. Nothing here is real, and nothing leaves the machine.

It speaks what real ones speak (`gateways.http`). The last four characters of an address, of mail those before the @,
decide how it behaves, so that everything can be tried from outside. Its books are a file that outlives the process:
`zjtx outbox` shows what would have arrived.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.clock import real_now
from shared.outbound import signing


class Mood(StrEnum):
    PROMPT = "prompt"
    FAILS_AFTER_TAKING = "fails_after_taking"
    """Takes it, and answers 500"""
    THROTTLES = "throttles"
    """429, the first two times"""
    BOUNCES = "bounces"
    """Takes it, and reports later that there is no such address"""
    LATE = "late"
    """Its receipt takes an hour"""
    FORGETS = "forgets"
    """Takes it, never reports, and says when asked that it never saw it"""
    FAILS = "fails"
    """500 the first two times, and nothing is taken"""
    BABBLES = "babbles"
    """Receipts twice, in the wrong order, for things it was never given, and signed wrongly"""
    SILENT = "silent"
    """Takes it and never reports"""
    REFUSES = "refuses"


MOODS: Final = {
    "9001": Mood.FAILS_AFTER_TAKING,
    "9002": Mood.THROTTLES,
    "9003": Mood.BOUNCES,
    "9004": Mood.LATE,
    "9005": Mood.FORGETS,
    "9006": Mood.FAILS,
    "9007": Mood.BABBLES,
    "9008": Mood.SILENT,
    "9009": Mood.REFUSES,
}
_FIRST: Final = 2
"""How often THROTTLES and FAILS do so to one reference"""
_RETRY_AFTER: Final = 2
_LATE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Receipt:
    """What is posted back: the body, and the headers that sign it."""

    provider: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class _Report:
    provider: str
    said: dict[str, str]
    wait: timedelta = timedelta()
    signed: bool = True
    since: datetime | None = None
    """When it was first looked at, by the clock of the zone"""


@dataclass
class SimulatedGateway:
    """`down` and `asked` are for trying what happens when it cannot be reached, and for counting."""

    books: Path | None
    secret: str
    down: set[str] = field(default_factory=set)
    """Providers that answer nothing but 500, and take nothing"""
    asked: Counter[str] = field(default_factory=Counter)
    """Messages it was offered, by reference"""
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By provider and reference"""
    _reports: list[_Report] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/{provider}/messages", self._post, methods=["POST"]),
                Route("/{provider}/messages/{reference}", self._get, methods=["GET"]),
            ]
        )

    async def _post(self, request: Request) -> Response:
        provider, body = request.path_params["provider"], await request.body()
        if not signing.verified([self.secret], request.headers, body, real_now()):
            return JSONResponse({"state": "unsigned"}, 401)
        said = json.loads(body)
        reference = str(said["reference"])
        self.asked[reference] += 1
        if provider in self.down:
            return Response(status_code=500)
        if _key(provider, reference) in self.taken:  # under one reference it is taken once
            return JSONResponse({"state": "accepted"}, 202)
        mood = mood_of(str(said["to"]))
        if mood in _UNWILLING and (answer := _UNWILLING[mood](self.asked[reference])):
            return answer
        await self._take(provider, reference, said, mood)
        return (
            Response(status_code=500) if mood is Mood.FAILS_AFTER_TAKING else JSONResponse({"state": "accepted"}, 202)
        )

    async def _get(self, request: Request) -> Response:
        provider, reference = request.path_params["provider"], request.path_params["reference"]
        if provider in self.down:
            return Response(status_code=500)
        entry = self.taken.get(_key(provider, reference))
        if entry is None or entry["mood"] is Mood.FORGETS:
            return JSONResponse({"state": "unknown"}, 404)
        return JSONResponse({"state": entry["state"]})

    async def _take(self, provider: str, reference: str, said: Mapping[str, Any], mood: Mood) -> None:
        self.taken[_key(provider, reference)] = {"mood": mood, "state": "accepted", "said": said}
        self._reports += _REPORTS.get(mood, _prompt)(provider, reference)
        if self.books is not None:
            line = {"at": real_now().isoformat(timespec="seconds"), "provider": provider, **said}
            await asyncio.to_thread(_write, self.books, json.dumps(line, ensure_ascii=False))

    def receipts(self, now: datetime) -> Sequence[Receipt]:
        """Those that are due by the clock of the zone; each is given once."""
        due = []
        for one in list(self._reports):
            one.since = one.since or now
            if now - one.since < one.wait or one.provider in self.down:
                continue
            self._reports.remove(one)
            if entry := self.taken.get(_key(one.provider, one.said["reference"])):
                entry["state"] = one.said["outcome"]
            due.append(self.receipt(one.provider, one.said, signed=one.signed))
        return due

    def receipt(self, provider: str, said: Mapping[str, str], *, signed: bool = True) -> Receipt:
        body = json.dumps(said).encode()
        secret = self.secret if signed else signing.new_secret()
        return Receipt(provider, body, signing.headers([secret], said["reference"], real_now(), body))


def mood_of(address: str) -> Mood:
    return MOODS.get(address.partition("@")[0][-4:], Mood.PROMPT)


def _key(provider: str, reference: str) -> str:
    return f"{provider}/{reference}"


def _write(books: Path, line: str) -> None:
    books.parent.mkdir(parents=True, exist_ok=True)
    with books.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


# ---- how it behaves ------------------------------------------------------------------------------


def _throttle(times: int) -> Response | None:
    return Response(status_code=429, headers={"Retry-After": str(_RETRY_AFTER)}) if times <= _FIRST else None


def _fail(times: int) -> Response | None:
    return Response(status_code=500) if times <= _FIRST else None


def _refuse(_: int) -> Response | None:
    return JSONResponse({"state": "refused"}, 422)


_UNWILLING: Final[Mapping[Mood, Callable[[int], Response | None]]] = {
    Mood.THROTTLES: _throttle,
    Mood.FAILS: _fail,
    Mood.REFUSES: _refuse,
}


def _prompt(provider: str, reference: str) -> list[_Report]:
    return [_Report(provider, {"reference": reference, "outcome": "delivered"})]


def _bounce(provider: str, reference: str) -> list[_Report]:
    return [_Report(provider, {"reference": reference, "outcome": "bounced"})]


def _late(provider: str, reference: str) -> list[_Report]:
    return [_Report(provider, {"reference": reference, "outcome": "delivered"}, wait=_LATE)]


def _nothing(_provider: str, _reference: str) -> list[_Report]:
    return []


def _babble(provider: str, reference: str) -> list[_Report]:
    arrived, bounced = {"reference": reference, "outcome": "delivered"}, {"reference": reference, "outcome": "bounced"}
    stranger = {"reference": "00000000-0000-0000-0000-000000000000.1", "outcome": "delivered"}
    return [
        _Report(provider, bounced, signed=False),
        _Report(provider, stranger),
        _Report(provider, arrived),
        _Report(provider, arrived),
        _Report(provider, {"reference": reference, "outcome": "accepted"}),
    ]


_REPORTS: Final[Mapping[Mood, Callable[[str, str], list[_Report]]]] = {
    Mood.BOUNCES: _bounce,
    Mood.LATE: _late,
    Mood.FORGETS: _nothing,
    Mood.SILENT: _nothing,
    Mood.BABBLES: _babble,
}
