"""What is said of each step of an application for financing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.notifications.domain.financing import all_in_words, financing_words
from shared.events import FinancingAdvanced, OfferTold

OFFER = OfferTold(number=1, amount_fen=500_000_000, months=12, rate=Decimal("2.90"), valid_until=date(2026, 12, 15))


def told(step: str, **more: Any) -> FinancingAdvanced:
    plain: dict[str, Any] = {
        "enterprise_id": "e", "uscc": "91330108MAXB0012XH", "enterprise_version": 1, "application_id": "a",
        "application_version": 2, "part_id": "p", "institution_id": "demo-bank", "institution_name": "示例银行",
        "product_id": "l", "product_number": 1, "product_name": "示例贷", "product_kind": "loan", "step": step,
        "previous": None, "state": "", "state_label": "", "reason": None, "reason_label": None, "words": None,
        "offer": None, "answer_by": date(2026, 12, 1), "waiting": 1, "offers": 0,
    }  # fmt: skip
    return FinancingAdvanced.model_validate(plain | more)


@pytest.mark.parametrize(
    ("fact", "heading", "within"),
    [
        (told("offer", offer=OFFER), "示例银行已报价", "金额 5000000.00 元，期限 12 个月，年利率（费率）2.90%"),
        (told("offer", offer=OFFER.model_copy(update={"rate": None})), "示例银行已报价", "期限 12 个月。"),
        (told("replace", offer=OFFER), "示例银行更改了报价", "原报价已被取代"),
        (told("refuse", reason_label="担保不足", words="示例。"), "示例银行不予办理", "原因：担保不足。\n说明：示例。"),
        (told("expire", reason="institution_silent"), "示例银行的申请逾期终止", "该机构未在期限内答复"),
        (told("expire", reason="enterprise_silent"), "示例银行的申请逾期终止", "贵企业未在期限内补充"),
        (told("lapse", offer=OFFER), "示例银行的报价已过期", "2026-12-15"),
        (told("question", words="水电费单据"), "示例银行要求补充资料", "2026-12-01 前（含当日）"),
        (told("remind", state="questioned"), "示例银行仍在等待补充资料", "逾期该部分申请终止"),
        (told("close", reason="tied_ended", reason_label="另一方已终止"), "示例银行的申请已关闭", "另一方已终止"),
    ],
)
def test_what_an_institution_did_is_told_with_what_to_do_next(
    fact: FinancingAdvanced, heading: str, within: str
) -> None:
    said = financing_words(fact)
    assert said is not None
    assert said.heading == heading
    assert within in said.text


def test_what_the_enterprise_did_itself_and_what_concerns_the_institution_is_not_told() -> None:
    quiet = [told(step) for step in ("send", "acknowledge", "supplement", "accept", "withdraw", "remind")]
    assert [financing_words(one) for one in (*quiet, told("close", reason="another_accepted"))] == [None] * 7


def test_that_all_have_answered_is_told_with_the_last_answer_where_there_is_a_choice() -> None:
    last = {"waiting": 0, "offers": 2}
    assert all_in_words(told("refuse", **last)) is not None
    assert all_in_words(told("close", reason="tied_ended", **last)) is not None
    for fact in (
        told("offer", offer=OFFER, waiting=1, offers=2),
        told("expire", waiting=0, offers=0),
        told("replace", offer=OFFER, **last),
        told("close", reason="another_accepted", **last),
        told("withdraw", **last),
    ):
        assert all_in_words(fact) is None
