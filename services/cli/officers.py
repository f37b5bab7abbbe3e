"""zjtx officer: the operator appoints the first administrator; administrators appoint everybody else by the API."""

from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.table import Table

from services.cli.zone import console, operator
from shared.values import CITY


def add_to(app: typer.Typer) -> None:
    officer = typer.Typer(help="Who is in office.", no_args_is_help=True)
    officer.command("list")(list_officers)
    officer.command("appoint")(appoint)
    app.add_typer(officer, name="officer")


def list_officers() -> None:
    """Show who is in office, and who was."""
    table = Table("account", "district", "department", "roles", "in office")
    cursor: str | None = None
    while True:
        page = operator().call("GET", "registry", "/v1/officers", params={"cursor": cursor} if cursor else {})
        for one in page["items"]:
            roles = " ".join(one["roles"]) or "dismissed"
            table.add_row(one["subject"], one["district"], one["department_label"], roles, str(one["in_office"]))
        if (cursor := page["next_cursor"]) is None:
            break
    console.print(table)


def appoint(
    account: Annotated[str, typer.Argument(help="The `sub` of the officer's tokens")],
    name: Annotated[str, typer.Option(help="The officer's name")],
    document: Annotated[str, typer.Option(help="The document that says so")],
    reason: Annotated[str, typer.Option()] = "首任管理员",
    department: Annotated[str, typer.Option(help="JX, KJ, CZ …")] = "JX",
    district: Annotated[str, typer.Option(help="330100 for the city")] = CITY,
    roles: Annotated[str, typer.Option(help="admin, reviewer, approver, auditor: with commas between")] = "admin",
) -> None:
    """Appoint an officer; mostly the first administrator, who appoints the others."""
    body: dict[str, Any] = {
        "subject": account,
        "name": name,
        "district": district,
        "department": department,
        "roles": roles.split(","),
        "document": document,
        "reason": reason,
    }
    made = operator().call("POST", "registry", "/v1/officers", json=body, headers={"Idempotency-Key": str(uuid4())})
    console.print(f"{account} is in office: {made['department_label']}, {' '.join(made['roles'])}")
