"""The words of a message: the new tier, what opens with amounts, what closes, what lies ahead."""

from datetime import date

import pytest

from services.notifications.domain.titles import words
from shared.events import ChangeReason, ConsequenceRecorded, Item, Standing
from shared.values import Certainty, EnterpriseId, Tier
from tests.titles import DAY, ENTERPRISE, make_change, make_title, standing

TODAY = date(2026, 11, 23)
NOTHING = standing(TODAY)
INNOVATIVE = standing(TODAY, make_title(Tier.INNOVATIVE, TODAY))
SPECIALISED = standing(TODAY, make_title(Tier.SPECIALISED, TODAY))
BOTH = standing(TODAY, *SPECIALISED.titles, *INNOVATIVE.titles)
ENDING = make_title(Tier.INNOVATIVE, TODAY, TODAY)
TAKING_OVER = make_title(Tier.INNOVATIVE, TODAY + DAY, renews=ENDING.title_id)
UNDER = standing(TODAY, *SPECIALISED.titles, ENDING)
UNDER_OVER = standing(TODAY + DAY, *UNDER.titles)
RENEWED = standing(TODAY, ENDING, TAKING_OVER)
RENEWED_OVER = standing(TODAY + DAY, *RENEWED.titles)


def record(**more: object) -> ConsequenceRecorded:
    return ConsequenceRecorded.model_validate(
        {
            "enterprise_id": EnterpriseId(ENTERPRISE.enterprise_id),
            "uscc": ENTERPRISE.uscc,
            "enterprise_version": 2,
            "cause_id": "cause",
            **more,
        }
    )


AWARD = Item(code="award", label="一次性奖励", amount_fen=20_000_000, certainty=Certainty.NOMINAL)
QUOTA = Item(code="quota", label="创新券额度", amount_fen=50_000_000, certainty=Certainty.UPPER_BOUND)
HONOUR = Item(code="honour", label="表彰", certainty=Certainty.NON_MONETARY)


def test_a_rise_names_the_new_tier_what_opens_and_how_much() -> None:
    said = words(make_change(INNOVATIVE, SPECIALISED), record(gained=(AWARD, QUOTA, HONOUR)))
    assert said.heading == "贵企业现为省级专精特新中小企业"
    assert said.text.splitlines() == [
        "当前梯度：省级专精特新中小企业（此前：创新型中小企业）。",
        "事由：示例机关认定（示例文号）。",
        "新开启：",
        "·一次性奖励，200,000.00 元（名义金额）",
        "·创新券额度，最高 500,000.00 元",
        "·表彰",
    ]


def test_without_the_amounts_it_promises_them() -> None:
    said = words(make_change(INNOVATIVE, SPECIALISED), None)
    assert said.text.endswith("可享受的政策正在核算，稍后在本消息中补充。")
    assert said.heading == words(make_change(INNOVATIVE, SPECIALISED), record()).heading


def test_an_innovative_enterprise_hears_what_the_next_tier_would_open() -> None:
    said = words(make_change(NOTHING, INNOVATIVE), record(ahead=(AWARD,), ahead_tier=Tier.SPECIALISED))
    assert "达到下一梯度（省级专精特新中小企业）将开启：\n·一次性奖励" in said.text


def test_a_provincial_enterprise_is_not_told_what_lies_ahead() -> None:
    said = words(make_change(INNOVATIVE, SPECIALISED), record(ahead=(AWARD,), ahead_tier=Tier.LITTLE_GIANT))
    assert "下一梯度" not in said.text


@pytest.mark.parametrize(
    ("before", "after", "reason", "heading"),
    [
        (SPECIALISED, NOTHING, ChangeReason.REVOKED, "称号被撤销：贵企业现为无称号"),
        (SPECIALISED, INNOVATIVE, ChangeReason.EXPIRED, "称号有效期届满：贵企业现为创新型中小企业"),
        (SPECIALISED, INNOVATIVE, ChangeReason.IMPORTED, "称号记录更新：贵企业现为创新型中小企业"),
        (SPECIALISED, SPECIALISED, ChangeReason.RENEWED, "称号复核通过：省级专精特新中小企业"),
        (SPECIALISED, BOTH, ChangeReason.RECOGNISED, "新认定称号：创新型中小企业"),
        (BOTH, SPECIALISED, ChangeReason.IMPORTED, "称号记录更新：创新型中小企业"),
        (UNDER, UNDER_OVER, ChangeReason.EXPIRED, "称号有效期届满：创新型中小企业"),
        (RENEWED, RENEWED_OVER, ChangeReason.CONTINUED, "称号复核后续期生效：创新型中小企业"),
        (UNDER_OVER, UNDER, ChangeReason.REWOUND, "时钟回拨（演示）：创新型中小企业"),
        (SPECIALISED, NOTHING, ChangeReason.REWOUND, "时钟回拨（演示）：贵企业现为无称号"),
        (NOTHING, SPECIALISED, ChangeReason.REWOUND, "贵企业现为省级专精特新中小企业"),
    ],
)
def test_the_heading_says_what_happened(before: Standing, after: Standing, reason: ChangeReason, heading: str) -> None:
    assert words(make_change(before, after, reason), None).heading == heading


def test_what_closes_is_listed_under_its_own_word() -> None:
    said = words(make_change(SPECIALISED, NOTHING, ChangeReason.REVOKED), record(lost=(QUOTA,)))
    assert "关闭：\n·创新券额度，最高 500,000.00 元" in said.text
    assert "新开启" not in said.text


@pytest.mark.parametrize(
    ("fen", "certainty", "line"),
    [
        (100_000_000, Certainty.NOMINAL, "奖，1,000,000.00 元（名义金额）"),
        (1, Certainty.LOWER_BOUND, "奖，不低于 0.01 元"),
        (99_999, Certainty.UPPER_BOUND, "奖，最高 999.99 元"),
        (None, Certainty.RATE_UNSPECIFIED, "奖，金额按有关政策核定"),
        (None, Certainty.NON_MONETARY, "奖"),
    ],
)
def test_an_amount_says_how_sure_it_is(fen: int | None, certainty: Certainty, line: str) -> None:
    item = Item(code="x", label="奖", amount_fen=fen, certainty=certainty)
    assert f"·{line}" in words(make_change(INNOVATIVE, SPECIALISED), record(gained=(item,))).text.splitlines()
