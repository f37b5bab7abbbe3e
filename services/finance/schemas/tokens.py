"""The token endpoint's form and answer (RFC 6749), and what is published about it (RFC 8414)."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.service.tokens import ASSERTION_TYPE, GRANT_TYPE, Endpoint, Issued
from shared.client_keys import ALGORITHMS
from shared.scopes import SCOPES


class TokenForm(BaseModel):
    """A parameter nobody knows is passed over, as the RFC wants it; one that is missing has an error of its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "grant_type": GRANT_TYPE,
                    "client_assertion_type": ASSERTION_TYPE,
                    "client_assertion": "eyJhbGciOiJFUzI1NiIsImtpZCI6ImJhbmstMjAyNi0xMSJ9.….…",
                    "scope": "list:read",
                }
            ]
        }
    )

    grant_type: str | None = Field(default=None, max_length=200, description=GRANT_TYPE)
    client_assertion_type: str | None = Field(default=None, max_length=200, description=ASSERTION_TYPE)
    client_assertion: str | None = Field(
        default=None,
        max_length=10_000,
        description="private_key_jwt：iss = sub = institution_id，aud 为本服务的 issuer",
    )
    client_id: str | None = Field(default=None, max_length=200, description="可省略；如有，与 sub 相同")
    scope: str | None = Field(default=None, max_length=1_000, description="授权范围，空格分隔；省略则全部")


class TokenOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.….…",
                    "token_type": "DPoP",
                    "expires_in": 300,
                    "scope": "list:read",
                }
            ]
        }
    )

    access_token: str
    token_type: str
    expires_in: int
    scope: str

    @classmethod
    def of(cls, issued: Issued) -> Self:
        return cls(
            access_token=issued.access_token,
            token_type="DPoP",  # noqa: S106  # RFC 9449
            expires_in=issued.seconds,
            scope=" ".join(issued.scopes),
        )


_EXAMPLE: dict[str, Any] = {
    "issuer": "https://zone.example/finance",
    "token_endpoint": "https://zone.example/finance/v1/oauth/token",
    "jwks_uri": "https://zone.example/finance/.well-known/jwks.json",
    "scopes_supported": list(SCOPES),
    "response_types_supported": [],
    "grant_types_supported": [GRANT_TYPE],
    "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
    "dpop_signing_alg_values_supported": list(ALGORITHMS),
    "service_documentation": "https://zone.example/finance/docs",
}


class ServerMetadata(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    issuer: str
    token_endpoint: str
    jwks_uri: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    token_endpoint_auth_signing_alg_values_supported: list[str]
    dpop_signing_alg_values_supported: list[str]
    service_documentation: str

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        at = endpoint.issuer
        return cls(
            **_EXAMPLE
            | {
                "issuer": at,
                "token_endpoint": f"{at}/v1/oauth/token",
                "jwks_uri": f"{at}/.well-known/jwks.json",
                "service_documentation": f"{at}/docs",
            }
        )
