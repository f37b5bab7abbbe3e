"""Texts with gaps: what is wrong with one is said, and no value breaks one."""

import re
import unicodedata
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.attention_data import rules
from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.attention.topics import CLASSES
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.clean import short
from services.notifications.domain.wording.gaps import Malformed, fill, names, parts
from services.notifications.domain.wording.rendering import Rendered, render
from services.notifications.domain.wording.segments import segments
from services.notifications.domain.wording.texts import WORDED, Text, faults
from services.notifications.domain.wording.variables import LINKS, VARIABLES, samples
from services.notifications.wording_data import first_texts
from tests.zone import BEGUN

SIGNATURE: Final = rules(BEGUN.date()).signature
MAIL = Text("1", Template.TITLES_CHANGED, Channel.EMAIL, Language.ZH, "{heading}", "{enterprise}：\n{text}\n{link}")
SMS = replace(MAIL, channel=Channel.SMS, subject="", body="{enterprise}：{heading}。请查看。", sms_number="示例-001")
PUSH = replace(MAIL, channel=Channel.PHONE, subject="称号变更", body="{heading}")

NASTY: Final = (
    "<script>alert(1)</script>",
    "</p></body><img src=x onerror=alert(1)>",
    "\"'><b>示例</b>&amp;&#60;",
    "示例\r\nBcc: all@zone.example\r\n\r\nbody",
    "示例\nSubject: 中奖",
    "示例\u2028Bcc: x\u2029y\x85z\x0b",
    "\u202e司公限有例示\u202c",
    "\u2067示例\u2069\u200f\u061c",
    "示\u200b例\ufeff\u2060\u00ad有限",
    "{enterprise}{{link}}{",
    "%s %(x)s $name ${name} {0.__class__}",
    "【银行】您的账户异常",
    "\x00\x1b[31m示例\x7f",
    "\ud800示例\udfff",
    "=?utf-8?B?QmNj?=",
    "שלום עולם 示例 مرحبا",
    "示例" * 500,
    "   ",
    "",
    "龘䶮𠮷野家👨‍👩‍👧‍👦",
)
anything = st.sampled_from(NASTY) | st.text(max_size=80)


def rendered(text: Text, value: str) -> Rendered:
    links = {name: samples(Language.ZH)[name] for name in LINKS}
    return render(text, dict.fromkeys(VARIABLES, value) | links, SIGNATURE)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def invisible(text: str) -> set[str]:
    return {char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")}


@given(anything)
def test_no_value_breaks_an_email(value: str) -> None:
    said = rendered(MAIL, value)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = said.subject
    mail.set_content(said.body)
    header, _, _ = mail.as_bytes().partition(b"\r\n\r\n")
    assert {line.split(b":")[0].lower() for line in header.split(b"\r\n") if not line.startswith(b" ")} == {
        b"subject",
        b"content-type",
        b"content-transfer-encoding",
        b"mime-version",
    }
    assert "\n" not in said.subject
    assert not invisible(said.subject + said.body + str(said.html))


@given(anything)
def test_no_value_adds_markup(value: str) -> None:
    """The same elements as with a harmless one, but for line ends."""
    wanted, found = (Tags(str(rendered(MAIL, one).html)).found for one in ("示例", value))
    assert [one for one in found if one[0] != "br"] == [one for one in wanted if one[0] != "br"]
    assert {tag for tag, _ in found} <= {"html", "head", "meta", "body", "p", "br", "bdi", "a"}


@given(anything)
def test_no_value_forges_a_signature_or_opens_a_gap(value: str) -> None:
    said = rendered(SMS, value)
    assert said.body.startswith(f"【{SIGNATURE}】")
    assert said.body.count("【") == said.body.count("】") == 1
    assert "\n" not in said.body
    assert all(len(filled) <= VARIABLES[name].most for name, filled in said.sms_values)
    assert said.sms_segments is not None
    assert said.sms_segments <= 3
    pushed = rendered(PUSH, value)
    assert not {"\n"} & set(pushed.subject + pushed.body)
    assert not invisible(said.body + pushed.subject + pushed.body)


def test_a_gap_is_filled_once() -> None:
    assert fill("{a}{b}", {"a": "{b}", "b": "x"}.__getitem__) == "{b}x"
    assert names("{a} 和 {b_c}") == {"a", "b_c"}


@given(st.text(st.sampled_from("{}ab_ 示.A"), max_size=20))
def test_every_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    if set("{}") & set(re.sub(r"\{[a-z_]+\}", "", text)):
        with pytest.raises(Malformed) as fault:
            parts(text)
        assert text[fault.value.place - 1] in "{}"
    else:
        assert "".join(part if isinstance(part, str) else f"{{{part.name}}}" for part in parts(text)) == text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (replace(MAIL, body="{nickname}"), {("body", "unknown_variable")}),
        (replace(MAIL, subject="{heading"), {("subject", "malformed")}),
        (replace(MAIL, body="heading}"), {("body", "malformed")}),
        (replace(MAIL, body="{heading.__class__}"), {("body", "malformed")}),
        (replace(MAIL, subject=""), {("subject", "missing")}),
        (replace(MAIL, subject="一\n二"), {("subject", "line_end")}),
        (replace(MAIL, sms_number="1"), {("sms_number", "unwanted")}),
        (replace(SMS, sms_number=None), {("sms_number", "missing")}),
        (replace(SMS, subject="一"), {("subject", "unwanted")}),
        (replace(SMS, body="{link}"), {("body", "unknown_variable")}),
        (replace(SMS, body="【银行】{heading}"), {("body", "signature")}),
        (replace(SMS, body="字" * 160 + "{heading}"), {("body", "too_long")}),
        (replace(PUSH, body="字" * 101), {("body", "too_long")}),
        (replace(MAIL, channel=Channel.WEBHOOK), {("channel", "no_words")}),
        (replace(MAIL, template=Template.CONTACT_VERIFICATION), {("template", "no_words")}),
        (replace(MAIL, body="{opt_out_link}"), {("body", "no_opt_out")}),
        (replace(MAIL, template=Template.MEASURE_MATCHED), {("body", "opt_out_missing")}),
    ],
)
def test_what_is_wrong_with_a_text_is_named(text: Text, wrong: set[tuple[str, str]]) -> None:
    found = faults(text, SIGNATURE)
    assert {(one.member, one.code) for one in found} >= wrong
    assert all(one.detail for one in found)


def test_the_first_texts_are_complete_and_without_fault() -> None:
    wanted = {
        (one, channel, language) for one in (*CLASSES, Template.DIGEST) for channel in WORDED for language in Language
    }
    assert set(first_texts()) == wanted
    assert {key: found for key, text in first_texts().items() if (found := faults(text, SIGNATURE))} == {}
    numbers = [text.sms_number for text in first_texts().values() if text.channel is Channel.SMS]
    assert len(set(numbers)) == len(numbers)


def test_every_first_text_renders_with_samples() -> None:
    for (_, _, language), text in first_texts().items():
        said = render(text, samples(language), SIGNATURE)
        assert "{" not in said.subject + said.body


@pytest.mark.parametrize(
    ("length", "count"), [(0, 1), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)]
)
def test_a_text_message_is_counted_as_operators_do(length: int, count: int) -> None:
    assert segments("字" * length) == count


def test_a_character_outside_the_basic_plane_counts_twice() -> None:
    assert segments("𠮷" * 35) == 1
    assert segments("𠮷" * 36) == 2
    assert len(short("𠮷" * 100, 40)) == 20
