"""zjtx serve, migrate, token."""

import asyncio
import os
import shutil
import socket
import sys
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

import typer
import uvicorn

from services.cli.zone import console, errors, issuer
from services.embedded import SERVICES, Zone, databases
from services.finance.store import DEMONSTRATION_BANK
from shared import migrations
from shared.callers import Kind
from shared.issuing import Issuer
from shared.settings import ZoneSettings
from shared.telemetry import configure_logging
from shared.uncollected import calm_the_collector
from shared.values import CITY, DISTRICTS, normalise_uscc

DRAIN_SECONDS = 20
Kinds = typer.Argument(help="enterprise, person, institution, officer or auditor")


def add_to(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(migrate)
    app.command()(token)


def serve(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}; left out: all four")] = "",
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(help="Port; left out: that of the service's URL or of ZJTX_URL"),
    ] = 0,
) -> None:
    """Serve the zone: all four services in one process, or one of them."""
    names = [_known(service)] if service else list(SERVICES)
    settings = ZoneSettings()
    configure_logging(settings.log_format, settings.log_level)
    signing = issuer(settings)
    try:
        zone = Zone(names, settings=settings)
    except ValueError as fault:
        errors.print(f"[red]{fault}[/red]")
        raise typer.Exit(2) from fault
    url = SERVICES[service].settings().url if service else settings.url
    calm_the_collector()
    config = uvicorn.Config(
        zone.app,
        host=host,
        port=port or urlsplit(url).port or 8000,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # nobody here asks where a request says that it came from
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    if settings.environment == "development" and not service:
        print_what_to_try(settings, signing)
    try:
        Serving(config, zone).run()
    except BlockingIOError as fault:
        errors.print("[red]Another process serves these database files; stop it first.[/red]")
        raise typer.Exit(1) from fault


class Serving(uvicorn.Server):
    """Tells the zone that it stops before it waits for its clients: those who stay would be waited for in vain."""

    def __init__(self, config: uvicorn.Config, zone: Zone) -> None:
        super().__init__(config)
        self._zone = zone

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._zone.retire()
        await super().shutdown(sockets)


def _known(service: str) -> str:
    if service not in SERVICES:
        errors.print(f"[red]No service {service!r}; there are {', '.join(SERVICES)}[/red]")
        raise typer.Exit(2)
    return service


def print_what_to_try(settings: ZoneSettings, signing: Issuer) -> None:
    """What the start of the development zone prints: two commands, two tokens, one address to open."""
    officer = signing.token("officer", "city-officer", seconds=86_400, district=CITY, department="市经信局")
    bank = signing.token("institution", "demo-bank-clerk", seconds=86_400, institution=DEMONSTRATION_BANK)
    zjtx = "zjtx" if shutil.which("zjtx") else os.path.relpath(sys.argv[0])
    console.rule("企业码“专精特新”服务专区")
    typer.echo(  # plain lines: what is to be copied must not be folded
        f"""The zone is starting on {settings.url}. In another terminal:

  {zjtx} tour              one enterprise from registration to revocation, in all four services
  {zjtx} clock set +3y     move the clock and watch titles expire; {zjtx} clock reset

The shared list as a bank sees it:

  curl -H "Authorization: Bearer $({zjtx} token institution)" \\
    "{settings.url}/finance/v1/list?tier=little_giant&limit=3"
  {zjtx} bank get /v1/institution    the same bank by its key: an assertion, a token, a proof

Every operation, to try in a browser ("Authorize" takes one of the tokens below, valid a day):

  {f"{chr(10)}  ".join(f"{settings.url}/{name}/docs" for name in SERVICES)}
"""
    )
    for name, value in (("city officer", officer), ("demonstration bank", bank)):
        console.print(f"[dim]{name}[/dim]")
        typer.echo(value + "\n")


def migrate(
    service: Annotated[str, typer.Argument(help="One service; left out: all four")] = "",
) -> None:
    """Bring the databases to the newest migration. Opens the databases; safe to repeat."""
    names = [_known(service)] if service else list(SERVICES)
    issuer(ZoneSettings())
    asyncio.run(_migrate(names))


async def _migrate(names: list[str]) -> None:
    for name, db in databases(names).items():
        await migrations.upgrade(db, SERVICES[name].migrations)
        await db.close()
        console.print(f"{name:14} at the newest migration")


def token(
    kind: Annotated[str, Kinds],
    uscc: Annotated[str, typer.Option(help="enterprise: the one the person acts for")] = "",
    district: Annotated[str, typer.Option(help="officer: district code, 330100 for the city")] = CITY,
    institution: Annotated[str, typer.Option(help="institution: its id")] = DEMONSTRATION_BANK,
    subject: Annotated[str, typer.Option(help="Who: the account that is appointed")] = "",
    roles: Annotated[str, typer.Option(help="While nobody is appointed: owner, reader, admin …")] = "",
    days: Annotated[int, typer.Option(min=1, max=366)] = 1,
) -> None:
    """Print a development token. In production tokens come from the identity provider, and roles from the registry."""
    settings = ZoneSettings()
    if settings.environment == "production":
        errors.print("[red]Production has no development tokens: ask the identity provider.[/red]")
        raise typer.Exit(2)
    claims = _claims(kind, uscc, district, institution) | ({"roles": roles} if roles else {})
    seconds = int(timedelta(days=days).total_seconds())
    typer.echo(issuer(settings).token(_KINDS[kind], subject or f"development-{kind}", seconds=seconds, **claims))


_KINDS: dict[str, Kind] = {
    "enterprise": "enterprise",
    "person": "person",
    "institution": "institution",
    "officer": "officer",
    "auditor": "auditor",
}


def _claims(kind: str, uscc: str, district: str, institution: str) -> dict[str, str]:
    try:
        match kind:
            case "enterprise":
                return {"uscc": normalise_uscc(uscc)}
            case "officer" if district in (CITY, *DISTRICTS):
                return {"district": district}
            case "institution":
                return {"institution": institution}
            case "auditor" | "person":
                return {}
    except ValueError as fault:
        errors.print(f"[red]--uscc: {fault}[/red]")
        raise typer.Exit(2) from fault
    errors.print("[red]A kind is enterprise, person, institution, officer (of a known district) or auditor.[/red]")
    raise typer.Exit(2)
