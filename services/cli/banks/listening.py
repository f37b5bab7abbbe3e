"""zjtx bank listen: a receiver of webhooks as a bank would write one: it checks each signature, then takes it."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from typing import Annotated, Any, Final
from uuid import uuid4

import typer

from services.cli.banks.client import ask
from services.cli.zone import Refused, console

ENDPOINTS: Final = "/v1/webhook-endpoints"
TEST_SECONDS: Final = 30
STAMP_SECONDS: Final = 300
"""How far a message's time may be from ours, as Standard Webhooks recommends"""


def listen(messages: Annotated[int, typer.Option(min=0, help="End after so many; 0: never")] = 0) -> None:
    """Open an endpoint on this machine, pass its test, and print every change of the list as it arrives."""
    arrived: Queue[dict[str, Any]] = Queue()
    secrets: list[str] = []
    with _receiver(lambda headers, body: _take(headers, body, secrets, arrived)) as url:
        made = ask("POST", ENDPOINTS, {"url": url}, **{"Idempotency-Key": uuid4().hex}).json()
        secrets.append(made["secret"])
        own = f"{ENDPOINTS}/{made['endpoint_id']}"
        try:
            _pass_the_test(own, arrived)
            _set(own, "enabled")
            console.print(
                f"listening at {url}; change a title, and it is told here (Ctrl-C ends)",
                highlight=False,
                soft_wrap=True,
            )
            _print_each(arrived, messages)
        except KeyboardInterrupt:
            console.print("no longer listening")
        finally:
            _set(own, "disabled")


def _pass_the_test(own: str, arrived: Queue[dict[str, Any]]) -> None:
    """Its challenge is brought back by whoever receives it; finance writes down that it was."""
    ask("POST", f"{own}/tests", **{"Idempotency-Key": uuid4().hex})
    ends = time.monotonic() + TEST_SECONDS
    while ask("GET", own).json()["tested_at"] is None:
        if time.monotonic() > ends:
            raise Refused(f"The endpoint did not pass its test: see zjtx bank get {own}/attempts")
        time.sleep(0.2)
    arrived.get(timeout=TEST_SECONDS)


def _set(own: str, state: str) -> None:
    ask("PUT", f"{own}/state", {"state": state}, **{"If-Match": "*"})


def _print_each(arrived: Queue[dict[str, Any]], messages: int) -> None:
    told = 0
    while not messages or told < messages:
        try:
            message = arrived.get(timeout=1)
        except Empty:
            continue  # so that Ctrl-C is heard
        told += 1
        for item in message["items"]:
            name = (item["entry"] or {}).get("name", "")
            words = f"{message['sequence']:>4}  {item['op']:<6}  {item['uscc']}  {item['reason']}  {name}"
            console.print(words, highlight=False, soft_wrap=True)


# ---- the receiver --------------------------------------------------------------------------------


def _take(headers: Any, body: bytes, secrets: list[str], arrived: Queue[dict[str, Any]]) -> bytes | None:
    """What is answered; None: not signed by whom we know, and nothing is taken."""
    if not any(_signed(headers, body, secret) for secret in secrets):
        return None
    message = json.loads(body)
    arrived.put(message)
    return json.dumps({"challenge": message.get("challenge")}).encode()


def _signed(headers: Any, body: bytes, secret: str) -> bool:
    """Standard Webhooks: HMAC-SHA256 over id, time and body; a message of long ago is none."""
    stamp = headers["webhook-timestamp"]
    if not stamp.isdecimal() or abs(time.time() - int(stamp)) > STAMP_SECONDS:
        return False
    signed = b"%b.%b.%b" % (headers["webhook-id"].encode(), stamp.encode(), body)
    digest = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, "sha256")
    good = f"v1,{base64.b64encode(digest).decode()}"
    return any(hmac.compare_digest(good, one) for one in headers["webhook-signature"].split())


@contextmanager
def _receiver(take: Callable[[Any, bytes], bytes | None]) -> Iterator[str]:
    """On this machine, at a free port; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = take(self.headers, body)
            self.send_response(401 if answer is None else 200)
            self.send_header("content-length", str(len(answer or b"")))
            self.end_headers()
            self.wfile.write(answer or b"")

        def log_message(self, *_: Any) -> None:
            """What arrives is printed by whoever listens."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook"
    finally:
        server.shutdown()
        server.server_close()
