"""What is measured of a request is its route, and never what stood in its address."""

from typing import Any

import pytest
from structlog.contextvars import get_contextvars

from shared.strict import Message, Receive, Scope, Send
from shared.telemetry import Metrics, Observe
from tests.zone import RunningZone


async def test_a_request_is_measured_by_the_template_of_its_address(zone: RunningZone) -> None:
    uscc = await zone.register()
    async with zone.officer() as officer:
        (await officer.get(f"/v1/enterprises/{uscc}")).raise_for_status()
        await officer.get(f"/v1/nowhere/{uscc}")
        measured = (await officer.get("/metrics")).text

    assert 'zjtx_http_request_seconds_count{method="GET",route="/v1/enterprises/{uscc}",status="200"}' in measured
    assert 'route="unmatched",status="404"' in measured
    assert uscc not in measured


async def test_the_access_line_and_what_is_logged_on_the_way_bear_the_ids_of_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines: list[dict[str, Any]] = []
    on_the_way: list[dict[str, Any]] = []
    sent: list[Message] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        on_the_way.append(get_contextvars())
        if scope["path"] == "/inner":
            await observe({**asked, "path": "/"}, receive, keep)  # a peer in this process, called in memory
            on_the_way.append(get_contextvars())
        await send({"type": "http.response.start", "status": 204})

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def keep(message: Message) -> None:
        sent.append(message)

    asked: Scope = {"type": "http", "method": "GET", "path": "/inner", "headers": [(b"x-correlation-id", b"c-1")]}
    monkeypatch.setattr(Observe, "say", staticmethod(lambda **line: lines.append(line)))
    observe = Observe(app, service="finance", metrics=Metrics("finance"))
    await observe(dict(asked), receive, keep)

    answered = [{name.decode(): value.decode() for name, value in message["headers"]} for message in sent]
    for line, headers in zip(lines, answered, strict=True):
        assert headers == {"x-request-id": line["request_id"], "x-correlation-id": "c-1"}
        assert (line["service"], line["route"], line["status"]) == ("finance", "unmatched", 204)
    inner, outer = ({name: line[name] for name in ("service", "request_id", "correlation_id")} for line in lines)
    assert on_the_way == [outer, inner, outer]
    assert inner["request_id"] != outer["request_id"]
    assert get_contextvars() == {}
