"""zjtx bank: what the demonstration's bank does with the zone."""

import json
from typing import Annotated

import typer

from services.cli.banks.answering import applications, offer
from services.cli.banks.client import ask, give_demonstration_keys, proof, token_for
from services.cli.banks.listening import listen
from services.cli.zone import console
from shared.settings import ZoneSettings

__all__ = ["add_to", "give_demonstration_keys"]
Token = Annotated[str, typer.Option(help="Of `zjtx bank token`")]


def add_to(app: typer.Typer) -> None:
    bank = typer.Typer(help="The demonstration's bank: tokens by private_key_jwt and DPoP.", no_args_is_help=True)
    bank.command("token")(show_token)
    bank.command("proof")(show_proof)
    bank.command("get")(get)
    bank.command("listen")(listen)
    bank.command("applications")(applications)
    bank.command("offer")(offer)
    app.add_typer(bank, name="bank")


def show_token(scope: Annotated[str, typer.Option(help="With spaces between; left out: all")] = "") -> None:
    """Print a token of five minutes. It is good only with a proof of the same key: `zjtx bank proof`."""
    typer.echo(token_for(ZoneSettings(), scope))


def show_proof(
    url: Annotated[str, typer.Argument(help="The address to be asked, as the bank writes it")],
    token: Token,
    method: Annotated[str, typer.Option(help="GET, POST, PUT …")] = "GET",
) -> None:
    """Print a proof for one request: for the header DPoP, beside `Authorization: DPoP <token>`. Good for a minute."""
    typer.echo(proof(method, url, token))


def get(path: Annotated[str, typer.Argument(help="Of finance: /v1/institution, /v1/list?limit=3")]) -> None:
    """Get a token, prove possession, and print what finance answers, its quota first."""
    answer = ask("GET", path)
    console.print(f"[dim]RateLimit: {answer.headers.get('RateLimit', '')}[/dim]", highlight=False)
    typer.echo(json.dumps(answer.json(), ensure_ascii=False, indent=2))
