"""zjtx bank: the demonstration's bank as its own program would be: a key, an assertion, a proof for every request."""

import base64
import hashlib
import json
import time
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import uuid4

import httpx
import typer
from joserfc import jwt
from joserfc.jwk import ECKey

from services.cli.zone import Refused, base_url, console, errors
from services.finance.service.institutions import give_keys_for_demonstration
from services.finance.service.tokens import ASSERTION_TYPE, GRANT_TYPE
from services.finance.store import DEMONSTRATION_BANK
from shared.client_keys import public_key
from shared.db import Database
from shared.first_files import write_once
from shared.settings import ZoneSettings

KEY: Final = Path("var/finance/demo-bank-key.json")
"""Its private key lies here only because it is a demonstration: a bank keeps its own."""
KEY_ID: Final = "demo-bank-1"
TOKEN_ADDRESS: Final = "/v1/oauth/token"  # noqa: S105  # an address
Token = Annotated[str, typer.Option(help="Of `zjtx bank token`")]


def add_to(app: typer.Typer) -> None:
    bank = typer.Typer(help="The demonstration's bank: tokens by private_key_jwt and DPoP.", no_args_is_help=True)
    bank.command("token")(show_token)
    bank.command("proof")(show_proof)
    bank.command("get")(get)
    app.add_typer(bank, name="bank")


async def give_demonstration_keys(finance: Database) -> None:
    """A key pair in var/, made once; finance knows the public half."""
    write_once(KEY, lambda: json.dumps(ECKey.generate_key("P-256", {"kid": KEY_ID}).as_dict(private=True)))
    await give_keys_for_demonstration(finance, KEY_ID, public_key(_key().as_dict(private=False)))


def show_token(scope: Annotated[str, typer.Option(help="With spaces between; left out: all")] = "") -> None:
    """Print a token of five minutes. It is good only with a proof of the same key: `zjtx bank proof`."""
    typer.echo(_token(ZoneSettings(), scope))


def show_proof(
    url: Annotated[str, typer.Argument(help="The address to be asked, as the bank writes it")],
    token: Token,
    method: Annotated[str, typer.Option(help="GET, POST, PUT …")] = "GET",
) -> None:
    """Print a proof for one request: for the header DPoP, beside `Authorization: DPoP <token>`. Good for a minute."""
    typer.echo(_proof(method, url, token))


def get(path: Annotated[str, typer.Argument(help="Of finance: /v1/institution, /v1/list?limit=3")]) -> None:
    """Get a token, prove possession, and print what finance answers, its quota first."""
    settings = ZoneSettings()
    token = _token(settings, "")
    url = f"{settings.institution_issuer}{path.partition('?')[0]}"
    headers = {
        "Authorization": f"DPoP {token}",
        "DPoP": _proof("GET", url, token),
        "X-Purpose": "testing",
    }
    answer = _sent("GET", f"{base_url('finance', settings)}{path}", headers=headers)
    console.print(f"[dim]RateLimit: {answer.headers.get('RateLimit', '')}[/dim]", highlight=False)
    typer.echo(json.dumps(answer.json(), ensure_ascii=False, indent=2))


def _token(settings: ZoneSettings, scope: str) -> str:
    now = int(time.time())
    claims = {
        "iss": DEMONSTRATION_BANK,
        "sub": DEMONSTRATION_BANK,
        "aud": settings.institution_issuer,
        "iat": now,
        "exp": now + 60,
        "jti": uuid4().hex,
    }
    form = {
        "grant_type": GRANT_TYPE,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": jwt.encode({"alg": "ES256", "kid": KEY_ID}, claims, _key()),
        **({"scope": scope} if scope else {}),
    }
    proof = _proof("POST", f"{settings.institution_issuer}{TOKEN_ADDRESS}")
    answer = _sent("POST", f"{base_url('finance', settings)}{TOKEN_ADDRESS}", data=form, headers={"DPoP": proof})
    return str(answer.json()["access_token"])


def _proof(method: str, url: str, token: str = "") -> str:
    """By the same key as the assertion; a bank may take another one for each process."""
    public = public_key(_key().as_dict(private=False))
    claims: dict[str, Any] = {"htm": method, "htu": url, "iat": int(time.time()), "jti": uuid4().hex}
    if token:
        claims["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
    return jwt.encode({"typ": "dpop+jwt", "alg": "ES256", "jwk": public}, claims, _key())


def _key() -> ECKey:
    if not KEY.exists():
        errors.print(f"[red]No {KEY}: stop the zone and make it with: zjtx demo[/red]")
        raise typer.Exit(1)
    return ECKey.import_key(json.loads(KEY.read_text("utf-8")))


def _sent(method: str, url: str, **options: Any) -> httpx.Response:
    try:
        answer = httpx.request(method, url, timeout=30, trust_env=False, **options)
    except httpx.TransportError as fault:
        errors.print(f"[red]No finance at {url}. Start the zone with: make run[/red]")
        raise typer.Exit(1) from fault
    if answer.is_error:
        problem = answer.json()
        raise Refused(f"{problem['title']}: {problem.get('detail', '')}")
    return answer
