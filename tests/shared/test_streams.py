"""Who stays is sent what happens; who does not take it is not waited for."""

import asyncio
from contextlib import ExitStack
from typing import Any

import pytest

from shared import streams
from shared.callers import Caller
from shared.streams import PER_CALLER, QUEUED, EventStream, Stream, Streams, TooManyStreams, event

WHO = Caller("enterprise", "somebody")


async def everything(stream: Stream) -> list[bytes]:
    return [chunk async for chunk in stream.chunks()]


async def test_what_waits_is_sent_before_the_end_and_nothing_after() -> None:
    stream = Stream("inbox", WHO, 0)
    stream.put(b"one")
    stream.end("stopping", "再见")
    stream.put(b"too late")
    stream.end("stopping", "再见")
    assert await everything(stream) == [b"one", event("end", {"code": "stopping", "detail": "再见"})]


async def test_a_client_that_is_too_slow_gets_what_waited_and_why_it_was_dropped() -> None:
    stream = Stream("inbox", WHO, 0)
    for at in range(2 * QUEUED):
        stream.put(str(at).encode())
    *waited, last = await everything(stream)
    assert waited == [str(at).encode() for at in range(QUEUED)]
    assert b'"code":"slow"' in last


async def test_a_client_that_takes_nothing_is_given_up_and_its_place_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SEND_SECONDS", 0.01)
    all_, stream, sent = Streams(), Stream("inbox", WHO, 0), []

    async def send(message: Any) -> None:
        sent.append(message)
        if message.get("body") == b"stuck":
            await asyncio.Event().wait()

    async def receive() -> Any:
        await asyncio.Event().wait()

    stream.put(b"stuck")
    await EventStream(all_, stream, b"first")({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
    assert [message.get("body") for message in sent] == [None, b"first", b"stuck"]
    assert not all_, "its place is free"


async def test_a_client_that_leaves_gives_its_place_back() -> None:
    all_, stream = Streams(), Stream("inbox", WHO, 0)
    gone = asyncio.Event()

    async def receive() -> Any:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message.get("body") == b"first":
            assert list(all_) == [stream]
            gone.set()

    await EventStream(all_, stream, b"first")({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
    assert not all_


async def test_when_the_process_stops_all_are_sent_away_and_so_is_who_comes_after() -> None:
    all_, there, late = Streams(), Stream("inbox", WHO, 0), Stream("inbox", WHO, 0)
    with all_.joined(there):
        all_.close()
        with all_.joined(late):
            for stream in (there, late):
                (said,) = await everything(stream)
                assert b'"code":"stopping"' in said


async def test_an_account_has_a_few_places_wherever_it_watches() -> None:
    all_ = Streams()
    with ExitStack() as there:
        for at in range(PER_CALLER):
            all_.refuse_too_many(WHO)
            there.enter_context(all_.joined(Stream(f"inbox {at}", WHO, 0)))
        with pytest.raises(TooManyStreams):
            all_.refuse_too_many(WHO)
        all_.refuse_too_many(Caller("enterprise", "another"))
    all_.refuse_too_many(WHO)


async def test_who_was_let_in_several_times_before_taking_a_place_gets_no_more_places_than_others() -> None:
    all_, streams_ = Streams(), [Stream("inbox", WHO, 0) for _ in range(PER_CALLER + 2)]
    for _ in streams_:
        all_.refuse_too_many(WHO)
    with ExitStack() as there:
        for one in streams_:
            there.enter_context(all_.joined(one))
        late = [await everything(one) for one in streams_[PER_CALLER:]]
        assert all(b'"code":"too_many_streams"' in chunk for (chunk,) in late)
        for one in streams_[:PER_CALLER]:
            one.put(b"still there")
            one.end("stopping", "")
            assert (await everything(one))[0] == b"still there"
