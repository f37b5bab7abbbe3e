"""zjtx bank applications, zjtx bank offer: the bank looks at what it is asked for, and answers."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich import box
from rich.table import Table

from services.cli.banks.client import ask
from services.cli.zone import console, operator

Part = Annotated[str, typer.Argument(help="part_id, of `zjtx bank applications`")]


def applications(state: Annotated[str, typer.Option(help="sent, acknowledged, offered …; left out: all")] = "") -> None:
    """List what enterprises ask the bank for, newest first, with the last day for an answer."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("part_id", no_wrap=True)
    for column in ("enterprise and product", "amount, months", "state, answer by"):
        table.add_column(column, overflow="fold")
    for one in ask("GET", f"/v1/application-parts?limit=50{f'&state={state}' if state else ''}").json()["items"]:
        asked = (f"{one['name']}\n{one['product_name']}", f"{one['amount']}\n{one['months']}")
        table.add_row(one["part_id"], *asked, f"{one['state_label']}\n{one['answer_by']}", end_section=True)
    console.print(table)


def offer(
    part_id: Part,
    rate: Annotated[str, typer.Option(help="Percent a year, never above the product's")] = "2.9",
    days: Annotated[int, typer.Option(min=0, max=365, help="How long it may be accepted")] = 7,
) -> None:
    """Offer all that is asked for, at that rate."""
    asked = ask("GET", f"/v1/application-parts/{part_id}").json()
    terms: dict[str, Any] = {
        "amount": asked["amount"],
        "months": asked["months"],
        "rate": rate,
        "valid_until": (_today() + timedelta(days=days)).isoformat(),
    }
    path = f"/v1/application-parts/{part_id}/offers"
    made = ask("POST", path, terms, **{"Idempotency-Key": str(uuid4())}).json()
    console.print(f"{made['name']}: {made['state_label']}, {rate} % until {terms['valid_until']}")


def _today() -> date:
    """The zone's day: somebody may have moved its clock."""
    return date.fromisoformat(operator().call("GET", "finance", "/internal/clock")["today"])
