"""The token endpoint of institutions, and what is published about it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from services.finance import problems as p
from services.finance.schemas.list_keys import ListKeys
from services.finance.schemas.tokens import ServerMetadata, TokenForm, TokenOut
from services.finance.service import tokens
from shared.auth import WITHOUT_LOGIN, caller_of
from shared.callers import Caller
from shared.edge import Writing
from shared.problems import problems

router = APIRouter(prefix="/oauth", tags=["tokens"])
well_known = APIRouter(tags=["tokens"])
TOKEN_ADDRESS = "/v1/oauth/token"  # noqa: S105  # an address
Anybody = Annotated[Caller, caller_of("public")]
KEYS_FRESH = "public, max-age=300"
"""Who checks tokens looks again after five minutes: a new key is published before it signs."""


@router.post(
    "/token", summary="机构换取访问令牌", openapi_extra=WITHOUT_LOGIN,
    responses=problems(
        p.TokenRequestInvalid, p.GrantTypeUnsupported, p.ScopeInvalid, p.ProofInvalid, p.ClientInvalid
    ),
)  # fmt: skip
async def issue_token(
    request: Request, tx: Writing, _caller: Anybody, form: Annotated[TokenForm, Form()], response: Response
) -> TokenOut:
    """Client credentials with private_key_jwt and DPoP: five minutes, for the key of the proof and no other.

    The proof stands in the header `DPoP`. Errors carry OAuth's `error` beside the problem's `code`.
    """
    response.headers["Cache-Control"] = "no-store"
    asked = tokens.TokenRequest(
        **form.model_dump(), proofs=request.headers.getlist("DPoP"), method=request.method, path=request.scope["path"]
    )
    return TokenOut.of(await tokens.issue(tx, request.app.state.token_endpoint, asked))


@well_known.get("/jwks.json", summary="核验机构令牌的公钥集 (JWKS)", openapi_extra=WITHOUT_LOGIN)
async def list_token_keys(request: Request, _caller: Anybody, response: Response) -> ListKeys:
    response.headers["Cache-Control"] = KEYS_FRESH
    return ListKeys.model_validate(request.app.state.token_endpoint.ring.public)


@well_known.get("/oauth-authorization-server", summary="令牌服务的元数据 (RFC 8414)", openapi_extra=WITHOUT_LOGIN)
async def read_server_metadata(request: Request, _caller: Anybody, response: Response) -> ServerMetadata:
    response.headers["Cache-Control"] = KEYS_FRESH
    return ServerMetadata.of(request.app.state.token_endpoint)
