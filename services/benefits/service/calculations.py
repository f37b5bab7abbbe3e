"""政策计算: what a case would get, kept nowhere; and kept as a receipt that anybody can check later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain.calculation import Calculation, Changed, Result, changes
from services.benefits.domain.cases import Case, Thing, supposed_title
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.measures import RuleBook
from services.benefits.domain.receipts import Again, Inputs, inputs_from, made_again
from services.benefits.domain.sweeps import Sweep, sweep
from services.benefits.problems import CalculationRefused, ReceiptNotFound
from services.benefits.service import catalogue, enterprises, proofs, rulebook
from services.benefits.service.entitlements import standing
from services.benefits.service.rulebook import InForce
from services.benefits.store.tables import ReceiptRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.conditions import Value
from shared.db import Tx
from shared.events import Standing, Title
from shared.values import Tier

_NO_RECEIPT: Final = "请核对回执编号"


@dataclass(frozen=True, slots=True)
class SupposedTitle:
    """A title taken for held; recognised today if no day is named, for three years if no end is."""

    tier: Tier
    recognised_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A made-up subject, or with `uscc` a registered enterprise and what is supposed over what is known of it."""

    policy_set: str = measures.SEED
    on: date | None = None
    uscc: str | None = None
    kind: SubjectKind = SubjectKind.ENTERPRISE
    facts: Mapping[str, Value] = field(default_factory=dict)
    titles: Sequence[SupposedTitle] | None = None
    """None: nothing is said of titles"""
    things: tuple[Thing, ...] = ()
    received: Mapping[str, int] = field(default_factory=dict)
    only: tuple[str, ...] | None = None
    year: int | None = None
    """Of one interest subsidy, named in `only`: what this calendar year carries"""


@dataclass(frozen=True, slots=True)
class SweepAsked:
    fact: str
    low: int
    high: int
    """In the smallest unit of the fact"""


@dataclass(frozen=True, slots=True)
class Trial:
    calculation: Calculation
    changes: tuple[Changed, ...]
    """Of a registered enterprise: what the suppositions change"""


@dataclass(frozen=True, slots=True)
class Verified:
    """A receipt with what comes out of it today."""

    row: ReceiptRow
    again: Again
    rules_changed: bool
    """What was in force on its day, and the rates, read otherwise now"""


async def calculate(tx: Tx, caller: Caller, asked: Asked) -> Trial:
    """Kept nowhere. Of a registered enterprise, also what answers otherwise than by what is known of it alone."""
    inputs, rules, _ = await _inputs(tx, caller, asked)
    made = inputs.made(rules.book)
    if asked.uscc is None:
        return Trial(made, ())
    known, _, _ = await _inputs(tx, caller, replace(asked, facts={}, titles=None, things=(), received={}))
    return Trial(made, changes(known.made(rules.book), made))


async def of_known(tx: Tx, enterprise_id: str, name: str) -> Result:
    """One measure today, by what is known of a registered enterprise: for what nobody asks who would need to be let in.

    Raises MeasureNotFound.
    """
    listed = await catalogue.measure(tx, name, measures.SEED)
    rules = await catalogue.rules(tx, measures.SEED, tx.today)
    known, held = await _told(tx, enterprise_id, tx.today)
    case = Case(SubjectKind.ENTERPRISE, tx.today, known.facts, held.titles, known.things, known.received)
    code = listed.measure.benefit_code
    return Inputs(case, (code,)).made(rules.book).result(code)


async def find_thresholds(tx: Tx, caller: Caller, asked: Asked, swept: SweepAsked) -> Sweep:
    inputs, rules, _ = await _inputs(tx, caller, asked)
    return sweep(rules.book, inputs.case, FACTS[swept.fact], swept.low, swept.high, inputs.only)


async def keep(tx: Tx, caller: Caller, asked: Asked) -> ReceiptRow:
    """Calculates, and keeps inputs, result and the texts of the rules."""
    row, _ = await keep_made(tx, caller, asked)
    return row


async def keep_made(tx: Tx, caller: Caller, asked: Asked) -> tuple[ReceiptRow, Calculation]:
    """The same, with the calculation itself."""
    inputs, rules, enterprise_id = await _inputs(tx, caller, asked)
    made = inputs.made(rules.book)
    texts = (rules.text, measures.rates_text())
    await store.receipts.keep_texts(tx, [{"digest": one.digest, "name": one.name, "text": one.text} for one in texts])
    receipt_id = str(uuid4())
    await store.receipts.add(
        tx,
        {
            "receipt_id": receipt_id,
            "enterprise_id": enterprise_id,
            "maker": caller.actor,
            "policy_set": rules.book.policy_set.policy_set,
            "calculated_on": inputs.case.on,
            "rules": texts[0].digest,
            "rates": texts[1].digest,
            "inputs": canonical(inputs).decode(),
            "result": canonical(made).decode(),
            "calculated_at": tx.now,
        },
    )
    kept = await store.receipts.find(tx, receipt_id)
    assert kept is not None
    return kept, made


async def again_with(tx: Tx, receipt_id: str, titles: Sequence[Title]) -> tuple[Calculation, Calculation]:
    """A kept calculation by the rules it was made by: as it was, and with the titles as they are told now."""
    row = await store.receipts.find(tx, receipt_id)
    assert row is not None
    inputs, book = inputs_from(row.inputs), await _book(tx, row)
    return inputs.made(book), replace(inputs, case=replace(inputs.case, titles=tuple(titles))).made(book)


async def _book(tx: Tx, row: ReceiptRow) -> RuleBook:
    """The rules a receipt was made by, from their kept texts."""
    texts = await store.receipts.texts(tx, [row.rules, row.rates])
    return measures.book_from(texts[row.rules], texts[row.rates])


async def receipt(tx: Tx, caller: Caller, receipt_id: str) -> ReceiptRow:
    """Of an enterprise for whoever may see it, else for who made it. Raises ReceiptNotFound."""
    row = await store.receipts.find(tx, receipt_id)
    if row is None or not await _may_see(tx, caller, row):
        raise ReceiptNotFound(_NO_RECEIPT)
    return row


async def _may_see(tx: Tx, caller: Caller, row: ReceiptRow) -> bool:
    if row.enterprise_id is None:
        return row.maker == caller.actor or caller.kind == "auditor"
    enterprise = await store.KNOWN.by_id(tx, row.enterprise_id)
    return enterprise is not None and await enterprises.may_see(tx, caller, row.enterprise_id, enterprise.district)


async def verify(tx: Tx, caller: Caller, receipt_id: str) -> Verified:
    """Makes the result again from the kept inputs by the kept rules, whatever either has become since."""
    row = await receipt(tx, caller, receipt_id)
    now = await rulebook.of_set(tx, row.policy_set, row.calculated_on)
    present = {measures.rates_text().digest, now.text.digest if now else ""}
    return Verified(
        row, made_again(row.inputs, row.result, await _book(tx, row)), not {row.rules, row.rates} <= present
    )


async def _inputs(tx: Tx, caller: Caller, asked: Asked) -> tuple[Inputs, InForce, str | None]:
    """With the rules, and the enterprise it is about. Raises what is wrong with the question."""
    on = asked.on or tx.today
    rules = await catalogue.rules(tx, asked.policy_set, on)
    strange = [name for name in asked.only or () if rules.book.policy_set.find(name) is None]
    if strange:
        raise CalculationRefused("measures 中有这一政策没有的条款；全部条款见 /benefits/v1/measures")
    if asked.uscc is not None and asked.kind is not SubjectKind.ENTERPRISE:
        raise CalculationRefused("给出 uscc 时，subject 应为 enterprise")
    known, held, enterprise_id = await _known(tx, caller, asked, on)
    titles = None if held is None else tuple(_with_supposed(held, asked.titles or (), on))
    case = Case(
        kind=asked.kind,
        on=on,
        facts={**known.facts, **asked.facts},
        titles=titles,
        things=proofs.with_things(known.things, asked.things),
        received={**known.received, **asked.received},
    )
    return Inputs(case, asked.only, asked.year), rules, enterprise_id


async def _known(tx: Tx, caller: Caller, asked: Asked, on: date) -> tuple[proofs.Proven, Standing | None, str | None]:
    """Of a registered enterprise what the registry told, what verified evidence proves, and what it received.

    Of a made-up one nothing, and no titles are no titles told.
    """
    if asked.uscc is None:
        return proofs.Proven(), None if asked.titles is None else Standing(tier=Tier.NONE, on=on), None
    enterprise = await enterprises.visible(tx, caller, asked.uscc)
    return *await _told(tx, enterprise.enterprise_id, on), enterprise.enterprise_id


async def _told(tx: Tx, enterprise_id: str, on: date) -> tuple[proofs.Proven, Standing]:
    known = await proofs.proven(tx, enterprise_id, on)
    facts = {**known.facts, **await enterprises.known_facts(tx, enterprise_id, on)}
    return replace(known, facts=facts), await standing(tx, enterprise_id)


async def case_of(tx: Tx, enterprise_id: str, on: date) -> tuple[Case, InForce]:
    """What is known of a registered enterprise, with nothing supposed; and the rules of the day."""
    known = await proofs.proven(tx, enterprise_id, on)
    facts = {**known.facts, **await enterprises.known_facts(tx, enterprise_id, on)}
    titles = (await standing(tx, enterprise_id)).titles
    case = Case(SubjectKind.ENTERPRISE, on, facts, titles, known.things, known.received)
    return case, await catalogue.rules(tx, measures.SEED, on)


def _with_supposed(held: Standing, supposed: Iterable[SupposedTitle], on: date) -> list[Title]:
    """In order of time, as a history is."""
    titles = list(held.titles)
    for one in sorted(supposed, key=lambda one: one.recognised_on or on):
        since = one.recognised_on or on
        titles.append(supposed_title(one.tier, titles, since, one.valid_until, held.inherited))
    return sorted(titles, key=lambda title: title.recognised_on)
