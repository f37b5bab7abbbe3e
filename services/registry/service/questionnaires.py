"""Self-assessments (自评问卷): begun, answered bit by bit, read again, and finished with a receipt.

What is answered is the word of the enterprise for the questionnaire alone; none of it is written into the profile.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.registry import rulesets, store
from services.registry.domain.answers import Unreadable
from services.registry.domain.criteria import Occasion, Standard
from services.registry.domain.figures.reading import Case
from services.registry.domain.profile import Profile
from services.registry.domain.questionnaire_items import Item, items
from services.registry.domain.questionnaires import (
    answered,
    carried_over,
    check_parts,
    judged_on,
    out_of_date,
    supposed,
)
from services.registry.domain.receipts import Inputs
from services.registry.problems import AnswerRefused, QuestionnaireFinished, QuestionnaireNotFound
from services.registry.service import assessments, enterprises
from services.registry.service.assessments import Judged, Made, Question, Rules, Trial, Wanted
from services.registry.store.tables import QuestionnaireRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Matter, decide
from shared.problems import Forbidden
from shared.values import EnterpriseId, Tier

_WAY_OUT: Final = "请核对问卷编号"
"""The same words for what is not there and what is not yours: nobody can tell which."""


@dataclass(frozen=True, slots=True)
class Line:
    """A questionnaire without its items."""

    row: QuestionnaireRow
    out_of_date: str | None
    """Why it says nothing of today any more"""


@dataclass(frozen=True, slots=True)
class Sheet(Line):
    """A questionnaire as it stands: what is asked, what is known, what is answered, and what comes of it."""

    on: date
    """As of when it is judged"""
    items: Sequence[Item]
    answers: Mapping[str, Any]
    profile: Profile
    """What is known without the answers; finished, what was known of the other items"""
    standard: Standard
    trial: Trial


async def begin(tx: Tx, caller: Caller, uscc: str, question: Question, answers_of: str | None) -> Sheet:
    """By the standard in force today; with the answers of another of its questionnaires, as far as they are asked."""
    enterprise = await enterprises.get(tx, caller, uscc, "questionnaire.write")
    standard = question.standard(tx.today)
    row = QuestionnaireRow(
        questionnaire_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        tier=standard.tier,
        occasion=question.occasion,
        ruleset=standard.ruleset,
        begun_on=tx.today,
        answers=canonical({}).decode(),
        version=1,
        begun_at=tx.now,
        saved_at=tx.now,
    )
    known = await _known(tx, row)
    if answers_of is not None:
        old = await _own(tx, caller, answers_of)
        if old.enterprise_id != enterprise.enterprise_id:
            raise QuestionnaireNotFound(_WAY_OUT)
        asked = _asked(_rules(row), known)
        before = _asked(_rules(old), await _known(tx, old))
        row.answers = canonical(carried_over(asked, before, json.loads(old.answers))).decode()
    await store.questionnaires.add(tx, row.model_dump())
    return _draft(row, known, tx.today)


async def save(tx: Tx, caller: Caller, id_: str, if_match: str | None, changes: Mapping[str, Any]) -> Sheet:
    """Some answers, or None for those taken back. The audit trail says which, not what: a draft is its writer's."""
    row = await _open(tx, caller, id_, if_match)
    before, known = json.loads(row.answers), await _known(tx, row)
    try:
        asked = _asked(_rules(row), known)
        after = answered(asked, before, changes, tx.today)
        check_parts(asked, after, known.profile)
    except Unreadable as fault:
        raise AnswerRefused(str(fault)) from fault
    tx.edited("questionnaire", before, {name: after.get(name) for name in changes}, hidden=changes.keys())
    values = {"answers": canonical(after).decode(), "version": row.version + 1, "saved_at": tx.now}
    await store.questionnaires.save(tx, id_, values)
    return _draft(await _own(tx, caller, id_), known, tx.today)


async def finish(tx: Tx, caller: Caller, id_: str, if_match: str | None) -> Made:
    """Judged once more and kept as a receipt; the questionnaire changes no more."""
    row = await _open(tx, caller, id_, if_match)
    rules, inputs = _rules(row), _with_answers(row, await _known(tx, row))
    wanted = replace(_wanted(row, rules.standard), questionnaire_id=id_)
    judged = Judged(wanted, inputs, inputs.judged(rules.standard, rules.sizes))
    (assessment_id,) = await assessments.keep(tx, [judged])
    await store.questionnaires.save(tx, id_, {"assessment_id": assessment_id, "version": row.version + 1})
    return await assessments.get(tx, caller, assessment_id)


async def get(tx: Tx, caller: Caller, id_: str) -> Sheet:
    """Finished, by what was kept with the receipt, whatever profile and rules have become since."""
    row = await _own(tx, caller, id_)
    if row.assessment_id is None:
        return _draft(row, await _known(tx, row), tx.today)
    inputs, rules = await assessments.kept(tx, row.assessment_id)
    return _sheet(row, inputs, inputs, rules, tx.today)


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Line]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc, "questionnaire.read")
    rows = await store.questionnaires.of(tx, enterprise.enterprise_id, before, limit)
    return [Line(row, _out_of_date(row, tx.today)) for row in rows]


# ---- whose it is ----------------------------------------------------------------------------------


async def _own(tx: Tx, caller: Caller, id_: str, *, locked: bool = False) -> QuestionnaireRow:
    row = await store.questionnaires.find(tx, id_, locked=locked)
    if row is None or not decide(caller, "questionnaire.read", await _matter(tx, row)):
        raise QuestionnaireNotFound(_WAY_OUT)
    return row


async def _open(tx: Tx, caller: Caller, id_: str, if_match: str | None) -> QuestionnaireRow:
    """Locked, at the version that was read, and not finished."""
    row = await _own(tx, caller, id_, locked=True)
    if not decide(caller, "questionnaire.write", await _matter(tx, row)):
        raise Forbidden("您的角色不能填写问卷；请由企业负责人或财务经办人填写")
    require_version(if_match, row.version)
    if row.assessment_id is not None:
        raise QuestionnaireFinished("已完成的问卷不再更改；请以它的答案开始新的问卷")
    return row


async def _matter(tx: Tx, row: QuestionnaireRow) -> Matter:
    return Matter(usccs=await store.enterprises.usccs(tx, row.enterprise_id))


# ---- as it stands ---------------------------------------------------------------------------------


def _draft(row: QuestionnaireRow, known: Inputs, today: date) -> Sheet:
    return _sheet(row, known, _with_answers(row, known), _rules(row), today)


def _with_answers(row: QuestionnaireRow, known: Inputs) -> Inputs:
    return assessments.imagined(known, supposed(_asked(_rules(row), known), json.loads(row.answers)))


def _sheet(row: QuestionnaireRow, known: Inputs, inputs: Inputs, rules: Rules, today: date) -> Sheet:
    return Sheet(
        row=row,
        out_of_date=_out_of_date(row, today),
        on=inputs.on,
        items=_asked(rules, known),
        answers=json.loads(row.answers),
        profile=known.profile,
        standard=rules.standard,
        trial=rules.tried(inputs),
    )


def _out_of_date(row: QuestionnaireRow, today: date) -> str | None:
    return out_of_date(row.ruleset, row.begun_on, rulesets.standard_on(Tier(row.tier), today), today)


def _rules(row: QuestionnaireRow) -> Rules:
    """A later ruleset is another file: the one it was begun by stays."""
    standard = rulesets.standard(row.ruleset, Tier(row.tier))
    assert standard is not None, "rulesets are only added to"
    return Rules(standard, rulesets.size_rules())


def _wanted(row: QuestionnaireRow, standard: Standard) -> Wanted:
    return Wanted(EnterpriseId(row.enterprise_id), standard, Occasion(row.occasion))


async def _known(tx: Tx, row: QuestionnaireRow) -> Inputs:
    """What is known without its answers."""
    wanted = _wanted(row, _rules(row).standard)
    (inputs,) = await assessments.inputs_of(tx, [wanted], judged_on(row.begun_on, tx.today))
    return inputs


def _asked(rules: Rules, inputs: Inputs) -> tuple[Item, ...]:
    case = Case(inputs.profile, inputs.titles, inputs.on, rules.sizes)
    return items(rules.standard, inputs.occasion, case)
