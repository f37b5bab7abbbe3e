"""The rules of consents: values in, values out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.finance import consent_texts
from services.finance.domain.consents import (
    DEFAULT_DAYS,
    DataItem,
    Ending,
    Purpose,
    Refusal,
    State,
    Terms,
    Wish,
    agreed,
    shown,
    state_of,
)

TODAY = date(2026, 11, 24)
items = st.lists(st.sampled_from(DataItem), max_size=6)


def wish(*wanted: DataItem, first: date | None = None, last: date | None = None, people: bool = False) -> Wish:
    return Wish(Purpose.LOAN, wanted or (DataItem.ANNUAL_FIGURES,), first, last, False, people)


def test_who_names_no_days_consents_from_today_for_thirty_days() -> None:
    terms = agreed(wish(), TODAY, 365)
    assert (terms.from_on, terms.until_on) == (TODAY, TODAY + timedelta(days=DEFAULT_DAYS - 1))
    assert agreed(wish(), TODAY, 7).until_on == TODAY + timedelta(days=6)


def test_the_longest_consent_ends_on_the_last_day_allowed() -> None:
    last = TODAY + timedelta(days=364)
    assert agreed(wish(last=last), TODAY, 365).until_on == last
    with pytest.raises(Refusal, match="最长 365 天"):
        agreed(wish(last=last + timedelta(days=1)), TODAY, 365)


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY - timedelta(days=1), None), (TODAY, TODAY - timedelta(days=1)), (TODAY + timedelta(days=400), None)],
)
def test_days_that_are_over_in_the_wrong_order_or_too_far_are_refused(first: date, last: date | None) -> None:
    with pytest.raises(Refusal):
        agreed(wish(first=first, last=last), TODAY, 365)


def test_personal_data_needs_the_word_of_the_people_themselves() -> None:
    with pytest.raises(Refusal, match="单独同意"):
        agreed(wish(DataItem.CONTACTS), TODAY, 365)
    assert agreed(wish(DataItem.CONTACTS, people=True), TODAY, 365).items == (DataItem.CONTACTS,)


@given(items.filter(bool), items)
def test_nothing_is_shown_that_was_not_consented_to_and_nothing_twice(
    granted: list[DataItem], asked: list[DataItem]
) -> None:
    seen = shown(granted, asked)
    assert set(seen) == (set(granted) & set(asked) if asked else set(granted))
    assert len(seen) == len(set(seen))


@given(st.booleans(), st.integers(0, 3), st.sampled_from([None, *Ending]), st.integers(-40, 40), st.integers(0, 40))
def test_it_is_read_under_exactly_within_its_days_while_it_has_not_ended_and_is_not_used_up(
    single_use: bool, reads: int, ending: Ending | None, begins_in: int, lasts: int
) -> None:
    first = TODAY + timedelta(days=begins_in)
    terms = Terms(Purpose.LOAN, (DataItem.CONTACTS,), first, first + timedelta(days=lasts), single_use)
    in_force = ending is None and begins_in <= 0 <= begins_in + lasts and not (single_use and reads)
    assert (state_of(terms, ending, reads, TODAY) is State.IN_FORCE) is in_force


def test_the_text_in_force_is_the_newest_that_began_and_its_digest_names_its_words() -> None:
    texts = consent_texts.consent_texts()
    assert len({text.digest for text in texts}) == len(texts) == len({text.version for text in texts})
    assert consent_texts.consent_text(texts[-1].valid_from) is texts[-1]
    assert consent_texts.consent_text(texts[0].valid_from - timedelta(days=1)) is texts[0]
