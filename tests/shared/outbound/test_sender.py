"""One attempt: what every kind of receiver makes of it, and that only a checked address is ever connected to."""

import asyncio
import ssl
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shared.outbound.sender import Failure, Outcome, Sender
from shared.outbound.targets import Address, Guard
from tests.sink import Answer, begun_then_reset, endless, hanging, reset, sink, status, well

BODY = b'{"challenge": "c"}'


def to_itself(deadline: float = 5) -> Sender:
    return Sender(Guard(loopback=True), deadline=deadline)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (status(204), Outcome(204, None)),
        (status(500, b"secret words of the receiver"), Outcome(500, Failure.BROKEN)),
        (status(301, Location="http://127.0.0.1:1/"), Outcome(301, Failure.REDIRECT)),
        (status(307, Location="http://169.254.169.254/"), Outcome(307, Failure.REDIRECT)),
        (status(404), Outcome(404, Failure.REFUSED)),
        (status(410), Outcome(410, Failure.GONE)),
        (status(429, Retry_After="120"), Outcome(429, Failure.BUSY, timedelta(seconds=120))),
        (status(503, Retry_After="soon"), Outcome(503, Failure.BUSY)),
        (endless, Outcome(200, None)),
        (begun_then_reset, Outcome(200, None)),
        (reset, Outcome(None, Failure.INTERRUPTED)),
    ],
)
async def test_of_an_answer_only_its_status_and_class_are_kept(answer: Answer, expected: Outcome) -> None:
    async with sink() as one:
        one.otherwise = answer
        assert await to_itself().send(one.url, BODY, {}) == expected
        assert len(one.received) == 1, "no redirect is followed, nothing is tried twice"


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (well, None),
        (status(200, b'{"challenge": "d"}'), Failure.WRONG_ANSWER),
        (status(200, b"[" * 10_000), Failure.WRONG_ANSWER),
        (endless, Failure.WRONG_ANSWER),
        (begun_then_reset, Failure.INTERRUPTED),
    ],
)
async def test_a_test_passes_only_with_the_challenge_in_the_answer(answer: Answer, failure: Failure | None) -> None:
    async with sink() as one:
        one.otherwise = answer
        assert (await to_itself().send(one.url, BODY, {}, "c")).failure is failure


async def test_whoever_hangs_or_is_not_there_is_left_in_time() -> None:
    async with sink() as one:
        one.otherwise = hanging
        assert await to_itself(0.2).send(one.url, BODY, {}) == Outcome(None, Failure.TIMEOUT)
        url = one.url
    assert await to_itself().send(url, BODY, {}) == Outcome(None, Failure.CONNECTION)


async def test_a_name_that_turns_inwards_is_not_called_and_the_second_answer_of_dns_is_never_asked_for() -> None:
    """DNS rebinding: public when it is checked, 127.0.0.1 when it is connected to."""
    asked: list[str] = []

    async def flipping(host: str, _port: int) -> Sequence[Address]:
        asked.append(host)
        return [ip_address("127.0.0.1" if len(asked) % 2 else "192.0.2.1")]

    async with sink() as one:
        sender = Sender(Guard(), resolve=flipping, deadline=1)
        for _ in range(2):
            outcome = await sender.send("https://hooks.bank.example/hook", BODY, {})
            assert outcome == Outcome(None, Failure.ADDRESS)
        assert one.received == []
    assert asked == ["hooks.bank.example"] * 2


async def test_a_name_nobody_knows_is_said_so() -> None:
    async def unknown(_host: str, _port: int) -> Sequence[Address]:
        raise OSError

    outcome = await Sender(Guard(), resolve=unknown).send("https://hooks.bank.example/", BODY, {})
    assert outcome == Outcome(None, Failure.NAME)


def certificate(name: str, folder: Path) -> tuple[Path, Path]:
    """Self-signed, for that name."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    public, key = folder / "tls.crt", folder / "tls.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return public, key


@pytest.mark.parametrize(("host", "failure"), [("hooks.bank.example", None), ("other.bank.example", Failure.TLS)])
async def test_the_certificate_must_be_of_the_name_though_an_address_is_connected_to(
    host: str, failure: Failure | None, tmp_path: Path
) -> None:
    public, key = certificate("hooks.bank.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, key)
    names: list[str | None] = []
    heads: list[str] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            await writer.drain()
            heads.append(head.decode().lower())
        writer.close()

    class Here(Guard):
        """As if the receiver were a public machine."""

        def check_url(self, url: str) -> httpx.URL:
            return httpx.URL(url)

        def choose(self, addresses: Sequence[Address]) -> Address:
            return addresses[0]

    async def resolve(_host: str, _port: int) -> Sequence[Address]:
        return [ip_address("127.0.0.1")]

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    sender = Sender(Here(), resolve=resolve, trust=ssl.create_default_context(cafile=str(public)))
    assert (await sender.send(f"https://{host}:{port}/hook", BODY, {})).failure is failure
    server.close()
    await server.wait_closed()
    assert names == [host]
    assert all(f"host: {host}:{port}\r\n" in head for head in heads)
    assert bool(heads) is (failure is None)
