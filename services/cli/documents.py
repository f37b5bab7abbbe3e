"""zjtx openapi, asyncapi: the zone's interfaces as documents."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.zone import issuer
from services.embedded import SERVICES, Zone
from shared.app import VERSION
from shared.asyncapi import document
from shared.settings import ZoneSettings

Folder = Annotated[Path, typer.Option(file_okay=False, help="Where to write")]


def add_to(app: typer.Typer) -> None:
    app.command()(openapi)
    app.command()(asyncapi)


def openapi(folder: Folder = Path("var/openapi")) -> None:
    """Write the OpenAPI document of each service."""
    settings = ZoneSettings()
    issuer(settings)
    for name, app in Zone(settings=settings).apps.items():
        _write(folder / f"{name}.json", app.openapi())
    typer.echo(f"{len(SERVICES)} documents in {folder}")


def asyncapi(folder: Folder = Path("var/asyncapi")) -> None:
    """Write the AsyncAPI document of the facts."""
    _write(folder / "zjtx.json", document(VERSION))
    typer.echo(f"{folder / 'zjtx.json'}")


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
