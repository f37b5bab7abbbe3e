"""用券, as people ask for it: who may reserve, settle, release and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.benefits import measures, procedures, store
from services.benefits.domain.claims import Refusal
from services.benefits.domain.vouchers import Decided, Silence, check_department
from services.benefits.problems import VoucherNotFound, VoucherRefused
from services.benefits.service import catalogue, enterprises, vouchers
from services.benefits.service.catalogue import Listed
from services.benefits.service.vouchers import WAY_OUT, Order, Settlement
from services.benefits.store.tables import VoucherRow, VoucherStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden


@dataclass(frozen=True, slots=True)
class Voucher:
    """With what it is of, and what the clause leaves open."""

    row: VoucherRow
    holder: Any
    """The row of `known_enterprise` of the legal person whose it is"""
    listed: Listed
    silence: Silence


async def reserve(tx: Tx, caller: Caller, uscc: str, order: Order) -> Voucher:
    enterprise = await enterprises.for_action(tx, caller, uscc, "voucher.use")
    return await _voucher(tx, await vouchers.reserve(tx, enterprise.enterprise_id, order))


async def consume(tx: Tx, caller: Caller, voucher_id: str, used: Settlement) -> Voucher:
    """By an officer of a department the clause names, where it names any; with a provider of the directory the
    enterprise may itself, saying that the service was done."""
    voucher = await get(tx, caller, voucher_id)
    own = voucher.row.provider_id is not None and await _may(tx, caller, "voucher.use", voucher.holder)
    if not own and not await _may(tx, caller, "voucher.settle", voucher.holder):
        raise Forbidden("不在专属工具箱中的机构，实际使用金额由主管部门核定；企业请提交合同与验收材料")
    measure = voucher.listed.measure
    if measure.departments and caller.kind == "officer":
        try:
            check_department(caller.department, Decided.VOUCHER, measure)
        except Refusal as refusal:
            raise VoucherRefused(str(refusal)) from refusal
    return await _voucher(tx, await vouchers.consume(tx, voucher_id, used))


async def release(tx: Tx, caller: Caller, voucher_id: str, reason: str) -> Voucher:
    voucher = await get(tx, caller, voucher_id)
    if not any([await _may(tx, caller, action, voucher.holder) for action in ("voucher.use", "voucher.settle")]):
        raise Forbidden("预留由企业或主管部门释放")
    return await _voucher(tx, await vouchers.release(tx, voucher_id, reason))


async def get(tx: Tx, caller: Caller, voucher_id: str) -> Voucher:
    """Raises VoucherNotFound, also for another's."""
    row = await store.vouchers.find(tx, voucher_id)
    if row is not None:
        voucher = await _voucher(tx, row)
        if await _may(tx, caller, "voucher.read", voucher.holder):
            return voucher
    raise VoucherNotFound(WAY_OUT)


async def history(tx: Tx, voucher: Voucher) -> Sequence[VoucherStepRow]:
    return await store.vouchers.steps(tx, voucher.row.voucher_id)


async def page(tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int) -> list[Voucher]:
    """Newest first, those taken over in a merger included."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "voucher.read")
    return [await _voucher(tx, row) for row in await store.vouchers.page(tx, enterprise.enterprise_id, before, limit)]


async def _voucher(tx: Tx, row: VoucherRow) -> Voucher:
    silence = procedures.quota_rules(tx.today).silence(row.benefit_code)
    listed = await catalogue.measure(tx, row.benefit_code, measures.SEED, row.reserved_on)
    return Voucher(row, await store.KNOWN.by_id(tx, row.legal_person_id), listed, silence)


async def _may(tx: Tx, caller: Caller, action: Action, holder: Any) -> bool:
    usccs = await store.KNOWN.usccs(tx, holder.enterprise_id)
    return decide(caller, action, Matter(usccs=usccs, district=holder.district))
