"""Postings and their answers: nobody is chosen twice, and nobody is left hanging."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.postings import (
    OPEN,
    Answer,
    AnswerState,
    Chooses,
    Posting,
    PostingState,
    PostingStep,
    Refusal,
    rules,
)
from services.notifications.domain.postings.rules import MOST_ANSWERS
from services.notifications.domain.postings.states import AFTER
from services.notifications.posting_data import kinds

DAY = date(2026, 11, 24)
LAST = DAY + timedelta(days=10)
FIRMS = ("a", "b", "c")


def opened(chooses: Chooses, *answers: str) -> Posting:
    posting = Posting(PostingState.OPEN, chooses, LAST, LAST + timedelta(days=20))
    for firm in answers:
        posting = rules.answered(posting, Answer(firm, firm), DAY)
    return posting


def states(posting: Posting) -> dict[str, AnswerState]:
    return {one.answer_id: one.state for one in posting.answers}


def test_one_is_chosen_where_the_kind_says_one_and_the_others_are_passed_over() -> None:
    posting = opened(Chooses.ONE, "a", "b")
    with pytest.raises(Refusal, match="只能选定一家"):
        rules.chosen(posting, {"a", "b"}, DAY)
    after = rules.chosen(posting, {"b"}, DAY)
    assert (after.state, states(after)) == (
        PostingState.MATCHED,
        {"a": AnswerState.PASSED, "b": AnswerState.CHOSEN},
    )
    with pytest.raises(Refusal):
        rules.chosen(after, {"a"}, DAY)


def test_several_are_chosen_at_once_where_they_race() -> None:
    after = rules.chosen(opened(Chooses.SEVERAL, "a", "b", "c"), {"a", "c"}, DAY)
    assert list(states(after).values()).count(AnswerState.CHOSEN) == 2


def test_an_enterprise_answers_once_and_again_after_it_withdrew() -> None:
    posting = opened(Chooses.ONE, "a")
    with pytest.raises(Refusal, match="已应答"):
        rules.answered(posting, Answer("x", "a"), DAY)
    empty, step = rules.recalled(posting, "a")
    assert (empty.state, step) == (PostingState.OPEN, PostingStep.EMPTY)
    with pytest.raises(Refusal):
        rules.recalled(empty, "a")
    assert rules.answered(empty, Answer("a", "a"), DAY).state is PostingState.ANSWERED


def test_a_posting_takes_as_many_answers_as_somebody_reads() -> None:
    full = replace(opened(Chooses.SEVERAL, "a"), answers=tuple(Answer(str(n), str(n)) for n in range(MOST_ANSWERS)))
    with pytest.raises(Refusal, match="已满"):
        rules.answered(full, Answer("x", "x"), DAY)


def test_answers_end_on_their_last_day_and_the_choice_on_a_later_one() -> None:
    posting, late = opened(Chooses.ONE, "a"), LAST + timedelta(days=1)
    for refused in (
        lambda: rules.answered(posting, Answer("b", "b"), late),
        lambda: rules.revised(posting, "a", late),
        lambda: rules.chosen(posting, {"a"}, posting.choose_until + timedelta(days=1)),
    ):
        with pytest.raises(Refusal):
            refused()
    assert not rules.past(posting, late)
    assert rules.past(opened(Chooses.ONE), late)
    assert rules.past(posting, posting.choose_until + timedelta(days=1))
    assert rules.chosen(posting, {"a"}, late).state is PostingState.MATCHED


_DO: dict[str, Callable[[Posting, str, date], Posting]] = {
    "answer": lambda one, firm, day: rules.answered(one, Answer(firm, firm), day),
    "recall": lambda one, firm, _: rules.recalled(one, firm)[0],
    "choose": lambda one, firm, day: rules.chosen(one, {firm}, day),
    "withdraw": lambda one, _firm, _day: rules.ended(one, PostingStep.WITHDRAW),
    "expire": lambda one, _firm, _day: rules.ended(one, PostingStep.EXPIRE),
    "complete": lambda one, _firm, _day: rules.stepped(one, PostingStep.COMPLETE),
    "fail": lambda one, _firm, _day: rules.stepped(one, PostingStep.FAIL),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(_DO)), st.sampled_from(FIRMS)), max_size=15), st.sampled_from(Chooses))
def test_whatever_is_done_the_posting_and_its_answers_say_the_same(
    deeds: list[tuple[str, str]], chooses: Chooses
) -> None:
    posting = opened(chooses)
    for deed, firm in deeds:
        try:
            posting = _DO[deed](posting, firm, DAY)
        except Refusal:
            continue
        kept = list(states(posting).values())
        assert len({one.enterprise_id for one in posting.answers}) == len(posting.answers)
        assert (posting.state is PostingState.ANSWERED) is bool(posting.given)
        assert posting.state in OPEN or AnswerState.GIVEN not in kept, "somebody is left hanging"
        assert kept.count(AnswerState.CHOSEN) <= 1
        chosen = posting.state in (PostingState.MATCHED, PostingState.DONE, PostingState.CLOSED)
        assert (AnswerState.CHOSEN in kept) is chosen


@pytest.mark.parametrize("state", list(PostingState))
def test_what_is_not_in_the_table_cannot_be_and_says_why(state: PostingState) -> None:
    for step in PostingStep:
        if (state, step) not in AFTER:
            with pytest.raises(Refusal, match=state.label):
                rules.stepped(Posting(state, Chooses.ONE, LAST, LAST), step)


def test_every_kind_names_a_clause_of_the_plan() -> None:
    found = {one.code: one.clause for one in kinds(DAY).values()}
    assert found == {
        "challenge": "05-1", "race": "05-1", "two_way": "06-1", "docking": "14-1", "purchase": "14-2",
        "ecommerce": "15-3",
    }  # fmt: skip
