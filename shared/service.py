"""What a service is made of, and what a process gives it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter

from shared.acting import Acting
from shared.background import Job
from shared.bus import Bus
from shared.clock import Clock
from shared.db import Database
from shared.gauges import Gauge
from shared.issuing import Issuer
from shared.pages import Cursors
from shared.settings import ServiceSettings, ZoneSettings
from shared.subscription import Listens
from shared.tables import Floor
from shared.tokens import Verifier


@dataclass(frozen=True, eq=False)
class Service:
    name: str
    title: str
    description: str
    settings: Callable[..., ServiceSettings]
    floor: Floor
    acting: Acting
    migrations: Path
    routers: tuple[APIRouter, ...]
    """One for each noun, in the order in which they are asked, below /v1"""
    well_known: tuple[APIRouter, ...] = ()
    """What stands below /.well-known (RFC 8615)"""
    forms: frozenset[str] = frozenset()
    """Addresses that a standard has take forms (application/x-www-form-urlencoded) and no JSON"""
    one_click: frozenset[str] = frozenset()
    """Addresses to which mail programs post a form of either kind (RFC 8058), that nobody reads"""
    listens: Listens = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    projections: tuple[str, ...] = ()
    """Tables that are nothing but other services' facts: `zjtx rebuild` empties and refills them."""
    gauges: tuple[Gauge, ...] = ()
    """Its own at /metrics, beside what every service shows"""
    peers: tuple[str, ...] = ()
    """Services its routes ask while somebody waits: `app.state.peers[name]`."""
    equip: Callable[[Any, ZoneSettings], dict[str, Any]] = lambda _own, _zone: {}
    """(its settings, the zone's) -> what its routes find in app.state beside what every service has"""
    jobs_with: Callable[[Mapping[str, Any]], tuple[Job, ...]] = lambda _tools: ()
    """What `equip` made -> the jobs that work with it"""
    retire: Callable[[Mapping[str, Any]], None] = lambda _tools: None
    """What `equip` made -> ends what would keep a stopping process waiting: clients that stay"""
    demonstrate: Callable[[Database], Awaitable[None]] | None = None
    """Puts in what the demonstration needs of this service; safe to run again."""


@dataclass(frozen=True)
class Runtime:
    """What one process gives to the services in it."""

    settings: ZoneSettings
    clock: Clock
    bus: Bus
    verifier: Verifier
    issuer: Issuer
    cursors: Cursors
    client: Callable[[str, str], httpx.AsyncClient]
    """(who asks, whom) -> a client at the peer's prefix, with the asker's token"""
    on_death: Callable[[str], None]
    """Called with the name of a background task that ended: the process must not go on half alive."""
