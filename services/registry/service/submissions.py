"""What a submission (提交) is judged by: the standard in force for its tier; the desks get what is left to confirm."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from services.registry import rulesets
from services.registry.domain.applications import Application
from services.registry.domain.assessment import CriterionResult
from services.registry.domain.reasons import Shortfall, shortfalls, to_confirm
from services.registry.problems import ApplicationUnqualified
from services.registry.service import assessments
from services.registry.service.assessments import Judged, Wanted
from shared.db import Tx
from shared.values import EnterpriseId, Verdict

_WAY_OUT: Final = "请对照“下一步还差什么”补足后再提交；所用数据有误的，请先更正企业档案"


async def judge(tx: Tx, applications: Sequence[Application]) -> dict[str, Application | ApplicationUnqualified]:
    """By id: the application with what its ruleset said, or the problem. Unknown is no no: it goes to the desks."""
    wanted = [
        Wanted(EnterpriseId(one.enterprise_id), standard, one.occasion, one.application_id)
        for one in applications
        if (standard := rulesets.standard_on(one.tier, tx.today))
    ]
    by_id = {one.application_id: one for one in applications}
    said: dict[str, Application | ApplicationUnqualified] = dict(by_id)
    passed = []
    for one in await assessments.judge_all(tx, wanted, tx.today):
        assert one.wanted.application_id
        if one.assessment.verdict is Verdict.UNMET:
            said[one.wanted.application_id] = ApplicationUnqualified(_words(shortfalls(one.assessment)))
        else:
            passed.append(one)
    for assessment_id, one in zip(await assessments.keep(tx, passed), passed, strict=True):
        assert one.wanted.application_id
        application = by_id[one.wanted.application_id]
        said[application.application_id] = replace(application, assessment=_summary(assessment_id, one))
    return said


def _words(short: Sequence[Shortfall]) -> str:
    return f"不符合：{'；'.join(f'{one.label}（现为{one.present}）' for one in short)}。{_WAY_OUT}"


def _summary(assessment_id: str, judged: Judged) -> dict[str, Any]:
    """What the desks work with; the whole verdict is under its id."""
    assessment = judged.assessment
    return {
        "assessment_id": assessment_id,
        "ruleset": assessment.ruleset,
        "occasion": assessment.occasion.value,
        "judged_on": assessment.on.isoformat(),
        "verdict": assessment.verdict.value,
        "points": assessment.points,
        "pass_mark": assessment.pass_mark,
        "to_confirm": [_open(one) for one in to_confirm(assessment)],
    }


def _open(one: CriterionResult) -> dict[str, Any]:
    return {
        "role": one.role.value,
        "code": one.code,
        "label": one.label,
        "clause": one.clause,
        "needed": one.needed,
        "manual": one.manual,
        "missing": "，".join(dict.fromkeys(figure.reason for figure in one.figures if figure.reason)),
    }
