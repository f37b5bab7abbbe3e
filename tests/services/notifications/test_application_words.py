"""What an enterprise is told of each step of its application: what it means, what it may do, by when."""

from datetime import date
from typing import Any

import pytest

from services.notifications.domain.applications import application_words
from shared.events import (
    ApplicationAdvanced,
    ApplicationOccasion,
    ApplicationState,
    ApplicationStep,
    FieldToMend,
    NoticePeriod,
)
from shared.values import Tier
from tests.titles import ENTERPRISE

NOTICE = NoticePeriod(first_day=date(2026, 11, 30), last_day=date(2026, 12, 4), provisional=False)
LABELS = {
    ApplicationState.SUBMITTED: "已提交，待受理",
    ApplicationState.DISTRICT: "区、县（市）初审",
    ApplicationState.PROVINCE: "省级审核",
}


def step(taken: ApplicationStep, state: ApplicationState, **more: Any) -> ApplicationAdvanced:
    return ApplicationAdvanced(
        **{
            "enterprise_id": ENTERPRISE.enterprise_id,
            "uscc": ENTERPRISE.uscc,
            "enterprise_version": 1,
            "application_id": "a",
            "application_version": 2,
            "district": ENTERPRISE.district,
            "tier": Tier.SPECIALISED,
            "occasion": ApplicationOccasion.NEW,
            "renews": None,
            "step": taken,
            "state": state,
            "state_label": LABELS.get(state, "示例"),
            "due_on": None,
            **more,
        }
    )


SUBMITTED = step(ApplicationStep.SUBMIT, ApplicationState.SUBMITTED, due_on=date(2026, 12, 4))
ACCEPTED = step(ApplicationStep.ACCEPT, ApplicationState.DISTRICT, due_on=date(2026, 12, 25))
RECOMMENDED = step(ApplicationStep.APPROVE, ApplicationState.PROVINCE)
AT_NOTICE = step(ApplicationStep.APPROVE, ApplicationState.NOTICE, notice=NOTICE, due_on=date(2026, 12, 18))
RETURNED = step(
    ApplicationStep.RETURN,
    ApplicationState.RETURNED,
    to_mend=(FieldToMend(code="main_product", label="主导产品"), FieldToMend(code="statement", label="申报说明")),
    reason="与检测报告不一致。",
)
REFUSED = step(ApplicationStep.REFUSE, ApplicationState.REFUSED, reason="市场占有率证明不足")
OBJECTED = step(ApplicationStep.OBJECT, ApplicationState.OBJECTION, notice=NOTICE, due_on=date(2026, 12, 30))
UPHELD = step(ApplicationStep.UPHOLD, ApplicationState.REFUSED, notice=NOTICE, reason="占比不符属实")
DISMISSED = step(ApplicationStep.DISMISS, ApplicationState.NOTICE, notice=NOTICE)
WITHDRAWN = step(ApplicationStep.WITHDRAW, ApplicationState.WITHDRAWN)


@pytest.mark.parametrize(
    ("told", "heading", "lines"),
    [
        (
            SUBMITTED,
            "省级专精特新中小企业申报已提交",
            ["现处于“已提交，待受理”环节。本环节办理期限为 2026-12-04。"],
        ),
        (
            ACCEPTED,
            "省级专精特新中小企业申报已受理",
            ["现处于“区、县（市）初审”环节。本环节办理期限为 2026-12-25。"],
        ),
        (RECOMMENDED, "省级专精特新中小企业申报审核通过，进入省级审核", ["现处于“省级审核”环节。"]),
        (
            AT_NOTICE,
            "省级专精特新中小企业申报进入公示",
            ["公示期为 2026-11-30 至 2026-12-04。公示期满且无异议的，予以认定并另行告知。"],
        ),
        (
            RETURNED,
            "省级专精特新中小企业申报被退回，请更正：主导产品、申报说明",
            [
                "须更正：主导产品、申报说明。",
                "退回理由：与检测报告不一致。",
                "请更正后重新提交，提交后回到原审核环节。其他内容不必改动，也可撤回。",
            ],
        ),
        (
            REFUSED,
            "省级专精特新中小企业申报未通过",
            ["理由：市场占有率证明不足。", "仍符合条件的，可在更正问题后重新申报。"],
        ),
        (
            OBJECTED,
            "省级专精特新中小企业申报在公示中收到异议",
            [
                "公示期间收到异议，正在核查。本环节办理期限为 2026-12-30。",
                "核查结果将另行告知，请配合提供材料。",
            ],
        ),
        (
            UPHELD,
            "省级专精特新中小企业申报未通过：公示异议成立",
            ["公示期间的异议经核查成立。", "理由：占比不符属实。", "仍符合条件的，可在更正问题后重新申报。"],
        ),
        (
            DISMISSED,
            "省级专精特新中小企业申报的公示异议不成立",
            [
                "公示期间的异议经核查不成立，不影响本次公示。公示期为 2026-11-30 至 2026-12-04。"
                "公示期满后依程序办理，结果另行告知。"
            ],
        ),
        (
            WITHDRAWN,
            "省级专精特新中小企业申报已撤回",
            ["贵企业已撤回此申请，不再审核。如需办理，请重新申报。"],
        ),
    ],
    ids=lambda value: value.step if isinstance(value, ApplicationAdvanced) else "",
)
def test_a_step_says_what_it_means_and_what_to_do(told: ApplicationAdvanced, heading: str, lines: list[str]) -> None:
    said = application_words(told)
    assert said is not None
    assert (said.heading, said.text.splitlines()) == (heading, lines)


@pytest.mark.parametrize("quiet", [ApplicationStep.VISIT, ApplicationStep.RECOGNISE])
def test_a_visit_and_the_recognition_are_not_told_here(quiet: ApplicationStep) -> None:
    assert application_words(step(quiet, ApplicationState.RECOGNISED)) is None


def test_a_renewal_is_called_one() -> None:
    said = application_words(ACCEPTED.model_copy(update={"occasion": ApplicationOccasion.RENEWAL}))
    assert said is not None
    assert said.heading == "省级专精特新中小企业复核申请已受理"


def test_a_day_for_mending_is_said_where_one_is_set() -> None:
    said = application_words(RETURNED.model_copy(update={"due_on": date(2026, 12, 11)}))
    assert said is not None
    assert "请在 2026-12-11 前更正并重新提交" in said.text


def test_a_notice_counted_without_published_holidays_says_so() -> None:
    said = application_words(AT_NOTICE.model_copy(update={"notice": NOTICE.model_copy(update={"provisional": True})}))
    assert said is not None
    assert "2026-12-04（节假日安排尚未公布，以公布后为准）。" in said.text
