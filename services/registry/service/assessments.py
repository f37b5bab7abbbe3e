"""Verdicts (测评): made, kept as receipts, read, and made again from what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from services.registry import procedures, rulesets, store
from services.registry.domain.admission import Ban
from services.registry.domain.assessment import Assessment
from services.registry.domain.criteria import Occasion, Standard
from services.registry.domain.planning import Plan, plan
from services.registry.domain.receipts import Again, Inputs, inputs_from, made_again
from services.registry.domain.sizes import SizeRules
from services.registry.domain.suppositions import Supposed, supposing
from services.registry.problems import AssessmentNotFound, NoStandardInForce, RulesetNotFound
from services.registry.rulesets import RuleText
from services.registry.service import applications, enterprises, profiles
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
    questionnaire_id: str | None = None
    """The questionnaire it finishes, whose answers stand before the profile"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with what it was made from."""

    wanted: Wanted
    inputs: Inputs
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Made:
    """A receipt, with what forbids its enterprise today to apply, whatever the verdict was."""

    row: AssessmentRow
    ban: Ban | None


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


@dataclass(frozen=True, slots=True)
class Rules:
    """What inputs are judged by."""

    standard: Standard
    sizes: SizeRules

    def tried(self, inputs: Inputs) -> Trial:
        planned = plan(self.standard, inputs.profile, inputs.on, inputs.titles, self.sizes, inputs.occasion)
        return Trial(inputs.judged(self.standard, self.sizes), planned)


async def make(tx: Tx, caller: Caller, uscc: str, question: Question) -> Made:
    """Judges the enterprise by what is known of it now, and keeps the receipt."""
    enterprise = await enterprises.get(tx, caller, uscc, "assessment.make")
    wanted = Wanted(EnterpriseId(enterprise.enterprise_id), question.standard(tx.today), question.occasion)
    (assessment_id,) = await keep(tx, await judge_all(tx, [wanted], question.day(tx.today)))
    return await get(tx, caller, assessment_id)


async def judge_all(tx: Tx, wanted: Sequence[Wanted], on: date) -> list[Judged]:
    """In the order wanted, by what is known now."""
    sizes = rulesets.size_rules()
    found = await inputs_of(tx, wanted, on)
    return [Judged(one, inputs, inputs.judged(one.standard, sizes)) for one, inputs in zip(wanted, found, strict=True)]


async def inputs_of(tx: Tx, wanted: Sequence[Wanted], on: date) -> list[Inputs]:
    """In the order wanted: what is known now."""
    ids = {one.enterprise_id for one in wanted}
    known = await profiles.of(tx, ids)
    titles = await store.titles.of(tx, ids)
    return [
        Inputs(
            ruleset=one.standard.ruleset,
            tier=one.standard.tier,
            occasion=one.occasion,
            on=on,
            profile=known[one.enterprise_id],
            titles=titles.get(one.enterprise_id, ()),
        )
        for one in wanted
    ]


def imagined(inputs: Inputs, supposed: Supposed) -> Inputs:
    """With some facts taken for true over what is known."""
    profile, titles = supposing(inputs.profile, inputs.titles, supposed, inputs.on, procedures.terms())
    return replace(inputs, profile=profile, titles=titles)


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
                "questionnaire_id": one.wanted.questionnaire_id,
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


async def get(tx: Tx, caller: Caller, assessment_id: str) -> Made:
    row = await _row(tx, caller, assessment_id)
    return Made(row, await applications.ban(tx, EnterpriseId(row.enterprise_id)))


async def _row(tx: Tx, caller: Caller, assessment_id: str) -> AssessmentRow:
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
    row = await _row(tx, caller, assessment_id)
    rules = await _rules_of(tx, row)
    return Verified(row, made_again(row.inputs, row.result, rules.standard, rules.sizes))


async def kept(tx: Tx, assessment_id: str) -> tuple[Inputs, Rules]:
    """What a receipt was made from, for whoever may see all of it."""
    row = await store.assessments.find(tx, assessment_id)
    assert row is not None, "receipts are only added to"
    return inputs_from(row.inputs), await _rules_of(tx, row)


async def _rules_of(tx: Tx, row: AssessmentRow) -> Rules:
    texts = await store.assessments.texts(tx, [row.rules, row.sizes])
    rules, sizes = (RuleText(texts[digest].name, texts[digest].text) for digest in (row.rules, row.sizes))
    standard = rules.standard(Tier(row.tier))
    assert standard is not None, "the text judged this tier when it was kept"
    return Rules(standard, sizes.sizes())


async def suppose(tx: Tx, caller: Caller, uscc: str, question: Question, supposed: Supposed) -> Trial:
    """What if: judges the enterprise with some facts made up; nothing is kept."""
    enterprise = await enterprises.get(tx, caller, uscc, "assessment.make")
    standard = question.standard(tx.today)
    wanted = Wanted(EnterpriseId(enterprise.enterprise_id), standard, question.occasion)
    (inputs,) = await inputs_of(tx, [wanted], question.day(tx.today))
    return Rules(standard, rulesets.size_rules()).tried(imagined(inputs, supposed))
