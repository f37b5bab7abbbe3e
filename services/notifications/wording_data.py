"""The texts every zone begins with; versions that officers put in force come before them."""

from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.texts import Text

FOLDER: Final = Path(__file__).parent / "parameters" / "wording"
Key = tuple[Template, Channel, Language]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str = ""
    body: str
    sms_number: str | None = None


class _Registered(BaseModel):
    """Words an operator sends by their number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: str
    sms_number: str


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verification: _Registered | None = None
    """Of a code that proves an address: no text of officers takes its place"""
    channel: Channel
    version: str
    texts: dict[Template, dict[Language, _Words]]


@cache
def _read() -> tuple[_Data, ...]:
    return tuple(_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))


@cache
def registered_code() -> _Registered:
    """The text message with a code. It names `code` and `minutes`."""
    (found,) = [one.verification for one in _read() if one.channel is Channel.SMS and one.verification]
    return found


@cache
def first_texts() -> dict[Key, Text]:
    return {
        (template, one.channel, language): Text(
            one.version, template, one.channel, language, words.subject, words.body, words.sms_number
        )
        for one in _read()
        for template, texts in one.texts.items()
        for language, words in texts.items()
    }
