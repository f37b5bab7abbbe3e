"""A person's own view: who am I, for whom may I act, a token for another enterprise, an invitation accepted."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Uscc
from services.registry.schemas.people import AcceptanceIn, AcceptedOut, MeOut, OwnTokenOut, TokenIn
from services.registry.service import invitations, me, people
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, Reading, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["me"])
IndividualOrOfficer = Annotated[Caller, caller_of("person", "enterprise", "officer")]
Individual = Annotated[Caller, caller_of("person", "enterprise")]


@router.get("/me", summary="我是谁，代表哪些企业，可以办什么")
async def read_me(tx: Reading, caller: IndividualOrOfficer) -> MeOut:
    return MeOut.of(await me.view(tx, caller))


@router.post("/me/tokens", summary="换取代表另一家企业的令牌", responses=problems(p.PersonNotFound))
async def exchange_token(
    request: Request, tx: Writing, caller: Individual, body: TokenIn, response: Response
) -> OwnTokenOut:
    """Good for a quarter of an hour, and never longer than the token it was asked with."""
    response.headers["Cache-Control"] = "no-store"
    return OwnTokenOut.of(await me.token(tx, caller, body.uscc, request.app.state.issuer))


@router.delete(
    "/me/enterprises/{uscc}", status_code=204, summary="不再代表某企业",
    responses=problems(p.PersonNotFound, p.PeopleRefused),
)  # fmt: skip
async def leave_enterprise(tx: Writing, caller: Individual, uscc: Uscc) -> None:
    """Whoever acts for an enterprise may stop, in any role; the last owner first names another."""
    await people.leave(tx, caller, uscc)


@router.post(
    "/invitation-acceptances", status_code=201, summary="接受邀请",
    responses=problems(p.InvitationNotFound, p.InvitationUsed, p.InvitationExpired, p.PeopleRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def accept_invitation(tx: WritingOnce, caller: Individual, body: AcceptanceIn) -> AcceptedOut:
    """By whoever logged in, acting for another enterprise already or for none."""
    return AcceptedOut.of(await invitations.accept(tx, caller, body.token, body.name, body.phone))
