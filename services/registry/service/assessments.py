"""Verdicts (测评): made, kept as receipts, read, and made again from what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import rulesets, store
from services.registry.domain.assessment import Assessment
from services.registry.domain.criteria import Occasion, Standard
from services.registry.domain.planning import Plan, plan
from services.registry.domain.receipts import Again, Inputs, made_again
from services.registry.domain.suppositions import Supposed, supposing
from services.registry.problems import AssessmentNotFound, NoStandardInForce, RulesetNotFound
from services.registry.rulesets import RuleText
from services.registry.service import enterprises, profiles
from services.registry.store.tables import AssessmentRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.permissions import Matter, decide
from shared.values import EnterpriseId, Tier

_WAY_OUT: Final = "请核对测评编号"


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an enterprise meets the standard of a tier: of a named ruleset, or of the one in force on the day."""

    tier: Tier
    occasion: Occasion = Occasion.NEW
    on: date | None = None
    """None: today"""
    ruleset: str | None = None

    def day(self, today: date) -> date:
        return self.on or today

    def standard(self, today: date) -> Standard:
        """Raises RulesetNotFound or NoStandardInForce."""
        if self.ruleset is not None:
            named = rulesets.standard(self.ruleset, self.tier)
            if named is None:
                raise RulesetNotFound("请核对标准编号与梯度；全部标准见 /registry/v1/rulesets")
            return named
        in_force = rulesets.standard_on(self.tier, self.day(today))
        if in_force is None:
            raise NoStandardInForce("该日没有生效的认定标准；请换一日，或用 ruleset 指定标准")
        return in_force


@dataclass(frozen=True, slots=True)
class Wanted:
    """One enterprise to be judged by one standard."""

    enterprise_id: EnterpriseId
    standard: Standard
    occasion: Occasion = Occasion.NEW
    application_id: str | None = None
    """The application it is submitted with"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with what it was made from."""

    wanted: Wanted
    inputs: Inputs
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Verified:
    """A receipt with what comes out of it today."""

    row: AssessmentRow
    again: Again


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be said of made-up facts: kept nowhere."""

    assessment: Assessment
    plan: Plan


async def make(tx: Tx, caller: Caller, uscc: str, question: Question) -> AssessmentRow:
    """Judges the enterprise by what is known of it now, and keeps the receipt."""
    enterprise = await enterprises.get(tx, caller, uscc, "assessment.make")
    wanted = Wanted(EnterpriseId(enterprise.enterprise_id), question.standard(tx.today), question.occasion)
    (assessment_id,) = await keep(tx, await judge_all(tx, [wanted], question.day(tx.today)))
    made = await store.assessments.find(tx, assessment_id)
    assert made is not None
    return made


async def judge_all(tx: Tx, wanted: Sequence[Wanted], on: date) -> list[Judged]:
    """In the order wanted, by what is known now."""
    ids = {one.enterprise_id for one in wanted}
    known = await profiles.of(tx, ids)
    titles = await store.titles.of(tx, ids)
    judged = []
    for one in wanted:
        standard, held = one.standard, titles.get(one.enterprise_id, ())
        inputs = Inputs(standard.ruleset, standard.tier, one.occasion, on, known[one.enterprise_id], held)
        judged.append(Judged(one, inputs, inputs.judged(standard, rulesets.size_rules())))
    return judged


async def keep(tx: Tx, judged: Sequence[Judged]) -> list[str]:
    """Keeps receipts; returns their ids in the same order."""
    if not judged:
        return []
    texts = {one.inputs.ruleset: _text(one.inputs.ruleset) for one in judged}
    sizes = rulesets.size_text()
    await store.assessments.keep_texts(
        tx, [{"digest": one.digest, "name": one.name, "text": one.text} for one in (*texts.values(), sizes)]
    )
    ids = [str(uuid4()) for _ in judged]
    await store.assessments.add(
        tx,
        [
            {
                "assessment_id": id_,
                "enterprise_id": one.wanted.enterprise_id,
                "application_id": one.wanted.application_id,
                "ruleset": one.inputs.ruleset,
                "tier": one.inputs.tier,
                "occasion": one.inputs.occasion,
                "judged_on": one.inputs.on,
                "verdict": one.assessment.verdict,
                "rules": texts[one.inputs.ruleset].digest,
                "sizes": sizes.digest,
                "inputs": canonical(one.inputs).decode(),
                "result": canonical(one.assessment).decode(),
                "assessed_at": tx.now,
            }
            for id_, one in zip(ids, judged, strict=True)
        ],
    )
    return ids


def _text(name: str) -> RuleText:
    ruleset = rulesets.ruleset(name)
    assert ruleset is not None, "a standard is always of a ruleset"
    return ruleset.text


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[AssessmentRow]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return await store.assessments.of(tx, enterprise.enterprise_id, before, limit)


async def get(tx: Tx, caller: Caller, assessment_id: str) -> AssessmentRow:
    row = await store.assessments.find(tx, assessment_id)
    if row is None:
        raise AssessmentNotFound(_WAY_OUT)
    enterprise = await store.enterprises.by_id(tx, row.enterprise_id)
    usccs = await store.enterprises.usccs(tx, row.enterprise_id)
    if not decide(caller, "enterprise.read", Matter(usccs=usccs, district=enterprise.district)):
        raise AssessmentNotFound(_WAY_OUT)
    return row


async def verify(tx: Tx, caller: Caller, assessment_id: str) -> Verified:
    """Makes the result again from the kept inputs by the kept rules, whatever either has become since."""
    row = await get(tx, caller, assessment_id)
    texts = await store.assessments.texts(tx, [row.rules, row.sizes])
    rules, sizes = (RuleText(texts[digest].name, texts[digest].text) for digest in (row.rules, row.sizes))
    standard = rules.standard(Tier(row.tier))
    assert standard is not None, "the text judged this tier when it was kept"
    return Verified(row, made_again(row.inputs, row.result, standard, sizes.sizes()))


async def suppose(tx: Tx, caller: Caller, uscc: str, question: Question, supposed: Supposed) -> Trial:
    """What if: judges the enterprise with some facts made up; nothing is kept."""
    enterprise = await enterprises.get(tx, caller, uscc, "assessment.make")
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    on, standard = question.day(tx.today), question.standard(tx.today)
    known = (await profiles.of(tx, [enterprise_id]))[enterprise_id]
    held = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    profile, titles = supposing(known, held, supposed, on)
    made: dict[str, Any] = {"on": on, "titles": titles, "occasion": question.occasion}
    inputs = Inputs(ruleset=standard.ruleset, tier=standard.tier, profile=profile, **made)
    sizes = rulesets.size_rules()
    return Trial(inputs.judged(standard, sizes), plan(standard, profile, sizes=sizes, **made))
