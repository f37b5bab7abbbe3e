"""Code lists (代码表): read by everybody, labels and codes edited by the city."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from services.registry import profile_data, store
from services.registry.domain.code_lists import Code, CodeList
from services.registry.problems import CodeEntryNotFound, CodeEntryTaken, CodeListNotFound, ProfileRefused
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import decide
from shared.problems import Forbidden


async def every(tx: Tx) -> list[CodeList]:
    edits = await store.code_lists.edits(tx)
    return [one.edited(code for code in edits if code.list == name) for name, one in profile_data.code_lists().items()]


async def get(tx: Tx, name: str) -> CodeList:
    """Raises CodeListNotFound."""
    found = profile_data.code_lists().get(name)
    if found is None:
        raise CodeListNotFound("请从代码表目录中选择")
    return found.edited(await store.code_lists.edits(tx, name))


async def add(tx: Tx, caller: Caller, name: str, code: str, values: Mapping[str, Any]) -> Code:
    """A new code. Raises CodeEntryTaken."""
    _allow(caller)
    there = await get(tx, name)
    if code in there.codes:
        raise CodeEntryTaken("如需更改，请更正已有代码")
    position = 1 + max((one.position for one in there.codes.values()), default=0)
    new = _checked(Code(list=name, code=code, position=position, **values))
    if not await store.code_lists.add(tx, new):
        raise CodeEntryTaken("如需更改，请更正已有代码")
    tx.edited("code", {}, asdict(new))
    return new


async def edit(tx: Tx, caller: Caller, name: str, code: str, if_match: str | None, values: Mapping[str, Any]) -> Code:
    """A new label, basis or end. The code itself stays: enterprises and rules refer to it."""
    _allow(caller)
    seed = profile_data.code_lists()[name].codes.get(code) if name in profile_data.code_lists() else None
    if seed is not None:
        await store.code_lists.add(tx, seed)  # so that there is a row to lock
    before = await store.code_lists.lock(tx, name, code)
    if before is None:
        raise CodeEntryNotFound("请从代码表中选择")
    require_version(if_match, before.version)
    after = _checked(replace(before, **values, version=before.version + 1))
    await store.code_lists.save(tx, after)
    tx.edited("code", asdict(before), values)
    return after


async def check_in_use(tx: Tx, name: str, codes: Collection[str], today: date) -> None:
    """Raises ProfileRefused for a code that cannot be given today."""
    there = (await get(tx, name)).codes
    wrong = [code for code in codes if code not in there or not there[code].in_use(today)]
    if wrong:
        raise ProfileRefused(f"有不在用的代码；请从代码表 {name} 中选择")


def _checked(code: Code) -> Code:
    if code.valid_until is not None and code.valid_until < code.valid_from:
        raise ProfileRefused("停用日期早于启用日期；请核对")
    return code


def _allow(caller: Caller) -> None:
    if not decide(caller, "code_list.write"):
        raise Forbidden("代码表由市级经办人员维护")
