"""zjtx: the command line of the zone. It speaks HTTP to a running zone, and opens databases only where it says so."""

import typer

from shared.uncollected import uncollected

with uncollected():  # what is imported stays: walking it again and again is a quarter of the start
    from services.cli import banks, documents, loading, officers, operations, outbox, serving, touring
    from services.cli.zone import Refused, errors

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
    help="企业码“专精特新”服务专区: four services, one tier change, all the way.",
)
for module in (serving, loading, touring, operations, outbox, officers, banks, documents):
    module.add_to(app)


def main() -> None:
    try:
        app()
    except Refused as problem:
        errors.print(f"[red]{problem}[/red]")
        raise SystemExit(1) from problem
