"""Enterprises as matching knows them: what the registry told, and what verified evidence gives."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from services.benefits import store
from services.benefits.domain.firms import Firm
from services.benefits.service.enterprises import firm_of
from services.benefits.service.proofs import good_on, stated
from shared.conditions import Value
from shared.db import Tx


async def known(tx: Tx, rows: Sequence[Any], on: date) -> list[Firm]:
    """Of rows of `store.population`, in their order."""
    proved = await proofs_of(tx, on, [row.enterprise_id for row in rows])
    return [with_proofs(firm_of(row), proved) for row in rows]


async def proofs_of(tx: Tx, on: date, enterprise_ids: Sequence[str] | None = None) -> dict[str, Mapping[str, Value]]:
    """What evidence that is good on that day gives of enterprises themselves: of these, or of all."""
    rows = [row for row in await store.evidence.verified(tx, enterprise_ids) if good_on(row, on)]
    by_owner = groupby(sorted(rows, key=lambda row: row.enterprise_id), key=lambda row: row.enterprise_id)
    return {owner: stated(own).facts for owner, own in by_owner}


def with_proofs(firm: Firm, proved: Mapping[str, Mapping[str, Value]]) -> Firm:
    found = proved.get(firm.enterprise_id)
    return replace(firm, proved=found) if found else firm
