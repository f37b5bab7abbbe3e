"""The road to a listing: pure rules."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.listing import Exchange, Note, Refusal, Stage, Step, fold, told, with_note

TODAY = date(2026, 11, 24)


def step(stage: Stage, month: int, exchange: Exchange | None = None) -> Step:
    more: dict[str, Any] = {"issuer": "示例交易所", "document": "示例-1"} if stage is Stage.LISTED else {}
    return Step(stage, date(2026, month, 1), exchange, **more)


WHOLE = (
    step(Stage.REFORM, 1),
    step(Stage.TUTORING, 2),
    step(Stage.FILED, 3, Exchange.BSE),
    step(Stage.APPROVED, 4, Exchange.BSE),
    step(Stage.REGISTERED, 5, Exchange.BSE),
    step(Stage.LISTED, 6, Exchange.BSE),
)


def notes(*steps: Step) -> list[Note]:
    return [Note(number, one) for number, one in enumerate(steps, 1)]


def test_the_whole_road_and_any_that_skips_stages_can_be_gone() -> None:
    for one in (WHOLE, WHOLE[3:], WHOLE[::2], (step(Stage.LISTED, 1, Exchange.OVERSEAS),)):
        known: list[Note] = []
        for note in notes(*one):
            assert with_note(known, note, TODAY).last == note.step
            known.append(note)
    assert fold(notes(*WHOLE)).listing is not None


@pytest.mark.parametrize(
    ("before", "new", "words"),
    [
        (WHOLE[:2], step(Stage.REFORM, 3), "之前"),
        (WHOLE[:2], step(Stage.TUTORING, 3), "之前"),
        (WHOLE[:2], step(Stage.FILED, 1, Exchange.BSE), "不能早于"),
        (WHOLE[:3], step(Stage.APPROVED, 4, Exchange.SSE), "不一致"),
        (WHOLE[:2], step(Stage.FILED, 4), "上市地"),
        (WHOLE[:1], step(Stage.TUTORING, 4, Exchange.BSE), "上市地"),
        (WHOLE[:1], step(Stage.TUTORING, 12), "晚于今天"),
        (WHOLE, step(Stage.STOPPED, 7), "已上市"),
        ((), step(Stage.STOPPED, 7), "终止之前"),
        ((*WHOLE[:1], step(Stage.STOPPED, 3)), step(Stage.STOPPED, 4), "已登记终止"),
        (WHOLE[:5], Step(Stage.LISTED, date(2026, 6, 1), Exchange.BSE), "公告"),
    ],
)
def test_what_cannot_follow_is_refused(before: tuple[Step, ...], new: Step, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        with_note(notes(*before), Note(len(before) + 1, new), TODAY)


def test_who_stopped_may_begin_again_elsewhere() -> None:
    again = (
        *WHOLE[:3],
        step(Stage.STOPPED, 4),
        step(Stage.FILED, 5, Exchange.SZSE),
        step(Stage.LISTED, 6, Exchange.SZSE),
    )
    road = with_note(notes(*again[:-1]), Note(6, again[-1]), TODAY)
    assert road.last == again[-1]


def test_a_correction_stands_where_the_wrong_step_stood_and_is_told_under_the_same_number() -> None:
    known = notes(*WHOLE)
    elsewhere = Step(Stage.LISTED, date(2026, 6, 2), Exchange.BSE, "示例交易所", "示例-2")
    mended = with_note(known, Note(7, elsewhere, corrects=6), TODAY)
    assert told(fold(known[:-1]), fold(known)) == {6: (WHOLE[-1], False)}
    assert told(fold(known), mended) == {6: (elsewhere, False)}
    gone = with_note([*known, Note(7, elsewhere, 6)], Note(8, None, 7), TODAY)
    assert told(mended, gone) == {6: (elsewhere, True)}
    assert (gone.last, told(gone, gone)) == (WHOLE[-2], {})
    for corrects, words in ((6, "已被更正"), (99, "序号")):
        with pytest.raises(Refusal, match=words):
            with_note([*known, Note(7, elsewhere, 6)], Note(8, None, corrects), TODAY)
    with pytest.raises(Refusal, match="没有写明"):
        with_note(known, Note(7, None), TODAY)


_STEPS = st.builds(
    lambda stage, month, exchange: step(stage, month, exchange),
    st.sampled_from(Stage), st.integers(1, 11), st.none() | st.sampled_from(Exchange),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_STEPS | st.none(), st.none() | st.integers(1, 9)), max_size=12))
def test_whatever_is_noted_the_road_goes_forward_and_is_told_of_while_it_is_listed(
    tried: list[tuple[Step | None, int | None]],
) -> None:
    known: list[Note] = []
    heard: dict[int, Step] = {}
    for new, corrects in tried:
        note = Note(len(known) + 1, new, corrects)
        before = fold(known)
        try:
            after = with_note(known, note, TODAY)
        except Refusal:
            continue
        known.append(note)
        for number, (said, taken_back) in told(before, after).items():
            if taken_back:
                del heard[number]
            else:
                heard[number] = said
    road = fold(known)
    days = [one.happened_on for _, one in road.steps]
    assert days == sorted(days)
    assert all(one.stage is not Stage.LISTED for _, one in road.steps[:-1])
    assert heard == ({} if road.listing is None else {road.listing.number: road.listing.step})
