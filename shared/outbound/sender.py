"""One attempt to tell a stranger something. Of the answer nothing is kept but its status and the class of failure."""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import partial
from typing import Final

import httpx

from shared.clock import real_now
from shared.outbound.targets import Address, Guard, TargetRefused

DEADLINE_SECONDS: Final = 15.0
"""For everything: name, connection, sending, answer"""
MAX_ANSWER: Final = 64 * 1024
"""Bytes read of an answer; the rest is not waited for."""
AGENT: Final = "zjtx-webhooks/1"
Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]


class Failure(StrEnum):
    """Why nothing was delivered; all that is kept of it."""

    ADDRESS = "address"
    NAME = "name"
    CONNECTION = "connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    INTERRUPTED = "interrupted"
    REDIRECT = "redirect"
    REFUSED = "refused"
    BUSY = "busy"
    GONE = "gone"
    BROKEN = "broken"
    WRONG_ANSWER = "wrong_answer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Failure.ADDRESS: "地址不可访问（非公开地址）",
    Failure.NAME: "域名无法解析",
    Failure.CONNECTION: "无法建立连接",
    Failure.TLS: "TLS 握手或证书核验失败",
    Failure.TIMEOUT: "未在时限内答复",
    Failure.INTERRUPTED: "连接中断，没有完整的答复",
    Failure.REDIRECT: "以跳转答复；不跟随跳转",
    Failure.REFUSED: "接收方拒绝",
    Failure.BUSY: "接收方请求稍后再试",
    Failure.GONE: "接收方表示不再接收（410）",
    Failure.BROKEN: "接收方出错",
    Failure.WRONG_ANSWER: "答复未原样带回测试口令",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int | None
    failure: Failure | None
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        return self.failure is None


_NAMES: Final = ThreadPoolExecutor(64, thread_name_prefix="names")
"""Of its own: a name server that never answers keeps a thread for long, and takes none of those that files need"""


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Every address of a name, as this machine finds them. Raises OSError."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_NAMES, ask)
    return [ipaddress.ip_address(one[4][0]) for one in found]


class Sender:
    """Sends to addresses it checked, and to no other.

    The name is resolved here, once for each attempt, and the connection is made to the address that was checked: what
    the name says a moment later changes nothing. The certificate must be the name's. No connection is used twice:
    one that was opened for a name is never lent to another name at the same address.
    """

    def __init__(
        self,
        guard: Guard,
        resolve: Resolve = resolve,
        deadline: float = DEADLINE_SECONDS,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.guard, self._resolve, self._deadline = guard, resolve, deadline
        self._trust = trust or httpx.create_ssl_context(trust_env=False)

    async def send(self, url: str, body: bytes, headers: Mapping[str, str], expected: str | None = None) -> Outcome:
        """Posts JSON. With `expected` the answer must be a JSON object whose `challenge` is that."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._attempt(url, body, headers, expected)
        except TargetRefused:
            return Outcome(None, Failure.ADDRESS)
        except (TimeoutError, httpx.TimeoutException):
            return Outcome(None, Failure.TIMEOUT)
        except httpx.ConnectError as fault:
            return Outcome(None, Failure.TLS if _of_tls(fault) else Failure.CONNECTION)
        except (httpx.HTTPError, httpx.StreamError):
            return Outcome(None, Failure.INTERRUPTED)

    async def _attempt(self, url: str, body: bytes, headers: Mapping[str, str], expected: str | None) -> Outcome:
        target = self.guard.check_url(url)
        port = target.port or {"https": 443, "http": 80}[target.scheme]
        try:
            addresses = await self._resolve(target.raw_host.decode().strip("[]"), port)
        except (OSError, UnicodeError):
            return Outcome(None, Failure.NAME)
        address = self.guard.choose(addresses)
        request = httpx.Request(
            "POST",
            target.copy_with(host=str(address), port=port),
            content=body,
            headers={
                "Host": target.netloc.decode(),
                "Content-Type": "application/json",
                "User-Agent": AGENT,
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "Connection": "close",
                **headers,
            },
            extensions={"sni_hostname": target.raw_host.decode(), "timeout": dict.fromkeys(_PHASES, self._deadline)},
        )
        # The transport alone: no proxies of the environment, no redirects, no cookies, no netrc.
        async with httpx.AsyncHTTPTransport(verify=self._trust, trust_env=False, http2=False) as transport:
            answer = await transport.handle_async_request(request)
            try:
                return await _outcome(answer, expected)
            finally:
                await answer.aclose()


_PHASES: Final = ("connect", "read", "write", "pool")


async def _outcome(answer: httpx.Response, expected: str | None) -> Outcome:
    failure = _failure(answer.status_code)
    if failure is None and expected is not None and _challenge(await _beginning(answer)) != expected:
        failure = Failure.WRONG_ANSWER
    return Outcome(answer.status_code, failure, _retry_after(answer))


def _failure(status: int) -> Failure | None:
    if 200 <= status < 300:
        return None
    special = {410: Failure.GONE, 429: Failure.BUSY, 503: Failure.BUSY}
    return special.get(status) or {3: Failure.REDIRECT, 4: Failure.REFUSED}.get(status // 100, Failure.BROKEN)


async def _beginning(answer: httpx.Response) -> bytes:
    """Not decompressed: a little that becomes much is not asked for, and not unpacked."""
    read = b""
    async for part in answer.aiter_raw():
        read += part
        if len(read) > MAX_ANSWER:
            break
    return read[: MAX_ANSWER + 1]


def _challenge(body: bytes) -> str | None:
    if len(body) > MAX_ANSWER:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said.get("challenge") if isinstance(said, dict) else None


def _retry_after(answer: httpx.Response) -> timedelta | None:
    """In seconds or as a date (RFC 9110, 10.2.3); what is neither is not said."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), 86_400))
    try:
        until: datetime = parsedate_to_datetime(said)
        return max(timedelta(), until.astimezone(UTC) - real_now())
    except (ValueError, TypeError, OverflowError):
        return None


def _of_tls(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, ssl.SSLError | ssl.CertificateError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
