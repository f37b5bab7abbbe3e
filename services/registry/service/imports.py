"""Titles imported from an official list: all or nothing, every bad row named, the same file twice changes nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from services.registry import procedures, store
from services.registry.domain.titles import Decision, Enterprise, Recognition, Refusal, Titles, decided
from services.registry.problems import ListHasErrors
from services.registry.service import enterprises
from services.registry.service.enterprises import NewEnterprise
from services.registry.service.official_lists import HEADERS, read_list
from services.registry.service.titles import Held, hold, new_id, reason_texts, record
from shared.callers import Caller
from shared.csv_tables import DISTRICT_CODES, RowError
from shared.days import Day
from shared.db import Tx
from shared.events import ChangeReason, Title
from shared.permissions import Matter, decide
from shared.values import DISTRICTS, HOLDABLE, TIER_LABELS, CreditCode, EnterpriseId, Name, Tier

_TIERS = {TIER_LABELS[tier]: tier for tier in HOLDABLE} | {
    "省级专精特新": Tier.SPECIALISED,
    "专精特新中小企业": Tier.SPECIALISED,
    "隐形冠军": Tier.HIDDEN_CHAMPION,
    "省级隐形冠军": Tier.HIDDEN_CHAMPION,
    "小巨人": Tier.LITTLE_GIANT,
    "专精特新小巨人": Tier.LITTLE_GIANT,
}
_COLUMNS = {field_: header for header, field_ in HEADERS.items()}
ENTERPRISES_AT_ONCE: Final = 2_000
INDUSTRY_PATTERN = r"^[A-T][0-9]{2}$"
"""[0-9] and not \\d, which matches the digits of every script."""


@dataclass
class Report:
    """What a list did, or in a dry run would do."""

    dry_run: bool
    rows: int = 0
    recorded: int = 0
    unchanged: int = 0
    registered: int = 0
    errors: list[RowError] = field(default_factory=list)


class _Listed(BaseModel):
    """One row that can be read."""

    model_config = ConfigDict(frozen=True)

    name: Name
    uscc: CreditCode
    district: str
    industry: Annotated[str, StringConstraints(pattern=INDUSTRY_PATTERN)] | None
    tier: Tier
    number: Name
    authority: Name
    document: Name
    recognised_on: Day
    valid_until: Day | None


_Row = tuple[int, _Listed]
"""With its number in the list"""


@dataclass
class _Plan:
    """What a readable list asks for, all by USCC."""

    before: Held
    """Those registered already"""
    new: dict[str, NewEnterprise] = field(default_factory=dict)
    decisions: dict[str, list[Decision]] = field(default_factory=dict)
    after: dict[str, Titles] = field(default_factory=dict)
    """The titles of those with a decision"""


async def import_list(tx: Tx, caller: Caller, content: bytes, *, dry_run: bool) -> Report:
    """Raises ListUnreadable, and ListHasErrors unless it is a dry run.

    A list goes in some enterprises at a time, to hold no more in memory; a bad row later takes all of it back.
    """
    report = Report(dry_run=dry_run)
    listed = await asyncio.to_thread(_readable, content, report)
    ids = await store.enterprises.ids_of(tx, listed)
    in_order = sorted(listed, key=lambda uscc: (ids.get(uscc, ""), uscc))  # the one order in which all writers lock
    await _lock_with_heirs(tx, sorted(ids.values()))
    for start in range(0, len(in_order), ENTERPRISES_AT_ONCE):
        part = in_order[start : start + ENTERPRISES_AT_ONCE]
        known = {uscc: ids[uscc] for uscc in part if uscc in ids}
        plan = await _plan(tx, caller, known, [row for uscc in part for row in listed[uscc]], report)
        report.registered += len(plan.new)
        report.recorded += sum(map(len, plan.decisions.values()))
        if not report.errors and not dry_run:
            await _carry_out(tx, known, plan)
    report.errors.sort(key=lambda error: error.row)
    if report.errors and not dry_run:
        raise ListHasErrors(
            f"共 {len(report.errors)} 处错误；请更正后重新导入，可先试运行",
            errors=[vars(error) for error in report.errors[:1000]],
        )
    return report


async def _lock_with_heirs(tx: Tx, ids: Sequence[EnterpriseId]) -> None:
    """Whoever goes on as somebody on the list is locked with them, long before its turn perhaps: then all are locked
    first, in one order."""
    heirs: set[EnterpriseId] = set()
    for start in range(0, len(ids), ENTERPRISES_AT_ONCE):
        heirs |= set(await store.identities.survivors_of(tx, ids[start : start + ENTERPRISES_AT_ONCE]))
    if heirs:
        await store.enterprises.lock(tx, {*ids, *heirs})


async def _carry_out(tx: Tx, known: Mapping[str, EnterpriseId], plan: _Plan) -> None:
    """New enterprises first, all of them: listeners then receive long runs of one kind."""
    new = await enterprises.register_all(tx, list(plan.new.values()))
    ids = {**known, **new}
    before = plan.before | await hold(tx, new.values())
    after = {ids[uscc]: titles for uscc, titles in plan.after.items()}
    decisions = {ids[uscc]: asked for uscc, asked in plan.decisions.items()}
    await record(tx, before, after, ChangeReason.IMPORTED, reason_texts(after, decisions))
    await tx.write_facts()


def _readable(content: bytes, report: Report) -> dict[str, list[_Row]]:
    """The rows that make sense, by USCC."""
    listed: dict[str, list[_Row]] = {}
    for row in read_list(content):
        report.rows += 1
        try:
            one = _Listed.model_validate(_values(row.cells))
        except ValidationError as fault:
            report.errors += [
                RowError(row.number, _COLUMNS.get(str(error["loc"][0])), _reason(error)) for error in fault.errors()
            ]
        else:
            listed.setdefault(one.uscc, []).append((row.number, one))
    return listed


def _values(cells: dict[str, str]) -> dict[str, Any]:
    return {
        **cells,
        "district": DISTRICT_CODES.get(cells["district"]),
        "industry": cells.get("industry") or None,
        "tier": _TIERS.get(cells["tier"]),
        "recognised_on": _iso(cells["recognised_on"]),
        "valid_until": _iso(cells.get("valid_until", "")) or None,
    }


def _iso(text: str) -> str:
    """2026/1/5 and 2026.1.5 are how spreadsheets write a day."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])


_CHOICES: Final = {
    "district": f"应为区、县（市）的名称或代码：{'、'.join(DISTRICTS.values())}",
    "tier": f"应为称号的名称：{'、'.join(_TIERS)}",
}


def _reason(error: ErrorDetails) -> str:
    plain = {
        "string_too_short": "不能为空",
        "string_too_long": "内容过长",
        "too_long": "内容过长",
        "string_pattern_mismatch": "格式不符，行业代码如 C39",
    }
    return _CHOICES.get(str(error["loc"][0])) or plain.get(error["type"]) or error["msg"].removeprefix("Value error, ")


async def _plan(
    tx: Tx, caller: Caller, ids: Mapping[str, EnterpriseId], listed: Sequence[_Row], report: Report
) -> _Plan:
    """`ids` are those of the enterprises already registered."""
    plan = _Plan(await hold(tx, ids.values()))
    held: dict[str, Titles] = {uscc: plan.before.titles[id_] for uscc, id_ in ids.items()}
    for number, row in sorted(listed, key=lambda one: (one[1].uscc, one[1].recognised_on)):
        enterprise = plan.before.locked[ids[row.uscc]].enterprise if row.uscc in ids else _stranger(row)
        problem = _row_problem(caller, row, enterprise, known=row.uscc in ids)
        if problem:
            report.errors.append(RowError(number, *problem))
            continue
        before = plan.after.get(row.uscc) or held.get(row.uscc, ())
        if _already(before, row):
            report.unchanged += 1
            continue
        decision = _recognition(row)
        try:
            plan.after[row.uscc] = decided(enterprise, before, decision, tx.today, procedures.terms())
        except Refusal as refusal:
            report.errors.append(RowError(number, None, str(refusal)))
            continue
        plan.decisions.setdefault(row.uscc, []).append(decision)
        if row.uscc not in ids:
            plan.new[row.uscc] = NewEnterprise(row.uscc, row.name, row.district, row.industry or "")
    _name_twice(listed, report)
    return plan


def _row_problem(caller: Caller, row: _Listed, enterprise: Enterprise, *, known: bool) -> tuple[str | None, str] | None:
    if not decide(caller, "title.decide", Matter(district=enterprise.district, tier=row.tier)):
        return "称号", "无权录入：区、县（市）只能录入本区的创新型中小企业"
    if not known and not row.industry:
        return "行业代码", "企业尚未登记，须填写行业代码（如 C39）才能一并登记"
    return None


def _stranger(row: _Listed) -> Enterprise:
    return Enterprise(EnterpriseId(""), row.uscc, (row.uscc,), row.name, row.district, row.industry or "", 0)


def _already(titles: Sequence[Title], row: _Listed) -> bool:
    """A corrected day of validity is not the same row: the rules then say what stands in its way."""
    return any(
        (title.tier, title.number, title.recognised_on) == (row.tier, row.number, row.recognised_on)
        and row.valid_until in (None, title.valid_until)
        for title in titles
    )


def _recognition(row: _Listed) -> Recognition:
    return Recognition(
        title_id=new_id(),
        tier=row.tier,
        number=row.number,
        authority=row.authority,
        document=row.document,
        recognised_on=row.recognised_on,
        valid_until=row.valid_until,
    )


def _name_twice(listed: Sequence[_Row], report: Report) -> None:
    """One USCC under two names in one list: somebody copied a code wrongly."""
    names: dict[str, str] = {}
    for number, row in listed:
        if names.setdefault(row.uscc, row.name) != row.name:
            report.errors.append(RowError(number, "企业名称", "同一统一社会信用代码在名单中有两个名称"))
