"""The bad-input corpus: what is sent, and the verdict beside it. The same on every database."""

import json
from dataclasses import dataclass
from typing import Any, Final

from services.demo.credit_codes import credit_code

ACCEPTED: Final = 201
GOOD: Final = {"name": "示例传感技术有限公司", "district": "330108", "industry": "C39"}
"""A registration without its USCC: each case gets one of its own."""


@dataclass(frozen=True)
class Member:
    """One member of a body replaced by this JSON text."""

    case: str
    member: str
    json: str
    verdict: int
    back: Any = ...
    """What an accepted value is answered with, when it is not what was sent."""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _code(ending: str) -> str:
    return next(code for n in range(10_000) if (code := credit_code("330106", n)).endswith(ending))


REMAINDER_ZERO: Final = _code("0")
"""31 - 0 is no digit of the code: the check digit is 0 (GB 32100-2015)."""
PLAIN: Final = credit_code("330106", 1_000_001)
WRONG_DIGIT: Final = PLAIN[:-1] + ("1" if PLAIN[-1] != "1" else "2")

NUMBERS: Final = (
    Member("not a number", "staff", "NaN", 400),
    Member("infinity", "staff", "Infinity", 400),
    Member("minus infinity", "staff", "-Infinity", 400),
    Member("more than a double holds", "staff", "1e999", 422),
    Member("a million zeros in a few characters", "staff", "1E+1000000", 422),
    Member("minus zero is zero", "staff", "-0", ACCEPTED, 0),
    Member("0.1 + 0.2", "staff", "0.30000000000000004", 422),
    Member("a whole number written as a fraction", "staff", "86.0", 422),
    Member("5,000 digits", "staff", "9" * 5_000, 400),
    Member("more than a bigint holds", "staff", "9" * 20, 422),
    Member("nobody has that many", "staff", "10000001", 422),
    Member("negative", "staff", "-1", 422),
    Member("true is no number", "staff", "true", 422),
    Member("a number in quotes", "staff", '"86"', 422),
    Member("a thousands separator", "staff", '"1,000"', 422),
    Member("unknown is allowed", "staff", "null", ACCEPTED, None),
    Member("money as a number", "revenue", "36000000.00", 422),
    Member("money with a thousands separator", "revenue", '"1,000"', 422),
    Member("a negative revenue", "revenue", '"-1.00"', 422),
    Member("three decimals", "revenue", '"1.005"', 422),
    Member("full-width digits in money", "revenue", _text("１００"), 422),
    Member("Arabic digits in money", "revenue", _text("٣٠٠"), 422),
    Member("an exponent in money", "revenue", '"1e6"', 422),
    Member("NaN in quotes", "revenue", '"NaN"', 422),
    Member("14 digits of yuan", "revenue", '"10000000000000.00"', 422),
    Member("13 digits of yuan", "revenue", '"9999999999999.99"', ACCEPTED),
    Member("yuan without fen", "revenue", '"12"', ACCEPTED, "12.00"),
    Member("Arabic digits in a code", "industry", _text("C٣٩"), 422),
    Member("full-width digits in a code", "industry", _text("C３９"), 422),
    Member("a code and a line break", "industry", '"C39\\n\\n"', ACCEPTED, "C39"),
    Member("a district merged away in 2021", "district", '"330103"', 422),
    Member("an object for a text", "name", '{"$ne": null}', 422),
    Member("a list for a text", "name", '["示例"]', 422),
)

NAMES: Final = (
    Member("NUL", "name", '"示例\\u0000公司"', 400),
    Member("a lone surrogate", "name", '"示例\\ud842公司"', 400),
    Member("C0", "name", '"示例\\u001b[31m公司"', 400),
    Member("delete", "name", '"示例\\u007f公司"', 400),
    Member("C1", "name", '"示例\\u0085公司"', 422),
    Member("a forged log line", "name", '"示例\\r\\nlevel=info msg=paid"', 422),
    Member("a line separator", "name", '"示例\\u2028公司"', 422),
    Member("bidi override", "name", '"示例\\u202e公司"', 422),
    Member("bidi isolate", "name", '"示例\\u2066公司"', 422),
    Member("Arabic letter mark", "name", '"示例\\u061c公司"', 422),
    Member("zero-width space", "name", '"示例\\u200b公司"', 422),
    Member("zero-width joiner", "name", '"示例\\u200d公司"', 422),
    Member("byte order mark inside", "name", '"示例\\ufeff公司"', 422),
    Member("soft hyphen", "name", '"示例\\u00ad公司"', 422),
    Member("a tag character", "name", '"示例\\udb40\\udc41公司"', 422),
    Member("a letter that prints as nothing", "name", '"示例\\u3164公司"', 422),
    Member("private use", "name", '"示例\\ue000公司"', 422),
    Member("a noncharacter", "name", '"示例\\ud83f\\udffe公司"', 422),
    Member("combining flood", "name", _text("示例" + "\u0335" * 60), 422),
    Member("10,000 characters", "name", _text("企" * 10_000), 422),
    Member("121 characters", "name", _text("企" * 121), 422),
    Member("120 characters, longer in NFC", "name", _text("\u0958" * 120), 422),
    Member("nothing but spaces", "name", _text("　  \t"), 422),
    Member("120 rare characters", "name", _text("\U00020bb7" * 120), ACCEPTED),
    Member("U+20BB7, as in 𠮷", "name", _text("杭州\U00020bb7野家有限公司"), ACCEPTED),
    Member("a surname outside the BMP", "name", _text("\U0002b7a0\U0002ccf9\U0002e8e8工作室"), ACCEPTED),
    Member("an ideograph newer than Unicode 14", "name", _text("\U00031351\U000323af有限公司"), ACCEPTED),
    Member("a CJK compatibility ideograph", "name", _text("\uf900有限公司"), ACCEPTED, "\u8c48有限公司"),
    Member("NFD twin", "name", _text("Cafe\u0301 有限公司"), ACCEPTED, "Caf\u00e9 有限公司"),
    Member("NFC twin", "name", _text("Caf\u00e9 有限公司"), ACCEPTED),
    Member("spaces around", "name", _text("  示例有限公司\u3000"), ACCEPTED, "示例有限公司"),
    Member("SVG", "name", _text("<svg onload=alert(1)>有限公司"), ACCEPTED),
    Member("HTML", "name", _text("</title><script>alert('示例')</script>"), ACCEPTED),
    Member("SQL", "name", _text("示例'); DROP TABLE enterprise; --"), ACCEPTED),
    Member("LIKE and JSON metacharacters", "name", _text('%_\\"{}[]${jndi:ldap://127.0.0.1/a}'), ACCEPTED),
    Member("a format string", "name", _text("{0.__class__} %s %n"), ACCEPTED),
    Member("a formula", "name", _text("=HYPERLINK(1)"), ACCEPTED),
)

CODES: Final = (
    Member("O for 0", "uscc", _text("O" + PLAIN[1:]), 422),
    Member("I for 1", "uscc", _text(PLAIN[:2] + "I" + PLAIN[3:]), 422),
    Member("Cyrillic A", "uscc", _text(PLAIN[:8] + "\u0410" + PLAIN[9:]), 422),
    Member("wrong check digit", "uscc", _text(WRONG_DIGIT), 422),
    Member("17 characters", "uscc", _text(PLAIN[:-1]), 422),
    Member("19 characters", "uscc", _text(PLAIN + "0"), 422),
    Member("Arabic digits", "uscc", _text(PLAIN.translate({ord("3"): "٣"})), 422),
    Member("a code and a NUL", "uscc", f'"{PLAIN}\\u0000"', 400),
    Member("empty", "uscc", '""', 422),
    Member("a number", "uscc", "913301000000000000", 422),
    Member("remainder 0", "uscc", _text(REMAINDER_ZERO), ACCEPTED),
    Member("lower case", "uscc", _text(_code("A").lower()), ACCEPTED, _code("A")),
    Member("spaces", "uscc", _text(f" {_code('B')[:6]} {_code('B')[6:]} "), ACCEPTED, _code("B")),
    Member(
        "full width",
        "uscc",
        _text("".join(chr(ord(c) + 0xFEE0) for c in _code("C"))),
        ACCEPTED,
        _code("C"),
    ),
)

DAYS: Final = (
    Member("year 0", "recognised_on", '"0000-01-01"', 422),
    Member("year 9999", "recognised_on", '"9999-12-31"', 422),
    Member("year 10000", "recognised_on", '"10000-01-01"', 422),
    Member("29 February of a common year", "recognised_on", '"2026-02-29"', 422),
    Member("29 February of 1900", "recognised_on", '"1900-02-29"', 422),
    Member("29 February of a leap year", "recognised_on", '"2024-02-29"', ACCEPTED),
    Member("31 April", "recognised_on", '"2026-04-31"', 422),
    Member("an instant at +14:00", "recognised_on", '"2026-01-05T00:00:00+14:00"', 422),
    Member("24:00", "recognised_on", '"2026-01-05T24:00"', 422),
    Member("seconds since 1970", "recognised_on", "1767571200", 422),
    Member("seconds in quotes", "recognised_on", '"1767571200"', 422),
    Member("no zeros", "recognised_on", '"2026-1-5"', 422),
    Member("a week date", "recognised_on", '"2026-W02-1"', 422),
    Member("a basic date", "recognised_on", '"20260105"', 422),
    Member("full-width digits", "recognised_on", _text("２０２６-01-05"), 422),
    Member("before the republic", "recognised_on", '"1949-09-30"', 422),
    Member("ends before it begins", "valid_until", '"2020-01-01"', 409),
    Member("no title at all", "tier", '"none"', 422),
    Member("an unknown tier", "tier", '"unicorn"', 422),
    Member("a list of tiers", "tier", '["innovative"]', 422),
)

FIGURES: Final = (
    Member("Arabic digits in a loss", "net_profit", _text("-٣٠٠"), 422),
    Member("full-width digits in a profit", "net_profit", _text("３００"), 422),
    Member("three decimals of a loss", "net_profit", '"-1.005"', 422),
    Member("a number", "net_profit", "-1.5", 422),
    Member("two minus signs", "net_profit", '"--1"', 422),
    Member("a negative asset", "total_assets", '"-1.00"', 422),
    Member("more researchers than people", "rd_staff", "87", 422),
    Member("true people", "staff", "true", 422),
    Member("a null revenue", "revenue", "null", 422),
    Member("a loss", "net_profit", '"-1.50"', 200),
    Member("minus nothing", "net_profit", '"-0.00"', 200),
)


@dataclass(frozen=True)
class Whole:
    """A whole body."""

    case: str
    body: bytes
    verdict: int
    media: str | None = "application/json"
    encoding: str | None = None


def whole_bodies(good: bytes, packed: bytes) -> tuple[Whole, ...]:
    """`good` is a body that would be accepted, `packed` a gzip bomb of one."""
    text = good.decode()
    member = text[1:-1]
    return (
        Whole("duplicate names", ("{" + member + ', "name": "another"}').encode(), 400),
        Whole("duplicate names, one escaped", ("{" + member + ', "n\\u0061me": "another"}').encode(), 400),
        Whole("duplicate names deep inside", b'{"a": [{"b": 1, "b": 2}]}', 400),
        Whole("an unknown member", ("{" + member + ', "<script>zhaoyao</script>": 1}').encode(), 422),
        Whole("the tier", ("{" + member + ', "tier": "little_giant"}').encode(), 422),
        Whole("the version", ("{" + member + ', "version": 99}').encode(), 422),
        Whole("the id", ("{" + member + ', "enterprise_id": "1"}').encode(), 422),
        Whole("a prototype", ("{" + member + ', "__proto__": {"tier": "little_giant"}}').encode(), 422),
        Whole("depth 100,000", b"[" * 100_000 + b"]" * 100_000, 400),
        Whole("depth 100,000, never closed", b'{"a":' * 100_000, 400),
        Whole("depth 33", b"[" * 33 + b"]" * 33, 400),
        Whole("20 MB", b'"' + b"a" * 20_000_000 + b'"', 413),
        Whole("just over 1 MiB", b'"' + b"a" * (1 << 20) + b'"', 413),
        Whole("a gzip bomb", packed, 415, encoding="gzip"),
        Whole("an unknown encoding", good, 415, encoding="br, gzip"),
        Whole("UTF-16", text.encode("utf-16"), 400),
        Whole("UTF-16 without a mark", text.encode("utf-16-le"), 400),
        Whole("UTF-16, announced", text.encode("utf-16"), 415, "application/json; charset=utf-16"),
        Whole("GBK, announced", text.encode("gbk"), 415, "application/json; charset=GBK"),
        Whole("GBK, not announced", text.encode("gbk"), 400),
        Whole("BOM", b"\xef\xbb\xbf" + good, 400),
        Whole("invalid UTF-8", good.replace("示".encode(), b"\xff\xfe"), 400),
        Whole("overlong UTF-8", good.replace("示".encode(), b"\xc0\xaf"), 400),
        Whole("a surrogate in UTF-8", good.replace("示".encode(), b"\xed\xa0\x80"), 400),
        Whole("a NUL byte", good.replace("示".encode(), b"\0"), 400),
        Whole("a raw control character", good.replace("示".encode(), b"\x1b"), 400),
        Whole("two documents", good + good, 400),
        Whole("a comment", b"/* x */" + good, 400),
        Whole("single quotes", text.replace('"', "'").encode(), 400),
        Whole("cut off", good[:-3], 400),
        Whole("a list", b"[" + good + b"]", 422),
        Whole("null", b"null", 422),
        Whole("a text", '"示例"'.encode(), 422),
        Whole("nothing", b"", 422),
        Whole("an empty object", b"{}", 422),
        Whole("plain text", good, 415, "text/plain"),
        Whole("a form", b"name=x&uscc=y", 415, "application/x-www-form-urlencoded"),
        Whole("XML", b"<enterprise/>", 415, "application/xml"),
        Whole("no media type", good, 415, None),
        Whole("multipart that is none", good, 422, "multipart/form-data; boundary=x"),
        Whole("multipart without a boundary", good, 422, "multipart/form-data"),
    )


@dataclass(frozen=True)
class Asked:
    """A question about the address: path and query."""

    case: str
    path: str
    verdict: int
    service: str = "registry"


ADDRESSES: Final = (
    Asked("a page of nothing", "/v1/enterprises?limit=0", 422),
    Asked("a page of less than nothing", "/v1/enterprises?limit=-1", 422),
    Asked("a page of 10^9", "/v1/enterprises?limit=1000000000", 422),
    Asked("a page of 10^40", "/v1/enterprises?limit=1" + "0" * 40, 422),
    Asked("a page of text", "/v1/enterprises?limit=all", 422),
    Asked("a page of NaN", "/v1/enterprises?limit=NaN", 422),
    Asked("an unknown parameter", "/v1/enterprises?zhaoyao=1", 422),
    Asked("an offset", "/v1/enterprises?offset=100", 422),
    Asked("an unknown district", "/v1/enterprises?district=999999", 422),
    Asked("SQL in a filter", "/v1/enterprises?tier=none%27%20OR%201=1", 422),
    Asked("NUL in a filter", "/v1/enterprises?tier=%00", 400),
    Asked("cursor: garbage", "/v1/enterprises?cursor=zhaoyao", 400),
    Asked("cursor: not ASCII", "/v1/enterprises?cursor=%E7%A4%BA", 400),
    Asked("cursor: empty", "/v1/enterprises?cursor=", 400),
    Asked("cursor: too long", "/v1/enterprises?cursor=" + "A" * 10_000, 422),
    Asked("cursor: bad signature", "/v1/enterprises?cursor=" + "A" * 200, 400),
    Asked("a code that is none", "/v1/enterprises/zhaoyaozhaoyao", 422),
    Asked("NUL in a path", "/v1/enterprises/%00", 400),
    Asked("a surrogate in a path", "/v1/title-changes/%ED%A0%80", 404),
    Asked("an escaped slash", "/v1/title-changes/..%2f..%2fetc%2fpasswd", 404),
    Asked("SQL in a path", "/v1/title-changes/'%20OR%201=1--", 404),
    Asked("a very long id", "/v1/title-changes/" + "a" * 10_000, 422),
    Asked("markup in a path", "/v1/%3Csvg%20onload=alert(1)%3E", 404),
    Asked("no such address", "/v2/enterprises", 404),
    Asked("a slash too many", "/v1/enterprises/", 404),
    Asked("out of the static folder", "/static/..%2f..%2fapp.py", 404),
    Asked("no such service", "/../nothing/v1", 404),
    Asked("a day that is none", "/v1/list?as_of=2026-02-30", 422, "finance"),
    Asked("a day of the year 0", "/v1/list?as_of=0000-01-01", 422, "finance"),
    Asked("a day of the year 9999", "/v1/list?as_of=9999-12-31", 422, "finance"),
    Asked("a list of those without a title", "/v1/list?holds=none", 422, "finance"),
    Asked("an industry in Arabic digits", "/v1/list?industry=C%D9%A3%D9%A9", 422, "finance"),
    Asked("a page of 1,001", "/v1/list?limit=1001", 422, "finance"),
    Asked("changes after a number that was guessed", "/v1/list/changes?after=1", 422, "finance"),
    Asked("changes after a cursor of one's own making", "/v1/list/changes?cursor=" + "B" * 120, 400, "finance"),
    Asked("a wait without end", "/v1/list/changes?wait=86400", 422, "finance"),
    Asked("a file in a form that is none", "/v1/list/files/exe", 422, "finance"),
    Asked("a cursor of another list", "/v1/list?cursor=" + "B" * 120, 400, "finance"),
    Asked("a look for no purpose", "/v1/consented-data/nothing", 422, "finance"),
    Asked("a look at what is no item", "/v1/consented-data/nothing?purpose=loan&items=everything", 422, "finance"),
    Asked("a look under no consent", "/v1/consented-data/nothing?purpose=loan", 404, "finance"),
    Asked("a look by an escaped path", "/v1/consented-data/code-references/..%2f..?purpose=loan", 404, "finance"),
    Asked("products of no kind", "/v1/products?kind=lottery", 422, "finance"),
    Asked("an unknown tier", "/v1/tiers/unicorn/opens", 422, "benefits"),
    Asked("an unknown status", f"/v1/enterprises/{PLAIN}/entitlements?status=paid", 422, "benefits"),
    Asked("a firm nobody registered", f"/v1/enterprises/{PLAIN}/entitlements", 404, "benefits"),
    Asked("a measure of no plan", "/v1/measures/99-9", 404, "benefits"),
    Asked("measures of an unknown category", "/v1/measures?category=gift", 422, "benefits"),
    Asked("measures of no such plan", "/v1/measures?policy_set=HZ-1999", 404, "benefits"),
    Asked("measures of a plan in full-width letters", "/v1/measures?policy_set=%EF%BC%A8%EF%BC%BA", 422, "benefits"),
    Asked("a receipt nobody has", "/v1/calculation-receipts/nothing", 404, "benefits"),
    Asked("an unread that is neither", f"/v1/enterprises/{PLAIN}/messages?unread=maybe", 422, "notifications"),
    Asked("an inbox nobody has", f"/v1/enterprises/{PLAIN}/messages", 404, "notifications"),
)
