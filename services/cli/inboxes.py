"""zjtx inbox: what an enterprise was told, and what it is told as it happens."""

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, Final

import httpx
import typer
from rich.table import Table

from services.cli.zone import ZoneClient, console, errors
from shared.values import normalise_uscc

RETRY_SECONDS: Final = 2.0
SILENT_SECONDS: Final = 30.0
"""The line is pinged every ten: longer silence is a broken line"""
_SAID: Final = {
    "message.new": "new",
    "message.completed": "amounts",
    "message.read": "read",
    "message.withdrawn": "withdrawn",
}


def add_to(app: typer.Typer) -> None:
    app.command("inbox")(inbox)


def inbox(
    uscc: Annotated[str, typer.Argument(help="The enterprise; its owner's development token is used")],
    follow: Annotated[bool, typer.Option(help="Stay, and print what arrives")] = False,
    search: Annotated[str, typer.Option(help="Only with these words")] = "",
    subject: Annotated[str, typer.Option(help="Who: the account that is appointed")] = "development-enterprise",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    events: Annotated[int, typer.Option(min=0, help="Leave after so many; 0: never")] = 0,
) -> None:
    """Print an inbox, newest first; with --follow also what arrives, until Ctrl-C."""
    try:
        uscc = normalise_uscc(uscc)
    except ValueError as fault:
        errors.print(f"[red]{fault}[/red]")
        raise typer.Exit(2) from fault
    person = ZoneClient("enterprise", subject, uscc=uscc)
    params = {"limit": limit, **({"search": search} if search else {})}
    found = person.call("GET", "notifications", f"/v1/enterprises/{uscc}/messages", params=params)
    table = Table("", "at", "kind", "message", "by")
    for one in found["items"]:
        table.add_row("·" if one["read_at"] else "●", one["delivered_at"][:19], *_line(one), one["act_by"] or "")
    console.print(table)
    console.print(f"{found['unread']} unread")
    if follow:
        for seen, (kind, data) in enumerate(_followed(person, uscc), 1):
            if kind in _SAID:
                console.print(f"{_SAID[kind]:10}", *_line(data), markup=False)
            elif kind == "unread":
                console.print(f"[dim]{data['unread']} unread[/dim]")
            if seen == events:
                break


def _line(message: dict[str, Any]) -> tuple[str, str]:
    return message["kind_label"], message["heading"]


def _followed(person: ZoneClient, uscc: str) -> Iterator[tuple[str, Any]]:
    """(event, data) for ever: a line that breaks is taken up where it broke. Raises Refused."""
    path, last_id = f"/v1/enterprises/{uscc}/message-events", ""
    while True:
        try:
            headers = {"Last-Event-ID": last_id} if last_id else {}
            with person.stream("notifications", path, headers=headers, timeout=SILENT_SECONDS) as lines:
                event: dict[str, str] = {}
                for line in lines:
                    name, _, value = line.partition(": ")
                    if line:
                        event[name] = value  # a comment has no name, and is nothing
                        continue
                    last_id = event.get("id", last_id)
                    if "event" in event:
                        yield event["event"], json.loads(event["data"])
                    event = {}
        except httpx.TransportError as fault:
            console.print(f"[dim]the line broke ({type(fault).__name__}); again in {RETRY_SECONDS:.0f} s[/dim]")
        time.sleep(RETRY_SECONDS)
