"""An enterprise registers itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.registry import problems as p
from services.registry.schemas.registrations import RegistrationIn, RegistrationOut
from services.registry.service import registrations
from services.registry.service.confirmations import Asked
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.problems import problems
from shared.tokens import Verified

router = APIRouter(route_class=IdempotentRoute, tags=["me"])
Individual = Annotated[Caller, caller_of("person", "enterprise")]
"""Of an enterprise that is not there nobody is appointed, so the route admits whoever logged in."""


async def asked_first(request: Request, caller: Verified, body: RegistrationIn) -> Asked:
    return await registrations.ask(request.app.state.business_register, caller, body.uscc, body.name)


AskedFirst = Annotated[Asked, Depends(asked_first)]
"""Stands before the transaction in a signature: what stands first is done first, and no transaction waits for it."""


@router.post(
    "/me/enterprises", status_code=201, summary="自行登记企业",
    responses=problems(p.UsccTaken, p.RegistrationRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def register_own_enterprise(
    asked: AskedFirst, tx: WritingOnce, caller: Individual, body: RegistrationIn, response: Response
) -> RegistrationOut:
    """The enterprise of the token, which is not registered yet; whoever registers it is its first owner.

    Name and standing are checked with the market regulator. When it does not answer, the registration goes ahead and
    says so.
    """
    who = body.owner
    registered = await registrations.register(tx, caller, body.to_new(), who.name, who.phone, asked)
    tag(response, registered.enterprise.version)
    response.headers["Location"] = f"/registry/v1/enterprises/{registered.enterprise.uscc}"
    return RegistrationOut.of(registered)
