"""What is proven of an enterprise: facts of verified evidence, and what it received."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.benefits import store
from services.benefits.domain.cases import Thing
from services.benefits.domain.facts import THINGS, SubjectKind
from services.benefits.domain.receipts import values
from services.benefits.service.loans import books
from services.benefits.store.tables import EvidenceRow
from shared.conditions import Value
from shared.db import Tx
from shared.values import spelled


@dataclass(frozen=True, slots=True)
class Proven:
    """Facts of an enterprise, and of its things; with what it received for them."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    things: tuple[Thing, ...] = ()
    received: Mapping[str, int] = field(default_factory=dict)


async def proven(tx: Tx, enterprise_id: str, on: date) -> Proven:
    """Of evidence that is verified and good on a day, the newest word for each fact; of loans what is recorded."""
    rows = [row for row in await store.evidence.standing(tx, enterprise_id) if row.state == "verified"]
    said = stated(row for row in rows if good_on(row, on))
    recorded = books.over(said.things, await books.things(tx, enterprise_id, on))
    known = {spelled(one.ref) for one in recorded}
    others = [one for one in said.things if one.kind is not SubjectKind.LOAN or spelled(one.ref) not in known]
    said = replace(said, things=(*others, *recorded))
    own, by_ref = await _received(tx, enterprise_id)
    things = [replace(one, received=by_ref.get(spelled(one.ref), {})) for one in said.things]
    return replace(said, things=tuple(things), received=own)


def good_on(row: EvidenceRow, on: date) -> bool:
    return row.valid_until is None or on <= row.valid_until


def stated(rows: Iterable[EvidenceRow]) -> Proven:
    """What evidence says, whoever verified it; of two words for one fact the later."""
    facts: dict[str, Value] = {}
    things: dict[tuple[SubjectKind, str], dict[str, Any]] = {}
    refs: dict[tuple[SubjectKind, str], str] = {}
    for row in rows:
        kind, said = SubjectKind(row.subject), values(json.loads(row.gives))
        if kind not in THINGS:
            facts.update(said)
            continue
        key = (kind, spelled(row.ref))
        refs.setdefault(key, row.ref)
        things.setdefault(key, {}).update(said)
    return Proven(facts, tuple(Thing(key[0], refs[key], said) for key, said in things.items()))


async def _received(tx: Tx, enterprise_id: str) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    own: dict[str, int] = {}
    by_ref: dict[str, dict[str, int]] = {}
    for code, ref, fen in await store.claims.received(tx, enterprise_id):
        got = by_ref.setdefault(spelled(ref), {}) if ref else own
        got[code] = got.get(code, 0) + fen
    return own, by_ref


def with_things(known: tuple[Thing, ...], given: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """What is given of a thing goes before what is known of it; what was received stays known."""
    found = {(one.kind, spelled(one.ref)): one for one in known}
    for one in given:
        before = found.get((one.kind, spelled(one.ref)))
        if before is not None:
            one = replace(
                one,
                facts={**before.facts, **one.facts},
                received={**before.received, **one.received},
                interest_paid={**before.interest_paid, **one.interest_paid},
                other_subsidies={**before.other_subsidies, **one.other_subsidies},
                repayments=one.repayments or before.repayments,
                borrower=one.borrower or before.borrower,
            )
        found[one.kind, spelled(one.ref)] = one
    return tuple(found.values())
