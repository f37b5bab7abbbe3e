"""Authoritative sources (市场监管、税务、人力社保、知识产权、信用): one port, one body for each authority.

Asked outside any transaction: a source may be slow, or away. It is told what is on record, as the verification
interfaces of public data are, and says what its own books say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from services.registry.domain.answers import Value
from services.registry.domain.profile import IpClass, Source
from services.registry.domain.registrations import Entry


class Away(Exception):
    """The source does not answer now; the message is for people."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says of an enterprise; a figure that is not there, nothing is said of."""

    reports: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """By year and figure; money in fen"""
    ip: Mapping[IpClass, int] | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inquiry:
    uscc: str
    on: date
    years: tuple[int, ...]
    """Complete calendar years, newest first"""
    claimed: Word
    """What others say"""
    earlier: Word
    """What this source said the last time"""


class Authority(Protocol):
    """One authority."""

    @property
    def source(self) -> Source: ...
    async def ask(self, inquiry: Inquiry) -> Word:
        """Raises Away."""


class BusinessRegister(Protocol):
    """The market regulator's register of businesses (市场主体登记)."""

    async def look_up(self, uscc: str, name: str) -> Entry | None:
        """What is on its books under that code; None: nothing. `name` is what is claimed. Raises Away."""


class Unconnected:
    """A register nobody connected yet."""

    async def look_up(self, uscc: str, name: str) -> Entry | None:
        raise Away("尚未接通")
