"""收款账户: of an enterprise, by its people; masked everywhere, unmasked for a reason."""

from fastapi import APIRouter, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import AccountId, Agent, EnterpriseOrOfficer, Observer, Uscc
from services.benefits.schemas import bank_accounts as s
from services.benefits.service import bank_accounts
from shared.edge import ONCE_PROBLEMS, Reading, Unmasking, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["bank accounts"])
OWN = (EnterpriseUnknown, p.AccountNotFound)


@router.get("/enterprises/{uscc}/bank-accounts", summary="收款账户", responses=problems(EnterpriseUnknown))
async def list_bank_accounts(tx: Reading, caller: Observer, uscc: Uscc) -> s.BankAccountList:
    rows = await bank_accounts.accounts(tx, caller, uscc)
    return s.BankAccountList(items=[s.BankAccountOut.of(row) for row in rows])


@router.post(
    "/enterprises/{uscc}/bank-accounts", status_code=201, summary="登记收款账户",
    responses=problems(EnterpriseUnknown, p.AccountRefused, p.AccountTaken, *ONCE_PROBLEMS),
)  # fmt: skip
async def enter_bank_account(
    request: Request, tx: WritingOnce, person: Agent, uscc: Uscc, body: s.BankAccountIn, response: Response
) -> s.BankAccountOut:
    """Another number is another account. The bank is asked a moment later; what is not verified is not paid to."""
    row = await bank_accounts.enter(tx, person, uscc, body.to_entered(), request.app.state.seal)
    response.headers["Location"] = f"/benefits/v1/enterprises/{uscc}/bank-accounts"
    return s.BankAccountOut.of(row)


@router.delete(
    "/enterprises/{uscc}/bank-accounts/{account_id}", summary="停用收款账户", responses=problems(*OWN)
)  # fmt: skip
async def close_bank_account(tx: Writing, person: Agent, uscc: Uscc, account_id: AccountId) -> s.BankAccountOut:
    """A payment that was ordered before still goes there."""
    return s.BankAccountOut.of(await bank_accounts.close(tx, person, uscc, account_id))


@router.post(
    "/enterprises/{uscc}/bank-accounts/{account_id}/checks", status_code=202, summary="请银行重新核验",
    responses=problems(*OWN, p.AccountRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def check_bank_account(
    tx: WritingOnce, person: Agent, uscc: Uscc, account_id: AccountId, response: Response
) -> s.BankAccountOut:
    """After a refusal; of one that is verified, or being checked, nothing is asked."""
    row = await bank_accounts.ask_again(tx, person, uscc, account_id)
    response.headers["Location"] = f"/benefits/v1/enterprises/{uscc}/bank-accounts"
    return s.BankAccountOut.of(row)


@router.post(
    "/enterprises/{uscc}/bank-accounts/{account_id}/disclosures", status_code=201, summary="查看完整账号",
    responses=problems(*OWN),
)  # fmt: skip
async def disclose_bank_account(
    request: Request, tx: Unmasking, caller: EnterpriseOrOfficer, uscc: Uscc, account_id: AccountId,
    body: s.AccountDisclosureIn,
) -> s.AccountDisclosureOut:  # fmt: skip
    """For a stated reason; the enterprise's record of disclosures keeps who looked, and why."""
    found = await bank_accounts.disclose(tx, caller, uscc, account_id, body.reason, request.app.state.seal)
    return s.AccountDisclosureOut.of(found)


@router.get(
    "/enterprises/{uscc}/bank-account-disclosures", summary="完整账号查看记录", responses=problems(EnterpriseUnknown)
)
async def list_bank_account_disclosures(tx: Reading, caller: Observer, uscc: Uscc) -> s.AccountDisclosureList:
    rows = await bank_accounts.disclosures(tx, caller, uscc)
    return s.AccountDisclosureList.of(list(rows), names_officers=caller.kind != "enterprise")
