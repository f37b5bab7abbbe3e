"""Mail over SMTP. It cannot be asked afterwards: what broke off is sent again under the same Message-ID."""

import re
import ssl
import unicodedata
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib

from services.notifications.domain.contacts import normal
from services.notifications.domain.outgoing import Channel, Send
from services.notifications.gateways import Answer, Errand, Verdict
from shared.clock import real_now

SECONDS: Final = 20.0
"""For each command of the conversation"""
_LONGEST_SUBJECT: Final = 200
_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control characters, those that turn the direction of writing, and line ends by other names (Unicode, 4.5)"""
_HTTPS: Final = re.compile(r"https://[!-;=?-~]{1,900}")
"""Printable ASCII without < and >"""


def one_line(text: str) -> str:
    """What a header may carry: one line, in the direction in which it is written. Encoded words (RFC 2047) are not:
    the library decodes them where it is given a header, and what was cleaned away would be back.
    """
    kept = "".join(" " if unicodedata.category(one) in _UNPRINTABLE else one for one in text)
    return " ".join(kept.split()).replace("=?", "= ?")[:_LONGEST_SUBJECT]


def many_lines(text: str) -> str:
    """What a body may carry."""
    return "\n".join(
        "".join(one for one in line if one == "\t" or unicodedata.category(one) not in _UNPRINTABLE)
        for line in text.splitlines()
    )


def compose(errand: Errand, sender: str) -> EmailMessage:
    words: Send = errand.words
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, errand.address, one_line(words.subject)
    message["Date"] = format_datetime(real_now())
    message["Message-ID"] = f"<{errand.reference}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message["Content-Language"] = one_line(words.language)
    if words.unsubscribe and _HTTPS.fullmatch(words.unsubscribe):
        message["List-Unsubscribe"] = f"<{words.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(many_lines(words.body), cte="base64")
    if words.html:
        message.add_alternative(words.html, subtype="html", cte="base64")
    return message


@dataclass(frozen=True)
class Smtp:
    """smtp:// begins in the clear and must go on with STARTTLS; smtps:// is TLS from the start; smtp+plain:// is for a
    server on this very machine."""

    host: str
    port: int
    scheme: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str) -> "Smtp":
        """Raises ValueError, which never shows the password."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("wanted smtp://, smtps:// or smtp+plain://, and a host")
        if parts.scheme == "smtp+plain" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("smtp+plain:// is for this very machine")
        return cls(
            parts.hostname,
            parts.port or _PORTS[parts.scheme],
            parts.scheme,
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )


_PORTS: Final = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_STARTTLS: Final = {"smtp": True, "smtps": False, "smtp+plain": False}


class MailGateway:
    channel, ask = Channel.EMAIL, None

    def __init__(
        self,
        name: str,
        url: str,
        sender: str,
        receipt_secret: str | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`sender`: the address in From. Bounces that come later are receipts, where the mail server reports them."""
        self.name, self.receipt_secret = name, receipt_secret
        self._server, self._sender = Smtp.read(url), sender
        self._trust = trust or ssl.create_default_context()

    async def send(self, errand: Errand) -> Answer:
        if normal(Channel.EMAIL, errand.address) != errand.address:
            return Answer(Verdict.REFUSED)  # a header would make something else of it
        server = self._server
        try:
            await aiosmtplib.send(
                compose(errand, self._sender),
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.scheme == "smtps",
                start_tls=_STARTTLS[server.scheme],
                tls_context=self._trust,
                timeout=SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as fault:
            refused = fault.recipients[0]
            return _said(refused.code, refused.message, of_recipient=True)
        except aiosmtplib.SMTPDataError as fault:
            return _said(fault.code, fault.message, of_recipient=False)
        except aiosmtplib.SMTPResponseException as fault:
            return Answer(Verdict.LATER, fault.code, ill=True)  # of the greeting, of our name, of the sender
        except (aiosmtplib.SMTPException, OSError):
            return Answer(Verdict.LATER, ill=True)
        return Answer(Verdict.ACCEPTED, 250)


_DEAD: Final = re.compile(r"(?:^|\s)5\.1\.(?:1|2|3|6|10)(?:\s|$)")
"""No such mailbox, no such system, bad syntax, moved, null MX (RFC 3463, 3.2; RFC 7505)"""
_ENHANCED: Final = re.compile(r"(?:^|\s)[245]\.\d{1,3}\.\d{1,3}(?:\s|$)")


def _said(status: int, words: str, *, of_recipient: bool) -> Answer:
    """4xx may pass; 5xx will not. An address is dead if the server says so, or refuses the recipient without a code
    that names another reason: a mailbox that is full or a message it does not like is no dead address."""
    if status < 500 or status in _OURS:
        return Answer(Verdict.LATER, status, ill=status in _OURS or not of_recipient)
    dead = _DEAD.search(words) or (of_recipient and status in (550, 551, 553) and not _ENHANCED.search(words))
    return Answer(Verdict.BOUNCED if dead else Verdict.REFUSED, status)


_OURS: Final = frozenset({530, 534, 535, 538})
"""Our own name or password: somebody mends it; the message is not to blame"""
