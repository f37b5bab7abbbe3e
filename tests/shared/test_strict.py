"""JSON that two readers could understand differently is refused before anybody reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.problems import BadRequest
from shared.strict import MAX_DEPTH, MAX_DIGITS, check_json


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": 1, "\\u0061": 2}',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xff"}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\x00"}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\udc00\\ud800"}',
        b'{"a": "\x1b[31m"}',
        b'["\\u007f"]',
        b"{'a': 1}",
        b'{"a": 1,}',
        b"{",
        b"[1] [2]",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b"[" + b"9" * (MAX_DIGITS + 1) + b"]",
        b"[0." + b"1" * MAX_DIGITS + b"]",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_ambiguous_or_unkeepable_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        check_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"null",
        '{"名称": "示例\U00020bb7公司"}'.encode(),
        b'{"a": "line\\nline\\ttab"}',
        b'{"a": "\\ud842\\udfb7"}',
        b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
        b'["' + b"[" * 10_000 + b'"]',
        b'["\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["]',
        b"[-0, 0.1, 1e10]",
        b"[" + b"9" * MAX_DIGITS + b"]",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_plain_json_passes(body: bytes) -> None:
    check_json(body)


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**20), 10**20) | PRINTABLE,
        lambda children: st.lists(children, max_size=3) | st.dictionaries(PRINTABLE, children, max_size=3),
        max_leaves=10,
    )
)
def test_whatever_is_written_plainly_passes(value: object) -> None:
    check_json(json.dumps(value, ensure_ascii=False).encode())
    check_json(json.dumps(value).encode())
