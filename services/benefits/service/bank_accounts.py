"""收款账户 of enterprises: entered, answered for by the bank, shown masked, unmasked for a reason that is kept."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.bank import Away, Bank, Payee
from services.benefits.domain.bank_accounts import AccountState, same_holder
from services.benefits.problems import AccountNotFound, AccountRefused, AccountTaken
from services.benefits.service import enterprises
from services.benefits.store.tables import BankAccountDisclosureRow, BankAccountRow
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Database, Tx
from shared.leases import run_due
from shared.permissions import Action
from shared.seals import Seal

log = logging.getLogger(__name__)
PATIENCE_SECONDS: Final = 5.0
LEASE: Final = timedelta(seconds=30)
REST: Final = timedelta(seconds=15)
"""Until a bank that was away is asked again"""
AT_ONCE: Final = 10
MOST: Final = 20
"""Accounts of one enterprise that are not closed"""
SHOWN: Final = 500
_MAY: Final = {
    "account.write": "收款账户由企业负责人或财务经办人登记和停用",
    "account.read": "请由企业经办人或主管部门人员查看",
    "account.disclose": "完整账号由企业负责人、财务经办人或审批人员说明理由后查看",
}


@dataclass(frozen=True)
class Entered:
    holder: str
    bank_name: str
    number: str = field(repr=False)


@dataclass(frozen=True)
class Disclosed:
    """查看明文"""

    disclosure_id: str
    account: BankAccountRow
    number: str = field(repr=False)


async def _enterprise(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    return await enterprises.for_action(tx, caller, uscc, action, _MAY[action])


async def enter(tx: Tx, caller: Caller, uscc: str, entered: Entered, seal: Seal) -> BankAccountRow:
    """The bank is asked about it by the worker. Raises AccountRefused when it is not the enterprise's own."""
    enterprise = await _enterprise(tx, caller, uscc, "account.write")
    if enterprise.ended_on is not None:
        raise AccountRefused("企业已注销或被合并，不能再登记收款账户")
    if not same_holder(entered.holder, enterprise.name):
        raise AccountRefused("户名须与企业登记名称完全一致；更名后请先在登记服务办理更名")
    others = [one for one in await store.bank_accounts.of_enterprise(tx, enterprise.enterprise_id) if _is_open(one)]
    if len(others) >= MOST:
        raise AccountRefused(f"最多登记{MOST}个账户；请先停用不再使用的")
    if any(entered.number == seal.opened(one.number_sealed) for one in others):
        raise AccountTaken("该账号已登记；如需重新核验请在原账户上提出")
    row = BankAccountRow(
        account_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        holder=enterprise.name,
        bank_name=entered.bank_name,
        number_sealed=seal.sealed(entered.number),
        last_four=entered.number[-4:],
        state=AccountState.ENTERED,
        entered_by=caller.actor,
        entered_at=tx.now,
        next_at=real_now(),
    )
    await store.bank_accounts.add(tx, row.model_dump())
    return row


def _is_open(account: BankAccountRow) -> bool:
    return account.state != AccountState.CLOSED


async def accounts(tx: Tx, caller: Caller, uscc: str) -> Sequence[BankAccountRow]:
    """Newest first, the closed ones too."""
    enterprise = await _enterprise(tx, caller, uscc, "account.read")
    return await store.bank_accounts.of_enterprise(tx, enterprise.enterprise_id)


async def _own(tx: Tx, enterprise: Any, account_id: str) -> BankAccountRow:
    """Locked. Raises AccountNotFound."""
    account = await store.bank_accounts.lock(tx, account_id)
    if account is None or account.enterprise_id != enterprise.enterprise_id:
        raise AccountNotFound("请核对账户编号")
    return account


async def close(tx: Tx, caller: Caller, uscc: str, account_id: str) -> BankAccountRow:
    """No new payment goes there; one that was ordered has its own copy and goes on."""
    enterprise = await _enterprise(tx, caller, uscc, "account.write")
    account = await _own(tx, enterprise, account_id)
    await store.bank_accounts.change(tx, account_id, state=AccountState.CLOSED)
    tx.edited("bank_account", {"state": account.state}, {"state": AccountState.CLOSED.value})
    account.state = AccountState.CLOSED
    return account


async def ask_again(tx: Tx, caller: Caller, uscc: str, account_id: str) -> BankAccountRow:
    """After the bank refused it, and whatever was wrong there has been mended."""
    enterprise = await _enterprise(tx, caller, uscc, "account.write")
    account = await _own(tx, enterprise, account_id)
    if account.state == AccountState.CLOSED:
        raise AccountRefused("该账户已停用；请另行登记")
    if account.state == AccountState.REFUSED:
        account.state, account.refusal, account.next_at = AccountState.ENTERED, None, real_now()
        await store.bank_accounts.change(
            tx, account_id, state=AccountState.ENTERED, refusal=None, next_at=account.next_at
        )
    return account


async def disclose(tx: Tx, caller: Caller, uscc: str, account_id: str, reason: str, seal: Seal) -> Disclosed:
    """Each time anew a line of the record; it goes in with the answer or there is no answer."""
    enterprise = await _enterprise(tx, caller, uscc, "account.disclose")
    account = await _own(tx, enterprise, account_id)
    row = BankAccountDisclosureRow(
        disclosure_id=str(uuid4()),
        account_id=account_id,
        enterprise_id=enterprise.enterprise_id,
        actor=caller.actor,
        reason=reason,
        disclosed_at=tx.now,
    )
    await store.bank_accounts.add_disclosure(tx, row.model_dump())
    return Disclosed(row.disclosure_id, account, seal.opened(account.number_sealed))


async def disclosures(tx: Tx, caller: Caller, uscc: str) -> Sequence[BankAccountDisclosureRow]:
    enterprise = await _enterprise(tx, caller, uscc, "account.read")
    return await store.bank_accounts.disclosures(tx, enterprise.enterprise_id, SHOWN)


# ---- the worker -----------------------------------------------------------------------------------


async def check_entered(db: Database, bank: Bank, seal: Seal) -> None:
    """Asks the bank about accounts that were entered; while it is asked no transaction is open."""
    await run_due(
        db,
        store.bank_accounts.any_due,
        lambda tx, at: store.bank_accounts.lease(tx, at, at + LEASE, AT_ONCE),
        lambda account: _check(db, account, bank, seal),
    )


async def _check(db: Database, account: BankAccountRow, bank: Bank, seal: Seal) -> None:
    try:
        payee = Payee(account.holder, account.bank_name, seal.opened(account.number_sealed))
        async with asyncio.timeout(PATIENCE_SECONDS):
            refusal = await bank.check(payee)
    except Exception as fault:  # whatever a bank sends back, or our keys cannot open, the account waits
        level = logging.INFO if isinstance(fault, Away | TimeoutError) else logging.ERROR
        log.log(level, "the bank does not answer for an account: %s", type(fault).__name__)
        answer: dict[str, Any] = {"next_at": real_now() + REST}
    else:
        answer = {"state": AccountState.VERIFIED if refusal is None else AccountState.REFUSED, "refusal": refusal}
    async with db.transaction() as tx:
        now = await store.bank_accounts.lock(tx, account.account_id)
        if now is not None and now.state == AccountState.ENTERED:
            await store.bank_accounts.change(tx, account.account_id, **answer, answered_at=tx.now)
