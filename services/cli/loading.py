"""zjtx demo, import, rebuild, feed."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from services.cli.banks import give_demonstration_keys
from services.cli.zone import city_officer, console, errors
from services.demo import loading as city_loading
from services.demo.arranging import arrange_places
from services.demo.city import draw
from services.demo.firm import Firm
from services.demo.places import draw_places
from services.embedded import SERVICES, databases
from services.notifications.service.helping.demonstration import publish_cases
from shared.clock import Clock
from shared.db import Database
from shared.feed.numbering import Feed
from shared.rebuilding import rebuild as rebuild_projection
from shared.values import Tier

DEFAULT_CITY = 2_000
MODELS = 3
SEED = 2022


def add_to(app: typer.Typer) -> None:
    app.command()(demo)
    app.command(name="import")(import_list)
    app.command()(rebuild)
    feed = typer.Typer(help="The feed of a service.", no_args_is_help=True)
    feed.command("new-epoch")(new_epoch)
    app.add_typer(feed, name="feed")


def demo(
    enterprises: Annotated[int, typer.Option(help="How many hold a title; also ZJTX_DEMO")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed draws the same city")] = SEED,
) -> None:
    """Load the demonstration city into an empty registry. Opens the databases; every firm in it is invented."""
    count = enterprises or int(os.environ.get("ZJTX_DEMO", DEFAULT_CITY))
    asyncio.run(_demo(count, seed))


async def _demo(count: int, seed: int) -> None:
    opened = databases(list(SERVICES))
    try:
        for name, db in opened.items():
            _claim(db, name)
            arrange = SERVICES[name].demonstrate
            if arrange is not None:
                await arrange(db)
        await give_demonstration_keys(opened["finance"])
        registry = opened["registry"]
        if not await city_loading.is_empty(registry):
            console.print("The registry has enterprises already; the demonstration city stays out.")
            return
        console.print(f"Drawing a synthetic city of {count:,} title holders …")
        firms = draw(count, seed, Clock().today()).firms
        with _progress() as progress:
            task = progress.add_task("registering and recognising", total=len(firms))
            async for loaded in city_loading.load(registry, firms):
                progress.advance(task, loaded)
        await _tell_of_models(registry, opened["notifications"], firms)
        await arrange_places(registry, draw_places(firms, seed, Clock().today()))
        console.print(f"{len(firms):,} synthetic enterprises registered; the other services follow when they run.")
    finally:
        for db in opened.values():
            await db.close()


async def _tell_of_models(registry: Database, notifications: Database, firms: Sequence[Firm]) -> None:
    """The first little giants of the city are its published cases."""
    today = Clock().today()
    models = [
        firm
        for firm in firms
        if any(title.tier is Tier.LITTLE_GIANT and title.valid_on(today) for title in firm.titles)
    ][:MODELS]
    ids = await city_loading.ids_of(registry, [firm.uscc for firm in models])
    await publish_cases(notifications, [(ids[firm.uscc], firm.district) for firm in models])


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=False)


def _claim(db: Any, name: str) -> None:
    try:
        db.claim_file()
    except BlockingIOError as fault:
        errors.print(f"[red]{name} is being served from this file; stop the zone first.[/red]")
        raise typer.Exit(1) from fault


def import_list(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX with Chinese headers")],
    dry_run: Annotated[bool, typer.Option(help="Only check; report every bad row")] = False,
) -> None:
    """Import an official list into the running zone, as the city's officer."""
    report = city_officer().call(
        "POST",
        "registry",
        "/v1/title-imports",
        params={"dry_run": dry_run},
        files={"file": (file.name, file.read_bytes())},
        headers={"Idempotency-Key": str(uuid4())},
    )
    console.print(
        f"{report['rows']} rows: {report['recorded']} titles {'would be' if dry_run else ''} recorded,"
        f" {report['unchanged']} unchanged, {report['registered']} enterprises new"
    )
    if report["errors"]:
        table = Table("row", "column", "reason", title="Bad rows")
        for error in report["errors"]:
            table.add_row(str(error["row"]), error["column"] or "", error["reason"])
        console.print(table)
        raise typer.Exit(1)


def rebuild(service: Annotated[str, typer.Argument(help="The service that reads its sources again")]) -> None:
    """Empty a service's projections and set its cursors to 0; it reads every fact again when it runs.

    Nothing is opened, paid or told a second time: effects carry natural keys. Opens the database.
    """
    if service not in SERVICES or not SERVICES[service].listens:
        errors.print(f"[red]No service {service!r} that listens to another.[/red]")
        raise typer.Exit(2)
    asyncio.run(_rebuild(service))


async def _rebuild(name: str) -> None:
    db = databases([name])[name]
    _claim(db, name)
    await rebuild_projection(db, SERVICES[name])
    await db.close()
    console.print(f"{name} reads its sources from the beginning when it runs.")


def new_epoch(service: Annotated[str, typer.Argument(help="The service whose database was restored")]) -> None:
    """After a restore: refuse every cursor of the old history. Opens the database."""

    async def renew() -> str:
        db = databases([service])[service]
        _claim(db, service)
        epoch = await Feed(db).new_epoch()
        await db.close()
        return epoch

    if service not in SERVICES:
        errors.print(f"[red]No service {service!r}.[/red]")
        raise typer.Exit(2)
    console.print(f"{service}: epoch {asyncio.run(renew())}; listeners stop with an alarm until they are rebuilt.")
