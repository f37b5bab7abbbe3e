"""zjtx clock, parked, ledger."""

from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.table import Table

from services.cli.zone import ZoneClient, console, errors, operator
from services.embedded import SERVICES
from shared.clock import Clock, shift_for


def add_to(app: typer.Typer) -> None:
    clock = typer.Typer(help="The clock of all four services, movable in development.", no_args_is_help=True)
    clock.command("show")(show_clock)
    clock.command("set", context_settings={"ignore_unknown_options": True})(set_clock)
    clock.command("reset")(reset_clock)
    app.add_typer(clock, name="clock")
    parked = typer.Typer(help="Facts a service could not apply.", no_args_is_help=True)
    parked.command("list")(list_parked)
    parked.command("retry")(retry_parked)
    parked.command("skip")(skip_parked)
    app.add_typer(parked, name="parked")
    ledger = typer.Typer(help="The double-entry ledger behind the budgets.", no_args_is_help=True)
    ledger.callback()(lambda: None)
    ledger.command("verify")(verify_ledger)
    app.add_typer(ledger, name="ledger")


def show_clock() -> None:
    """Show the clock of each service."""
    client = operator()
    _print_clocks({name: client.call("GET", name, "/internal/clock") for name in SERVICES})


def set_clock(to: Annotated[str, typer.Argument(help="2029-05-10, +3y, +2m, +1w, -10d")]) -> None:
    """Move the clock of all four services; titles expire and begin as on that day."""
    client, clock = operator(), Clock()
    seconds = client.call("GET", "registry", "/internal/clock")["shift_seconds"]
    clock.shift = timedelta(seconds=seconds)
    try:
        shift = shift_for(to, clock)
    except ValueError as fault:
        errors.print(f"[red]{fault}[/red]")
        raise typer.Exit(2) from fault
    _move(client, round(shift.total_seconds()))


def reset_clock() -> None:
    """Put the clock of all four services back to real time."""
    _move(operator(), 0)


def _move(client: ZoneClient, shift_seconds: int) -> None:
    change = {"shift_seconds": shift_seconds}
    _print_clocks({name: client.call("PUT", name, "/internal/clock", json=change) for name in SERVICES})


def _print_clocks(answers: dict[str, Any]) -> None:
    table = Table("service", "today", "now (UTC)")
    for name, answer in answers.items():
        table.add_row(name, answer["today"], answer["now"][:19])
    console.print(table)


Service = Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}")]
Source = Annotated[str, typer.Option(help="Where the facts come from")]


def list_parked() -> None:
    """List parked facts of every service, with what went wrong."""
    client = operator()
    table = Table("service", "source", "number", "type", "enterprise", "attempts", "error")
    for name in SERVICES:
        for fact in client.call("GET", name, "/v1/parked-facts")["items"]:
            table.add_row(
                name,
                fact["source"],
                str(fact["number"]),
                fact["type"].rpartition("zjtx.")[2],
                fact["enterprise_id"],
                str(fact["attempts"]),
                fact["error"][:80],
            )
    console.print(table if table.rows else "Nothing is parked.")


def retry_parked(
    service: Service,
    source: Source = "registry",
    enterprise: Annotated[str, typer.Option(help="Only this enterprise_id")] = "",
) -> None:
    """Apply parked facts again, each enterprise in order."""
    body = {"source": source, **({"enterprise_id": enterprise} if enterprise else {})}
    answer = _call(operator(), "POST", service, "/v1/parked-facts/retry", json=body)
    console.print(f"{answer['applied']} applied, {answer['still_parked']} still parked")


def skip_parked(service: Service, number: Annotated[int, typer.Argument()], source: Source = "registry") -> None:
    """Give one parked fact up for good; the audit trail keeps it."""
    typer.confirm("Its effects will never happen. Skip it?", abort=True)
    _call(operator(), "DELETE", service, f"/v1/parked-facts/{number}", params={"source": source})
    console.print("Skipped; retry the rest with: zjtx parked retry")


def verify_ledger() -> None:
    """Compare every budget with its transfers and its claims; exits with 1 when something does not agree."""
    answer = operator().call("GET", "benefits", "/v1/ledger/verification")
    if answer["agrees"]:
        console.print(f"{answer['budgets']} budgets agree with their transfers and claims")
        return
    table = Table("budget or transfer", "what does not agree")
    for one in answer["differences"]:
        table.add_row(one["subject"], one["words"])
    console.print(table)
    raise typer.Exit(1)


def _call(client: ZoneClient, method: str, service: str, path: str, **options: Any) -> Any:
    if service not in SERVICES:
        errors.print(f"[red]No service {service!r}; there are {', '.join(SERVICES)}[/red]")
        raise typer.Exit(2)
    return client.call(method, service, path, **options)
