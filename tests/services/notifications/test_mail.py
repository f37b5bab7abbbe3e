"""Mail: what leaves, what the server's answers mean, and that no name breaks a header."""

import ssl
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP, default
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.domain.messages import Words
from services.notifications.domain.outgoing import Channel, Send
from services.notifications.gateways import Errand, Verdict
from services.notifications.gateways.mail import MailGateway, Smtp, compose
from tests.services.notifications.mailbox import Mailbox, mailbox
from tests.services.notifications.sending import PostRoom
from tests.shared.outbound.test_sender import certificate

SENDER = "notice@zjtx.example"
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "List-Unsubscribe",
    "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


def errand(to: str = "office@example.com", subject: str = "申报已受理", **more: str) -> Errand:
    return Errand("9c1f63d0.1", Send(subject, "现处于“初审”环节。", **more), to)  # type: ignore[arg-type]  # all str


def through(box: Mailbox, scheme: str = "smtp+plain") -> MailGateway:
    return MailGateway("mail", f"{scheme}://127.0.0.1:{box.port}", SENDER)


# ---- what leaves ---------------------------------------------------------------------------------

NASTY = st.text(
    st.sampled_from("名\"'<>\\@,;:\r\n\x00\x0b\x0c\x85\u2028\u2029\u202e\u2066\u200f\ufeff\ud800 =?utf-8?b?")
    | st.characters()
)


@settings(max_examples=60)
@given(NASTY, NASTY, NASTY)
def test_no_name_breaks_a_header_or_turns_the_direction_of_writing(subject: str, body: str, link: str) -> None:
    words = Send(subject, body, unsubscribe=f"https://zone.example/{link}")
    raw = compose(Errand("9c1f63d0.1", words, "office@example.com"), SENDER).as_bytes(policy=SMTP)
    read = message_from_bytes(raw, policy=default)
    assert set(read.keys()) <= HEADERS
    assert (read["To"], read["From"]) == ("office@example.com", SENDER)
    said = f"{read['Subject']}{read.get_content()}"
    assert not set(said) & set("\r\x00\u202e\u2066\u200f\ufeff\u2028")
    assert "\n" not in read["Subject"]


@pytest.mark.parametrize(
    "title",
    [
        "邀请参与揭榜挂帅：x =?us-ascii?q?=0d=0aContent-Type:text/html=0d=0a=0d=0a<a_href=2f=2fe.vil>Go</a>?=",
        "=?utf-8?b?DQpCY2M6IHhAZXhhbXBsZS5jb20=?=",
        "=?unicode-escape?q?=5cud800?=",
        "==??utf-8?q?=0aBcc:x?=",
        "=\u200b?utf-8?q?=0aBcc:x?=",
    ],
)
def test_an_encoded_word_in_a_title_is_read_as_it_is_written(title: str) -> None:
    """RFC 2047: the library would decode it after it was cleaned."""
    raw = compose(errand(subject=title), SENDER).as_bytes(policy=SMTP)
    head, _, _ = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert sorted(names) == sorted(set(names) & HEADERS)
    read = message_from_bytes(raw, policy=default)
    assert read.get_content_type() == "text/plain"
    assert "?q?" in read["Subject"] or "?b?" in read["Subject"], "nothing of it was decoded"


async def test_an_address_that_would_be_read_as_something_else_is_never_spoken_of_to_the_server() -> None:
    async with mailbox() as box:
        for address in (
            "=?utf-8?q?=0a?=@a.bc",
            "=??q??=@a.bc",
            "=?unicode-escape?q?=5cud800?=@x.yz",
            "a@b.com\r\nBcc: c@d.ef",
        ):
            assert (await through(box).send(errand(address))).verdict is Verdict.REFUSED
        assert box.received == []


def test_the_same_attempt_has_the_same_message_id_and_a_one_step_opt_out_where_there_is_one() -> None:
    first, again = (compose(errand(unsubscribe="https://zone.example/out/1"), SENDER) for _ in range(2))
    assert first["Message-ID"] == again["Message-ID"] == "<9c1f63d0.1@zjtx.example>"
    assert first["List-Unsubscribe"] == "<https://zone.example/out/1>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in compose(errand(), SENDER)


# ---- what answers mean -----------------------------------------------------------------------------


async def test_what_a_server_says_of_a_recipient_decides() -> None:
    said = {
        "550 5.1.1 no such user": (Verdict.BOUNCED, False),
        "550 no": (Verdict.BOUNCED, False),
        "552 5.2.2 mailbox full": (Verdict.REFUSED, False),
        "550 5.7.1 we do not like it": (Verdict.REFUSED, False),
        "450 4.2.0 come again": (Verdict.LATER, False),
        "421 4.3.2 too busy": (Verdict.LATER, True),
    }
    async with mailbox() as box:
        for number, (answer, wanted) in enumerate(said.items()):
            box.answers = {f"a{number}@example.com": answer}
            found = await through(box).send(errand(f"a{number}@example.com"))
            assert (answer, found.verdict) == (answer, wanted[0])
            assert found.status == int(answer[:3])
        assert (await through(box).send(errand())).verdict is Verdict.ACCEPTED
        assert len(box.received) == 1


async def test_a_server_that_does_not_want_us_is_no_verdict_on_the_message() -> None:
    """Only what it says of the recipient or of the text is one; of the sender or of the greeting it is our fault."""
    said = {
        ("MAIL", "550 5.7.1 sender not allowed here"): (Verdict.LATER, True),
        ("EHLO HELO", "554 5.7.1 no service for you"): (Verdict.LATER, True),
        ("RCPT", "530 5.7.0 authentication required"): (Verdict.LATER, True),
        ("DATA", "554 5.6.0 we do not like the text"): (Verdict.REFUSED, False),
    }
    async with mailbox() as box:
        for (verb, answer), wanted in said.items():
            box.says = dict.fromkeys(verb.split(), answer)
            found = await through(box).send(errand())
            assert (verb, found.verdict, found.ill) == (verb, *wanted)


async def test_without_tls_nothing_is_said_and_nobody_at_home_is_the_servers_fault() -> None:
    async with mailbox() as box:
        refused = await through(box, "smtp").send(errand())
        assert (refused.verdict, refused.ill, box.received) == (Verdict.LATER, True, [])
    gone = await through(box).send(errand())
    assert (gone.verdict, gone.ill) == (Verdict.LATER, True)


async def test_with_tls_it_is_sent_and_to_whoever_shows_another_name_it_is_not(tmp_path: Path) -> None:
    for name, verdict in (("localhost", Verdict.ACCEPTED), ("mail.example", Verdict.LATER)):
        public, private = certificate(name, tmp_path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(public, private)
        async with mailbox(context) as box:
            trust = ssl.create_default_context(cafile=str(public))
            gateway = MailGateway("mail", f"smtp://localhost:{box.port}", SENDER, trust=trust)
            assert (await gateway.send(errand())).verdict is verdict
            assert len(box.received) == (verdict is Verdict.ACCEPTED)
            assert [line[:4] for line in box.ehlo] == ["EHLO"], "nothing but a greeting in the clear"


@pytest.mark.parametrize("url", ["smtp+plain://mail.example", "ftp://mail.example", "smtp://"])
def test_an_address_of_a_server_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="smtp") as refused:
        Smtp.read(url.replace("://", "://name:geheim@"))
    assert "geheim" not in str(refused.value)


# ---- ten of a hundred ------------------------------------------------------------------------------


def with_mail(room: PostRoom, box: Mailbox) -> PostRoom:
    return replace(room, desk=replace(room.desk, gateways={**room.desk.gateways, Channel.EMAIL: [through(box)]}))


async def test_one_in_ten_bounces_and_its_address_is_used_no_more_until_verified_again(room: PostRoom) -> None:
    async with mailbox() as box:
        room = with_mail(room, box)
        firms = [await room.enterprise() for _ in range(20)]
        for number, firm in enumerate(firms):
            await room.contact(firm, Channel.EMAIL, f"office{number}@example.com")
        box.answers = dict.fromkeys(("office3@example.com", "office13@example.com"), "550 5.1.1 no such user")
        sent = [await room.plan(firm, Channel.EMAIL) for firm in firms]
        await room.settle()
        outcomes = [await room.outcome(one) for one in sent]
        assert outcomes.count(("bounced", "no_such_address")) == 2
        assert outcomes.count(("unconfirmed", "no_receipt")) == 18, "mail has no receipt: three days, then it is over"
        assert len(box.received) == 18

        next_one = await room.plan(firms[3], Channel.EMAIL)
        await room.round()
        assert await room.outcome(next_one) == ("cancelled", "suppressed")
        assert len(box.received) == 18
        box.answers = {}
        await room.contact(firms[3], Channel.EMAIL, "office3@example.com")
        await room.lift("office3@example.com")
        after = await room.plan(firms[3], Channel.EMAIL)
        await room.round()
        assert (await room.row(after)).state == "sent"


async def test_a_line_that_breaks_after_the_message_was_taken_repeats_it_under_the_same_message_id(
    room: PostRoom,
) -> None:
    """At least once is all that mail can do, and mail readers fold the same Message-ID."""
    async with mailbox() as box:
        room = with_mail(room, box)
        firm = await room.enterprise()
        await room.contact(firm, Channel.EMAIL, "office@example.com")
        box.breaks = {"office@example.com"}
        sent = await room.plan(firm, Channel.EMAIL, words=Words("名\r\nBcc: x@example.com\u202e", "内容"))
        await room.settle()
        assert await room.outcome(sent) == ("unconfirmed", "no_receipt")
        assert [one["Message-ID"] for one in box.received] == [f"<{sent}.1@zjtx.example>"] * 2
        assert {one["Bcc"] for one in box.received} == {None}
