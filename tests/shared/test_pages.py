"""A cursor opens one list, for one party, with one set of filters, in one epoch; anything else is told so."""

import base64
from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import NotFound

CURSORS = Cursors("secret")
FILTERS = {"district": "330108", "tier": "specialised"}


def cursor() -> str:
    return CURSORS.write("list", "institution:bank", FILTERS, "key 1", "epoch")


def test_a_cursor_gives_back_the_key_it_was_made_of() -> None:
    assert CURSORS.read(cursor(), "list", "institution:bank", FILTERS, "epoch") == "key 1"
    assert CURSORS.read(None, "list", "institution:bank", FILTERS) is None


@given(st.text(max_size=80), st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3))
def test_any_key_and_any_filters_go_round(key: str, filters: dict[str, object]) -> None:
    written = CURSORS.write("list", "p", filters, key)
    assert CURSORS.read(written, "list", "p", dict(reversed(filters.items()))) == key


@given(st.datetimes(timezones=st.timezones()), st.uuids())
def test_a_place_in_a_list_is_an_instant_and_an_id(at: datetime, id_: UUID) -> None:
    found = place(f"{at.isoformat()} {id_}", datetime.fromisoformat)
    assert found is not None
    assert (found[0].isoformat(), found[1]) == (at.isoformat(), str(id_))
    assert place(None, datetime.fromisoformat) is None


@given(st.data())
def test_an_altered_cursor_is_a_bad_request(data: st.DataObject) -> None:
    right = cursor()
    raw = bytearray(base64.urlsafe_b64decode(right + "=" * (-len(right) % 4)))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    altered = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    with pytest.raises(InvalidCursor):
        CURSORS.read(altered, "list", "institution:bank", FILTERS, "epoch")


@given(st.text(max_size=100))
def test_garbage_is_a_bad_request(garbage: str) -> None:
    with pytest.raises(InvalidCursor):
        CURSORS.read(garbage, "list", "institution:bank", FILTERS, "epoch")


def test_a_cursor_of_another_secret_is_a_bad_request() -> None:
    with pytest.raises(InvalidCursor):
        Cursors("other").read(cursor(), "list", "institution:bank", FILTERS, "epoch")


def test_another_party_does_not_learn_that_the_cursor_is_real() -> None:
    with pytest.raises(NotFound):
        CURSORS.read(cursor(), "list", "institution:other", FILTERS, "epoch")


def test_other_filters_and_another_list_are_a_bad_request() -> None:
    with pytest.raises(InvalidCursor):
        CURSORS.read(cursor(), "list", "institution:bank", {}, "epoch")
    with pytest.raises(InvalidCursor):
        CURSORS.read(cursor(), "inbox", "institution:bank", FILTERS, "epoch")


def test_another_epoch_is_gone() -> None:
    with pytest.raises(CursorOutdated):
        CURSORS.read(cursor(), "list", "institution:bank", FILTERS, "later epoch")
    assert (InvalidCursor.status, NotFound.status, CursorOutdated.status) == (400, 404, 410)
