"""One builder gives every service the whole floor."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from shared import health, moving_clock, openapi, parked_facts, problems
from shared.audit import reading as audit_reading
from shared.audit import sealing
from shared.background import Job, come_round, patiently, running
from shared.db import Database
from shared.feed import endpoint
from shared.feed.client import feed_client
from shared.feed.numbering import Feed
from shared.feed.relay import Publisher, Relay
from shared.gates import OpenGate
from shared.gauges import Gauges
from shared.idempotency import Replayed, forget_old_keys
from shared.peers import Peer
from shared.routes import add_flat
from shared.service import Runtime, Service
from shared.settings import ServiceSettings
from shared.straight import Straight
from shared.strict import StrictInput
from shared.subscription import Subscription
from shared.telemetry import Metrics, Observe

VERSION: Final = "1.0.0"
STATIC: Final = Path(__file__).parent / "static"
_FLOOR_ROUTERS: Final = (endpoint.router, moving_clock.router, parked_facts.router, audit_reading.router)
_CLOCK_JOBS: Final[dict[str, tuple[Job, ...]]] = {
    "development": (Job("clock", 1.0, moving_clock.follow),),
    "production": (),
}


def database(service: Service, settings: ServiceSettings, runtime: Runtime) -> Database:
    return Database(
        url=settings.database_url.get_secret_value(),
        source=service.name,
        floor=service.floor,
        clock=runtime.clock,
        pool_size=settings.pool_size,
    )


def build(service: Service, settings: ServiceSettings, runtime: Runtime) -> FastAPI:
    """The service as an ASGI app; its lifespan runs the relay, the publisher, the subscriptions and the jobs."""
    settings.refuse_unsafe_defaults(runtime.settings)
    db, metrics = database(service, settings, runtime), Metrics(service.name)
    feed = Feed(db)
    publisher = Publisher(runtime.bus, metrics)
    relay = Relay(feed, publisher, metrics)
    db.committed = relay.ring
    subscriptions = {
        source: Subscription(
            db, source, handlers, feed_client(runtime.client(service.name, source)), runtime.bus, metrics
        )
        for source, handlers in service.listens.items()
    }

    tools = service.equip(settings, runtime.settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        clock_jobs = _CLOCK_JOBS[runtime.settings.environment]
        for job in clock_jobs:
            await job.run(db)  # the first request already has the right day
        floor_jobs = (Job("audit trail", 1.0, sealing.seal), Job("old keys", 86_400, forget_old_keys))
        jobs = (*service.jobs, *service.jobs_with(tools), *clock_jobs, *floor_jobs)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(db.close)
            for job in jobs:
                if job.also_last:
                    stack.push_async_callback(patiently, job.name, partial(job.run, db))
            await stack.enter_async_context(
                running(
                    {
                        f"{service.name} relay": relay.run(),
                        f"{service.name} publisher": publisher.run(),
                        **{f"{service.name} listens to {s}": sub.run() for s, sub in subscriptions.items()},
                        **{f"{service.name} {job.name}": come_round(job, db) for job in jobs},
                    },
                    runtime.on_death,
                )
            )
            yield

    app = FastAPI(
        title=service.title,
        description=service.description,
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would send the caller to whatever host the Host header names
        telemetry={"tracing": False, "metrics": False, "logs": False},  # shared/telemetry.py observes
    )
    app.state.service, app.state.settings, app.state.db = service, settings, db
    app.state.feed, app.state.relay, app.state.metrics = feed, relay, metrics
    app.state.gauges = Gauges(service.gauges, metrics.registry)
    app.state.subscriptions = subscriptions
    app.state.parking = {source: sub.parking for source, sub in subscriptions.items()}
    app.state.verifier, app.state.issuer, app.state.cursors = runtime.verifier, runtime.issuer, runtime.cursors
    app.state.peers = {name: Peer(runtime.client(service.name, name)) for name in service.peers}
    app.state.gate = OpenGate()
    for name, tool in tools.items():
        setattr(app.state, name, tool)
    app.state.retire = partial(service.retire, tools)
    app.state.clock_moves = bool(_CLOCK_JOBS[runtime.settings.environment])

    app.router.routes.extend(routes_of(service))
    _serve_docs(app, service)
    problems.install(app)
    openapi.declare(app)
    app.add_exception_handler(Replayed, _replay)
    app.add_middleware(Straight, routes=routes_of(service))
    app.add_middleware(StrictInput, forms=service.forms, one_click=service.one_click)
    app.add_middleware(Observe, service=service.name, metrics=metrics)
    return app


@cache
def routes_of(service: Service) -> list[BaseRoute]:
    """Worked out once in a process, before the first request: an operation costs FastAPI some milliseconds."""
    whole = APIRouter(generate_unique_id_function=lambda route: f"{service.name}_{route.name}")
    common = problems.problems(*problems.COMMON)
    for one in service.routers:
        add_flat(whole, one, "/v1", common)
    for one in service.well_known:
        add_flat(whole, one, "/.well-known", common)
    for one in _FLOOR_ROUTERS:
        add_flat(whole, one, responses=common)
    add_flat(whole, health.router)
    return whole.routes


async def _replay(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Replayed)
    return fault.response


def _serve_docs(app: FastAPI, service: Service) -> None:
    """Swagger UI from our own files: a government intranet reaches no CDN."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        ui = f"{root}/static/swagger-ui"
        return get_swagger_ui_html(
            openapi_url=f"{root}/openapi.json",
            title=service.title,
            swagger_js_url=f"{ui}/swagger-ui-bundle.js",
            swagger_css_url=f"{ui}/swagger-ui.css",
            swagger_favicon_url=f"{ui}/favicon-32x32.png",
        )
