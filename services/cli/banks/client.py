"""The demonstration's bank as its own program would be: a key, an assertion, a proof for every request."""

import base64
import hashlib
import json
import time
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import typer
from joserfc import jwt
from joserfc.jwk import ECKey

from services.cli.zone import Refused, base_url, errors
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


async def give_demonstration_keys(finance: Database) -> None:
    """A key pair in var/, made once; finance knows the public half."""
    write_once(KEY, lambda: json.dumps(ECKey.generate_key("P-256", {"kid": KEY_ID}).as_dict(private=True)))
    await give_keys_for_demonstration(finance, KEY_ID, public_key(_key().as_dict(private=False)))


def ask(method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
    """With a token and a proof of its own. Raises Refused, with what finance says."""
    settings = ZoneSettings()
    token = token_for(settings, "")
    url = f"{settings.institution_issuer}{path.partition('?')[0]}"
    proved = {"Authorization": f"DPoP {token}", "DPoP": proof(method, url, token), "X-Purpose": "testing"}
    return _sent(method, f"{base_url('finance', settings)}{path}", json=body, headers=proved | headers)


def token_for(settings: ZoneSettings, scope: str) -> str:
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
    proved = proof("POST", f"{settings.institution_issuer}{TOKEN_ADDRESS}")
    answer = _sent("POST", f"{base_url('finance', settings)}{TOKEN_ADDRESS}", data=form, headers={"DPoP": proved})
    return str(answer.json()["access_token"])


def proof(method: str, url: str, token: str = "") -> str:
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
