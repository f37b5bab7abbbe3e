"""The one module that knows all four: any of them in one process, each under its own prefix, on one port.

compose(SERVICES)             the whole zone
compose([SERVICES["registry"]])    one service; its peers are reached by their URLs
"""

import os
import signal
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import httpx
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.benefits.app import SERVICE as BENEFITS
from services.finance.app import SERVICE as FINANCE
from services.notifications.app import SERVICE as NOTIFICATIONS
from services.registry.app import SERVICE as REGISTRY
from shared import problems
from shared.app import build
from shared.bus import connect
from shared.clock import Clock
from shared.db import Database
from shared.issuing import Issuer
from shared.pages import Cursors
from shared.service import Runtime, Service
from shared.settings import ServiceSettings, ZoneSettings
from shared.strict import App, Receive, Scope, Send
from shared.tokens import Verifier

SERVICES: Final[dict[str, Service]] = {
    service.name: service for service in (REGISTRY, BENEFITS, FINANCE, NOTIFICATIONS)
}


def databases(names: Sequence[str]) -> dict[str, Database]:
    """The databases of services that do not run here: for migrations and loading."""
    clock = Clock()
    return {
        name: Database(
            url=(settings := SERVICES[name].settings()).database_url.get_secret_value(),
            source=name,
            floor=SERVICES[name].floor,
            clock=clock,
            pool_size=settings.pool_size,
        )
        for name in names
    }


PEER_TIMEOUT: Final = httpx.Timeout(5.0, connect=2.0, pool=1.0)


class ServiceIdentity(httpx.Auth):
    """Puts the asking service's own short-lived token on every call to a peer."""

    def __init__(self, issuer: Issuer, name: str) -> None:
        self._issuer, self._name = issuer, name

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._issuer.service_token(self._name)}"
        yield request


class Zone:
    """Some of the four services, composed into one ASGI app."""

    def __init__(
        self,
        names: Sequence[str] = tuple(SERVICES),
        *,
        settings: ZoneSettings | None = None,
        service_settings: Mapping[str, ServiceSettings] | None = None,
        on_death: Any = None,
    ) -> None:
        self.settings = settings or ZoneSettings()
        self.clock = Clock()
        self._service_settings = service_settings or {name: SERVICES[name].settings() for name in SERVICES}
        self._clients: list[httpx.AsyncClient] = []
        self.bus = connect(self.settings.bus_url.get_secret_value())
        if not self.bus.joins_processes and set(names) != set(SERVICES):
            raise ValueError("a service of its own needs a bus that joins processes: set ZJTX_BUS_URL to amqp://…")
        self._issuer = Issuer(self.settings)
        self._authorities = httpx.create_ssl_context()  # once: each costs a client 25 ms
        self._web = httpx.AsyncClient(timeout=PEER_TIMEOUT, verify=self._authorities)
        self._clients.append(self._web)
        self.runtime = Runtime(
            settings=self.settings,
            clock=self.clock,
            bus=self.bus,
            verifier=Verifier(self.settings, self._web),
            issuer=self._issuer,
            cursors=Cursors(self.settings.cursor_secret.get_secret_value()),
            client=self._client,
            on_death=on_death or _end_process,
        )
        self._names = tuple(names)
        self._transport = httpx.ASGITransport(app=self._route_inward, raise_app_exceptions=False)
        self.apps: dict[str, FastAPI] = {
            name: build(SERVICES[name], self._service_settings[name], self.runtime) for name in names
        }
        self.app = Starlette(routes=[Route("/", self._front_page)], lifespan=self._lifespan)
        self.app.router.redirect_slashes = False
        self.app.add_middleware(ByName, services=self.apps)
        problems.install(self.app)

    async def _route_inward(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def _client(self, asker: str, peer: str) -> httpx.AsyncClient:
        """A peer in this process is called in memory, any other by its URL."""
        here = {
            True: ("http://zone/" + peer, self._transport),
            False: (self._service_settings[peer].url, None),
        }
        base_url, transport = here[peer in self._names]
        client = httpx.AsyncClient(
            base_url=base_url,
            transport=transport,
            auth=ServiceIdentity(self._issuer, asker),
            timeout=PEER_TIMEOUT,
            trust_env=False,
            verify=self._authorities,
        )
        self._clients.append(client)
        return client

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Mounted apps' lifespans do not run by themselves."""
        async with AsyncExitStack() as stack:
            for client in self._clients:
                stack.push_async_callback(client.aclose)
            stack.push_async_callback(self.bus.close)
            for app in self.apps.values():
                app.state.db.claim_file()
            for app in self.apps.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    def retire(self) -> None:
        """Nothing new begins, and who merely listens is sent away: the process is asked to stop."""
        for app in self.apps.values():
            app.state.retire()

    async def _front_page(self, _request: Request) -> Response:
        return JSONResponse(
            {"zone": "企业码“专精特新”服务专区", "services": {name: f"/{name}/docs" for name in self.apps}}
        )


class ByName:
    """ASGI layer: a service's request goes to it by the first part of its address, with no route tried on the way."""

    def __init__(self, app: App, services: Mapping[str, App]) -> None:
        self._app, self._services = app, services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root) if scope["type"] == "http" else ""
        name, slash, _ = path[1:].partition("/")
        if path[:1] == slash == "/" and name in self._services:
            scope.update(app_root_path=root, root_path=f"{root}/{name}")
            await self._services[name](scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _end_process(task: str) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
