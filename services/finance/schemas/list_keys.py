"""The keys that the list is signed with."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict

_KEYS: Final[dict[str, Any]] = {
    "keys": [
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            "use": "sig",
            "alg": "ES256",
            "kid": "list-2026-11",
        }
    ]
}


class ListKey(BaseModel):
    """A public key as RFC 7517 writes it."""

    kty: str
    crv: str
    x: str
    y: str
    use: str
    alg: str
    kid: str


class ListKeys(BaseModel):
    """A JWK set: `kid` in the header of a signature says which key made it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_KEYS]})

    keys: list[ListKey]
