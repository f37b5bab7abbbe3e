"""The digest of the list, and what a filter makes of a change: pure rules."""

import hashlib
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.list_digest import differing, digest
from services.finance.domain.shared_list import Facets, ListFilter, held, told
from shared.values import HOLDABLE, Tier

leaves = st.integers(0, 2**32).map(lambda number: hashlib.sha256(str(number).encode()).hexdigest())
lists = st.dictionaries(st.uuids().map(str), leaves, max_size=60)


def packed(lines: dict[str, str]) -> str:
    return "".join(id_[:2] + leaf for id_, leaf in sorted(lines.items()))


@given(lists)
@settings(max_examples=60)
def test_it_is_what_the_words_of_the_document_say(lines: dict[str, str]) -> None:
    names = sorted({id_[:2] for id_ in lines})
    of = {name: [leaf for id_, leaf in sorted(lines.items()) if id_[:2] == name] for name in names}
    hashes = {name: hashlib.sha256("".join(name + leaf for leaf in of[name]).encode()).hexdigest() for name in names}
    text = "".join(f"{name} {len(of[name])} {hashes[name]}\n" for name in names)
    ours = digest(packed(lines))
    assert (ours.count, ours.hash) == (len(lines), hashlib.sha256(text.encode()).hexdigest())
    assert {name: one.hash for name, one in ours.buckets.items()} == hashes


@given(lists, lists)
@settings(max_examples=60)
def test_two_lists_differ_in_exactly_the_buckets_whose_lines_differ(one: dict[str, str], other: dict[str, str]) -> None:
    ours, theirs = digest(packed(one)), digest(packed(other))
    wrong = {id_[:2] for id_, _ in one.items() ^ other.items()}
    assert differing(ours, {name: bucket.hash for name, bucket in theirs.buckets.items()}) == sorted(wrong)
    assert (ours.hash == theirs.hash) is (one == other)


def test_a_line_in_another_place_is_another_list() -> None:
    first, second = str(UUID(int=1)), str(UUID(int=2))
    a, b = "a" * 64, "b" * 64
    assert digest(packed({first: a, second: b})).hash != digest(packed({first: b, second: a})).hash


states = st.builds(
    Facets,
    tier=st.sampled_from(Tier),
    held=st.integers(0, 31),
    district=st.sampled_from(["330108", "330110"]),
    industry=st.sampled_from(["C39", "I65"]),
)
filters = st.builds(
    ListFilter,
    tier=st.none() | st.sampled_from(HOLDABLE),
    holds=st.none() | st.sampled_from(HOLDABLE),
    district=st.none() | st.just("330108"),
    industry=st.none() | st.just("C39"),
)


@given(filters, st.lists(states, min_size=2, max_size=6), st.data())
@settings(max_examples=200)
def test_a_copy_taken_at_any_point_ends_as_the_list_whatever_the_pages(
    asked: ListFilter, history: list[Facets], data: st.DataObject
) -> None:
    """The copy begins at one state, though its cursor may be older; changes come in pages cut anywhere."""
    cursor = data.draw(st.integers(0, len(history) - 1))
    taken = data.draw(st.integers(cursor, len(history) - 1))
    cuts = sorted({cursor, len(history) - 1, *data.draw(st.lists(st.integers(cursor, len(history) - 1)))})
    has = asked.admits(history[taken])
    for start, end in pairwise(cuts):
        op = told(asked, history[-1], history[start:end])
        has = {"upsert": True, "remove": False, None: has}[op]
    assert has is asked.admits(history[-1]) or taken == cursor == len(history) - 1


def test_who_was_never_in_the_filter_is_not_heard_of_and_the_unknown_is_taken_out() -> None:
    here, there = (Facets(Tier.SPECIALISED, held([Tier.SPECIALISED]), place, "C39") for place in ("330108", "330110"))
    asked = ListFilter(district="330108")
    assert told(asked, there, [there, there]) is None
    assert told(asked, there, [there, here]) == "remove"
    assert told(asked, there, [None]) == "remove"
    assert told(asked, here, [there]) == "upsert"
