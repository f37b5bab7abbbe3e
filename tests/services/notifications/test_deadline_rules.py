"""Deadlines, in rules: recalled on each lead once, never on the heels of the news, and closed by what does them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.attention_data import rules
from services.notifications.domain.attention.deadlines import (
    DeadlineKind,
    financing_done,
    next_recall,
    of_financing,
    of_match,
    recall_id,
    recall_words,
)
from shared.events import FinancingAdvanced, MeasureMatched, OfferTold
from shared.values import Certainty
from tests.zone import BEGUN, new_uscc

TODAY = BEGUN.date()
LEADS = rules(TODAY).leads


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_deadline_is_recalled_a_fortnight_and_three_days_before() -> None:
    due_on = in_days(30)
    first = next_recall(due_on, TODAY, TODAY, LEADS)
    assert first == in_days(16)
    second = next_recall(due_on, TODAY, first, LEADS)
    assert second == in_days(27)
    assert next_recall(due_on, TODAY, second, LEADS) is None


@given(st.integers(-5, 60), st.integers(0, 60), st.lists(st.integers(1, 40), max_size=4, unique=True))
def test_whenever_one_looks_each_lead_after_the_news_comes_once_and_none_on_its_day(
    until: int, late: int, leads: list[int]
) -> None:
    """`late`: for so long nobody looked."""
    due_on, known_on = in_days(until), TODAY
    expected = sorted(due_on - timedelta(days=lead) for lead in leads if due_on - timedelta(days=lead) > known_on)
    assert next_recall(due_on, known_on, known_on, leads) == (expected[0] if expected else None)
    looked = known_on + timedelta(days=late)
    following = next_recall(due_on, known_on, looked, leads)
    assert following == next((day for day in expected if day > looked), None)


def test_each_lead_of_each_occasion_is_a_message_of_its_own() -> None:
    due_on = in_days(30)
    ids = [
        recall_id(kind, occasion, due_on, due_on - timedelta(days=lead))
        for kind in DeadlineKind
        for occasion in ("a", "b")
        for lead in LEADS
    ]
    assert len(set(ids)) == len(ids)
    assert recall_words("年度更新", "逾期后果。", due_on, due_on).heading == f"年度更新：今天是最后一天（{due_on}）"


def test_what_opens_by_itself_or_has_no_last_day_is_not_recalled() -> None:
    match = MeasureMatched(
        enterprise_id="e", uscc=new_uscc(), enterprise_version=1, version_id="v", benefit_code="b", opened=False,
        amount_fen=None, certainty=Certainty.NON_MONETARY, reason="示例", until_on=in_days(20),
    )  # fmt: skip
    assert of_match(match, "示例") is not None
    assert of_match(match.model_copy(update={"opened": True}), "示例") is None
    assert of_match(match.model_copy(update={"until_on": None}), "示例") is None


def step(name: str) -> FinancingAdvanced:
    offer = OfferTold(number=1, amount_fen=1, months=12, rate=None, valid_until=in_days(20))
    return FinancingAdvanced(
        enterprise_id="e", uscc=new_uscc(), enterprise_version=1, application_id="a", application_version=3,
        part_id="p", institution_id="i", institution_name="示例银行", product_id="x", product_number=1,
        product_name="示例贷", product_kind="loan", step=name, previous=None, state="s", state_label="示例",
        reason=None, reason_label=None, words=None, offer=offer, answer_by=in_days(5), waiting=0, offers=1,
    )  # fmt: skip


def test_an_offer_is_to_be_accepted_and_a_question_to_be_answered() -> None:
    offered, asked = of_financing(step("offer")), of_financing(step("question"))
    assert offered is not None
    assert asked is not None
    assert (offered.kind, offered.due_on) == (DeadlineKind.OFFER, in_days(20))
    assert (asked.kind, asked.due_on) == (DeadlineKind.QUESTION, in_days(5))
    assert of_financing(step("remind")) is None
    assert {one.kind for one in financing_done(step("accept"))} == {DeadlineKind.OFFER, DeadlineKind.QUESTION}
    assert {one.kind for one in financing_done(step("supplement"))} == {DeadlineKind.QUESTION}
    assert not financing_done(step("remind"))
