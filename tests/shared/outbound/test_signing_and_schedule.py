"""Signatures that the published library accepts, and when what failed is tried again."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from shared.clock import real_now
from shared.outbound.schedule import ATTEMPTS, LONGEST_ASKED, SPREAD, WAITS, wait_after
from shared.outbound.signing import PREFIX, TOLERANCE, headers, new_secret, verified


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=4))
@settings(max_examples=30)
def test_any_body_verifies_with_either_secret_and_with_no_third(said: dict[str, str]) -> None:
    one, other, third = new_secret(), new_secret(), new_secret()
    body = json.dumps(said, ensure_ascii=False).encode()
    sent = headers([one, other], "d9c1f3a2", datetime.now(UTC), body)
    for secret in (one, other):
        assert Webhook(secret).verify(body, dict(sent)) == said
    for secret, received in ((third, body), (one, body + b" ")):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(received, dict(sent))
    old = headers([one], "d9c1f3a2", datetime.now(UTC) - timedelta(minutes=6), body)
    with pytest.raises(WebhookVerificationError):
        Webhook(one).verify(body, dict(old))


def test_a_secret_has_as_many_bytes_as_the_standard_asks_for_and_is_never_the_same() -> None:
    secret = new_secret()
    assert secret.startswith(PREFIX)
    assert 24 <= len(base64.b64decode(secret.removeprefix(PREFIX))) <= 64
    assert secret != new_secret()


def test_what_fails_is_tried_for_three_days_and_a_little_more() -> None:
    whole = sum(WAITS, timedelta())
    assert timedelta(hours=72) <= whole <= timedelta(hours=80)
    assert list(WAITS) == sorted(WAITS)
    assert [wait_after(failed, spread=0) for failed in range(1, ATTEMPTS + 1)] == [*WAITS, None]


@given(st.integers(1, ATTEMPTS - 1), st.none() | st.timedeltas(timedelta(), timedelta(days=9)), st.floats(0, 1))
def test_a_receiver_may_ask_for_an_hour_and_no_wait_is_shorter_than_planned(
    failed: int, asked: timedelta | None, spread: float
) -> None:
    wait = wait_after(failed, asked, spread)
    assert wait is not None
    planned = WAITS[failed - 1]
    assert planned <= wait <= max(planned * (1 + SPREAD), LONGEST_ASKED)
    if asked is not None and asked <= LONGEST_ASKED:
        assert wait >= asked


def test_what_is_altered_old_or_signed_by_a_stranger_is_not_verified() -> None:
    secret, other, now, body = new_secret(), new_secret(), real_now(), b'{"outcome": "delivered"}'
    said = headers([secret], "case.1", now, body)
    assert verified([other, secret], said, body, now), "one of several secrets is enough"
    assert verified([secret], headers([other, secret], "case.1", now, body), body, now), "and one of several signatures"
    refused = (
        ([other], said, body, now),
        ([], said, body, now),
        ([secret], said, body + b" ", now),
        ([secret], {**said, "webhook-id": "case.2"}, body, now),
        ([secret], {**said, "webhook-id": "案.1"}, body, now),
        ([secret], {**said, "webhook-timestamp": "１"}, body, now),
        ([secret], {**said, "webhook-timestamp": "9" * 40}, body, now),
        ([secret], {**said, "webhook-signature": "v1,名"}, body, now),
        ([secret], {}, body, now),
        ([secret], said, body, now + TOLERANCE + timedelta(seconds=2)),
        ([secret], said, body, now - TOLERANCE - timedelta(seconds=2)),
    )
    assert [one for one in refused if verified(*one)] == []
