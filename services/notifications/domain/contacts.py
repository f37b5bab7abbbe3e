"""联系方式: what an address may look like, how much of it is shown, and the code that proves whose it is."""

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from services.notifications.domain.outgoing import Channel


class ContactState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    FORGOTTEN = "forgotten"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    ContactState.PENDING: "待验证",
    ContactState.VERIFIED: "已验证，使用中",
    ContactState.FORGOTTEN: "已删除",
}
CODE_DIGITS: Final = 6
CODE_LASTS: Final = timedelta(minutes=10)
CODE_AGAIN: Final = timedelta(minutes=1)
"""Between two codes to one address"""
TRIES: Final = 5
"""Wrong codes until another one must be sent"""
CODES: Final = 3
"""Codes to one address; then it must be given anew"""
ADDED_A_DAY: Final = 10
"""Addresses an enterprise may give in a day: nobody's mailbox is flooded through us"""
PROVED_WITHIN: Final = timedelta(days=7)
"""An address that was given and never proved is somebody's we know nothing of: it is forgotten"""
KEPT_AFTER_THE_END: Final = timedelta(days=30)
"""Of an enterprise that was deregistered or merged away: what it is owed may still be told"""

_EMAIL: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
"""The dot-atom of RFC 5322, 3.2.3, and a host name with a dot; quoted and international forms are not taken."""
_ENCODED: Final = "=?"
"""Begins an encoded word (RFC 2047): allowed in a dot-atom, and read as something else by those that decode it"""
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_:.\-]{8,200}")


def _email(said: str) -> str | None:
    local, _, host = said.rpartition("@")
    fits = _EMAIL.fullmatch(said) and _ENCODED not in local and len(local) <= 64 and len(said) <= 254
    return f"{local}@{host.lower()}" if fits else None


def _mobile(said: str) -> str | None:
    digits = said.removeprefix("+86").replace(" ", "").replace("-", "")
    return digits if _MOBILE.fullmatch(digits) else None


def _token(said: str) -> str | None:
    return said if _TOKEN.fullmatch(said) else None


def _url(said: str) -> str | None:
    """Which ones may be called, the sender decides."""
    return said if len(said) <= 500 and said.isascii() and said.isprintable() else None


_CHECKS: Final[Mapping[Channel, Callable[[str], str | None]]] = {
    Channel.EMAIL: _email,
    Channel.SMS: _mobile,
    Channel.WECHAT: _token,
    Channel.PHONE: _token,
    Channel.WEBHOOK: _url,
}
WANTED: Final[Mapping[Channel, str]] = {
    Channel.EMAIL: "请填写电子邮件地址，如 office@example.com",
    Channel.SMS: "请填写 11 位手机号码",
    Channel.WECHAT: "请填写小程序或公众号给出的用户标识",
    Channel.PHONE: "请填写手机客户端给出的推送标识",
    Channel.WEBHOOK: "请填写接收消息的网址，以 https:// 开头",
}


def normal(channel: Channel, said: str) -> str | None:
    """The address in its one spelling; None: it cannot be one."""
    return _CHECKS[channel](said.strip())


def _masked_email(address: str) -> str:
    local, _, host = address.rpartition("@")
    return f"{local[:1]}***@{host}"


def _masked_mobile(address: str) -> str:
    return f"{address[:3]}****{address[-4:]}"


def _masked_token(address: str) -> str:
    return f"{address[:2]}***{address[-2:]}"


def _masked_url(address: str) -> str:
    """Its path may hold a secret of theirs."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}/***"


_MASKS: Final[Mapping[Channel, Callable[[str], str]]] = {
    Channel.EMAIL: _masked_email,
    Channel.SMS: _masked_mobile,
    Channel.WECHAT: _masked_token,
    Channel.PHONE: _masked_token,
    Channel.WEBHOOK: _masked_url,
}


def masked(channel: Channel, address: str) -> str:
    return _MASKS[channel](address)[:100]


def is_code(said: str, code: str) -> bool:
    """In the same time, however much of it is right."""
    return hmac.compare_digest(said.encode(), code.encode())
