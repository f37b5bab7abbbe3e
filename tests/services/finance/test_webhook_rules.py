"""Webhooks, pure rules: what an attempt makes of an endpoint, and that late, coalesced, repeated messages end right."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.shared_list import Facets, ListFilter, told
from services.finance.domain.webhooks import State, acknowledged_until, concluded, may_become
from services.finance.settings import FinanceSettings
from shared.working_days.published import calendar
from tests.services.finance.test_list_digest import filters, states

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("delivered", "gone", "wait", "state", "failed"),
    [
        (True, False, None, State.ENABLED, 0),
        (False, False, MINUTE, State.ENABLED, 3),
        (False, False, None, State.PAUSED, 3),
        (False, True, MINUTE, State.DISABLED, 3),
    ],
)
def test_an_attempt_leaves_it_enabled_paused_after_the_last_or_disabled_by_410(
    delivered: bool, gone: bool, wait: timedelta | None, state: State, failed: int
) -> None:
    after = concluded(delivered, gone, 3, wait)
    assert (after.state, after.failed) == (state, failed)
    assert (after.reason is None) is (state is State.ENABLED)


@pytest.mark.parametrize("state", State)
def test_only_what_passed_a_test_is_enabled_and_only_what_is_told_is_paused(state: State) -> None:
    assert may_become(state, State.ENABLED, tested=True)
    assert not may_become(state, State.ENABLED, tested=False)
    assert may_become(state, State.PAUSED, tested=True) is (state in (State.ENABLED, State.PAUSED))
    assert may_become(state, State.DISABLED, tested=False)
    assert not may_become(state, State.TESTING, tested=True)


@pytest.mark.parametrize(
    ("removed", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 26)),
        (date(2026, 11, 27), date(2026, 12, 1)),
        (date(2026, 9, 30), date(2026, 10, 9)),
    ],
)
def test_a_removal_is_acknowledged_within_two_working_days_of_the_published_calendar(removed: date, due: date) -> None:
    assert acknowledged_until(removed, calendar()) == due


@given(filters, st.lists(states, min_size=2, max_size=8), st.data())
@settings(max_examples=200)
def test_a_copy_kept_by_messages_ends_as_the_list_however_late_and_often_each_was_told(
    asked: ListFilter, history: list[Facets], data: st.DataObject
) -> None:
    """Ranges are cut anywhere, each is told at some later moment, in order, and any of them once more at the end."""
    end = len(history) - 1
    cuts = sorted({0, end, *data.draw(st.lists(st.integers(0, end)))})
    ranges = list(pairwise(cuts))
    has, at = asked.admits(history[0]), 0
    for start, upto in ranges:
        at = data.draw(st.integers(max(at, upto), end))
        has = _done(has, told(asked, history[at], history[start:upto]))
    for start, upto in data.draw(st.lists(st.sampled_from(ranges), max_size=3)):
        has = _done(has, told(asked, history[end], history[start:upto]))
    assert has is asked.admits(history[end])


def _done(has: bool, op: str | None) -> bool:
    return {"upsert": True, "remove": False, None: has}[op]


@pytest.mark.parametrize("loopback", [True, False])
def test_production_calls_no_machine_of_its_own(loopback: bool) -> None:
    own = FinanceSettings(webhooks_to_loopback=loopback, webhook_keys=Path("/keys"), _env_file=None)
    refused = {name for name, is_unsafe in own.unsafe_defaults().items() if is_unsafe}
    assert ("ZJTX_FINANCE_WEBHOOKS_TO_LOOPBACK (calls to our own machine)" in refused) is loopback
