"""A mail server on this machine: it speaks SMTP (RFC 5321), and answers each recipient as it is told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast


@dataclass
class Mailbox:
    answers: dict[str, str] = field(default_factory=dict)
    """To RCPT, by address; others are taken"""
    says: dict[str, str] = field(default_factory=dict)
    """To these verbs, whoever is named"""
    breaks: set[str] = field(default_factory=set)
    """Addresses of which the message is taken, and the line goes dead before we say so; once each"""
    received: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None
    """Offers STARTTLS, and takes nothing before it"""
    ehlo: list[str] = field(default_factory=list)
    """What was said in the clear"""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient, safe = "", False
        writer.write(b"220 mail.example ESMTP\r\n")
        try:
            while line := (await reader.readline()).decode().strip():
                verb = line[:4].upper()
                if verb in self.says:
                    answer = self.says[verb]
                elif verb == "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    answer = self.answers.get(recipient, "250 2.1.5 taken")
                elif verb == "DATA":
                    writer.write(b"354 go on\r\n")
                    self._take(await reader.readuntil(b"\r\n.\r\n"))
                    if recipient in self.breaks:
                        self.breaks.remove(recipient)
                        return
                    answer = "250 2.0.0 taken"
                elif verb == "STAR" and self.tls is not None:
                    writer.write(b"220 go ahead\r\n")
                    await writer.start_tls(self.tls)
                    safe = True
                    continue
                elif self.tls is not None and not safe:
                    self.ehlo.append(line)
                    answer = "250-mail.example\r\n250 STARTTLS" if verb == "EHLO" else "530 5.7.0 STARTTLS first"
                else:
                    answer = {"EHLO": "250 mail.example", "QUIT": "221 2.0.0 bye"}.get(verb, "250 2.0.0 yes")
                writer.write(f"{answer}\r\n".encode())
                if verb == "QUIT":
                    return
        finally:
            writer.close()

    def _take(self, raw: bytes) -> None:
        self.raw.append(raw)
        self.received.append(cast(EmailMessage, message_from_bytes(raw.removesuffix(b".\r\n"), policy=default)))


@asynccontextmanager
async def mailbox(tls: ssl.SSLContext | None = None) -> AsyncIterator[Mailbox]:
    box = Mailbox(tls=tls)
    server = await asyncio.start_server(box.talk, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
