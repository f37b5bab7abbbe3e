"""What only a socket shows: a body without end, broken framing, line breaks in header values."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.input.serving import ServedZone, served_zone
from tests.zone import key, new_uscc, sqlite_copies

POST = b"POST /registry/v1/enterprises HTTP/1.1\r\nHost: zone\r\nContent-Type: application/json\r\n"
GET = b"GET /registry/v2 HTTP/1.1\r\nHost: zone\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def served(sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedZone]:
    folder = tmp_path_factory.mktemp("served")
    with served_zone(folder, sqlite_copies(sqlite_templates, folder)) as zone:
        yield zone


def answer_to(served: ServedZone, *parts: bytes) -> tuple[int, bytes, bytes]:
    """Status, head and body of what comes back until the server closes; what it no longer reads is not sent."""
    received = b""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as wire:
        try:
            for part in parts:
                wire.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while more := wire.recv(65536):
                received += more
        except ConnectionResetError:
            pass
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head, body


def test_whoever_watches_an_inbox_is_told_when_the_process_stops_and_does_not_keep_it(
    sqlite_templates: dict[str, Path], tmp_path: Path
) -> None:
    uscc, received, hung_up = new_uscc(), b"", ExitStack()
    with hung_up, served_zone(tmp_path, sqlite_copies(sqlite_templates, tmp_path)) as served:
        bearer = {"Authorization": f"Bearer {served.issuer.token('officer', 'test', seconds=600, district='330100')}"}
        firm = {"uscc": uscc, "name": "示例有限公司", "district": "330108", "industry": "C39"}
        httpx.post(f"{served.url}/registry/v1/enterprises", json=firm, headers=bearer | key()).raise_for_status()
        own = served.issuer.token("enterprise", "owner", seconds=600, uscc=uscc)
        asked = f"GET /notifications/v1/enterprises/{uscc}/message-events HTTP/1.1\r\nHost: zone\r\n"
        deadline = time.monotonic() + 20
        while b"event: unread" not in received:
            assert time.monotonic() < deadline, received  # notifications hears of the firm within moments
            wire = hung_up.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=20))
            wire.sendall(f"{asked}Authorization: Bearer {own}\r\n\r\n".encode())
            received = wire.recv(65_536) + wire.recv(65_536)
        began, kept = time.monotonic(), hung_up.pop_all()
    assert time.monotonic() - began < 10, "a stream is not waited for"
    with kept:
        while more := wire.recv(65_536):
            received += more
    assert b"text/event-stream" in received
    assert b'"code":"stopping"' in received
    assert received.endswith(b"0\r\n\r\n"), "it ends in good order"


def test_a_body_without_end_is_cut_off_at_the_limit(served: ServedZone) -> None:
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    status, head, body = answer_to(served, POST + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 1_600)
    assert status == 413
    assert b"connection: close" in head.lower()
    assert json.loads(body)["code"] == "CONTENT_TOO_LARGE"


def test_a_body_that_announces_20_mb_is_refused_before_it_is_sent(served: ServedZone) -> None:
    status, _, body = answer_to(served, POST + b"Content-Length: 20000000\r\n\r\n", b"{")
    assert (status, json.loads(body)["code"]) == (413, "CONTENT_TOO_LARGE")


@pytest.mark.parametrize(
    "framing",
    [
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        b"Content-Length: -1\r\n\r\n{}",
        b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        b"X-Request-Id: a\0b\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        b"X-Request-Id : a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    ],
    ids=["no chunk size", "negative chunk", "negative length", "two lengths", "NUL in a value", "space in a name"],
)
def test_broken_framing_is_refused(served: ServedZone, framing: bytes) -> None:
    status, _, body = answer_to(served, POST + framing)
    assert 400 <= status < 500
    assert b"Traceback" not in body


@pytest.mark.parametrize(
    "value",
    [b"a\r\n X-Injected: yes", b"a\rX-Injected: yes", b"a%0d%0aX-Injected:%20yes", b"a\\r\\nX-Injected: yes"],
    ids=["folded", "a carriage return alone", "escaped", "spelled out"],
)
def test_an_id_with_a_line_break_never_comes_back_as_a_header(served: ServedZone, value: bytes) -> None:
    status, head, _ = answer_to(served, GET + b"X-Request-Id: " + value + b"\r\n\r\n")
    assert 400 <= status < 500
    assert b"x-injected" not in head.lower()


def test_the_server_still_answers_after_all_of_this(served: ServedZone) -> None:
    status, _, body = answer_to(served, b"GET /registry/livez HTTP/1.1\r\nHost: zone\r\nConnection: close\r\n\r\n")
    assert (status, json.loads(body)) == (200, {"status": "alive"})
