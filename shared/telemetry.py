"""What an operator sees: structured logs with request and correlation ids, and Prometheus metrics per service."""

import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.routing import Route
from structlog.contextvars import bind_contextvars, reset_contextvars
from structlog.tracebacks import ExceptionDictTransformer

from shared.strict import App, Message, Receive, Scope, Send

_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_QUIET: Final = ("/livez", "/readyz", "/metrics", "/internal/feed")
"""What machines ask every few seconds: measured, and no line in the log."""
_ACCESS_LOG: Final = "zjtx.access"
access = structlog.stdlib.get_logger(_ACCESS_LOG)

_RENDERERS: Final[dict[str, Any]] = {
    "json": lambda: [
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    "console": lambda: [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # never the locals: they hold people's data
        )
    ],
}


def _without_colour_twin(_logger: Any, _name: str, event: Any) -> Any:
    """Uvicorn sends every line a second time, painted."""
    event.pop("color_message", None)
    return event


def configure_logging(log_format: str, level: str) -> None:
    """One line per event to stderr; the standard library's loggers go the same way."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        _without_colour_twin,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_RENDERERS[log_format](),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    Observe.say = _ACCESS[log_format]
    for noisy in ("httpx", "aiormq", "aio_pika", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class Metrics:
    """The metrics of one service in a registry of its own: four services may share a process."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "zjtx_http_request_seconds",
            "Time to answer",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.head = Gauge("zjtx_feed_head", "Number of the newest fact", registry=self.registry)
        self.unnumbered_age = Gauge(
            "zjtx_feed_unnumbered_seconds", "Age of the oldest fact without a number", registry=self.registry
        )
        self.published = Counter("zjtx_published_facts", "Facts confirmed by the broker", registry=self.registry)
        self.dropped = Counter("zjtx_dropped_ranges", "Ranges left to be pulled", ["reason"], registry=self.registry)
        self.applied = Counter("zjtx_applied_facts", "Facts applied", ["source"], registry=self.registry)
        self.lag = Gauge("zjtx_subscription_lag_facts", "Facts behind the source", ["source"], registry=self.registry)
        self.lag_seconds = Gauge(
            "zjtx_subscription_lag_seconds",
            "Age of the fact last applied, then",
            ["source"],
            registry=self.registry,
        )
        self.parked = Gauge("zjtx_parked_facts", "Facts that could not be applied", ["source"], registry=self.registry)
        self.ignored = Counter("zjtx_ignored_facts", "Facts passed over", ["source", "reason"], registry=self.registry)
        self.pulls = Counter("zjtx_feed_pulls", "Pulls from a source's feed", ["source"], registry=self.registry)
        self.forks = Counter(
            "zjtx_feed_forks",
            "A source whose history disagrees with our cursor",
            ["source"],
            registry=self.registry,
        )


def _say(**line: Any) -> None:
    access.info("request", **line)


_LINE: Final = json.JSONEncoder(ensure_ascii=False).encode
_PLAIN: Final = logging.getLogger(_ACCESS_LOG)
"""The logger behind `access`, which finds it anew for whatever it is asked"""


def _say_json(**line: Any) -> None:
    """The same line, written without the detour: one for every request, it would cost a page in memory a third."""
    if _PLAIN.isEnabledFor(logging.INFO):
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        known = {"event": "request", "level": "info", "logger": _ACCESS_LOG, "timestamp": at}
        sys.stderr.write(_LINE(line | known) + "\n")


_ACCESS: Final[dict[str, Callable[..., None]]] = {"json": staticmethod(_say_json), "console": staticmethod(_say)}


class Observe:
    """ASGI layer: gives every request its ids, one access line and one measurement."""

    say: ClassVar[Callable[..., None]] = staticmethod(_say)

    def __init__(self, app: App, *, service: str, metrics: Metrics) -> None:
        self._app, self._service, self._metrics = app, service, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = dict(scope["headers"])
        request_id = _id(headers.get(b"x-request-id"))
        correlation_id = _id(headers.get(b"x-correlation-id"), request_id)
        scope["request_id"], scope["correlation_id"] = request_id, correlation_id
        scope["headers_said"] = {}  # what stands on the answer whatever it will be, a problem included
        status, started, begun = 500, time.perf_counter(), 0.0

        async def observed(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], time.perf_counter()
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode()),
                    (b"x-correlation-id", correlation_id.encode()),
                    *((name.lower().encode(), value.encode()) for name, value in scope.get("headers_said", {}).items()),
                ]
            await send(message)

        whose = {"service": self._service, "request_id": request_id, "correlation_id": correlation_id}
        bound = bind_contextvars(**whose)  # every line that is logged on the way bears them
        try:
            await self._app(scope, receive, observed)
        finally:
            reset_contextvars(**bound)
            answered = begun if scope.get("stays") else time.perf_counter()  # a stream lasts as long as its client
            seconds, route = answered - started, _route(scope)
            self._metrics.requests.labels(scope["method"], route, status).observe(seconds)
            if not route.endswith(_QUIET):
                self.say(method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1), **whose)


def _id(given: bytes | None, default: str = "") -> str:
    """A caller's id when it is harmless, else one of our own."""
    if given and _ID.fullmatch(given):
        return given.decode()
    return default or secrets.token_hex(16)


def _route(scope: Scope) -> str:
    """The template of the address, never the address: that may name a person's or an enterprise's own things."""
    route = scope.get("route")  # a mount's, when the request found none of ours below it
    return route.path_format if isinstance(route, Route) else "unmatched"
