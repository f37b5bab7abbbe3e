"""The texts enterprises agree to: dated data, each known by the SHA-256 of its words."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER: Final = Path(__file__).parent / "parameters" / "consents"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    valid_from: date
    title: str
    text: str


@dataclass(frozen=True)
class ConsentText:
    """授权书"""

    version: str
    valid_from: date
    title: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of title, line break and text, UTF-8: to be recomputed by whoever has the words."""
        return sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """In order of time."""
    read = [_Data.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    texts = (ConsentText(one.version, one.valid_from, one.title, one.text.strip()) for one in read)
    return tuple(sorted(texts, key=lambda one: one.valid_from))


def consent_text(on: date) -> ConsentText:
    """The one in force on a day; before the first one, the first."""
    in_force = [one for one in consent_texts() if one.valid_from <= on]
    return (in_force or consent_texts()[:1])[-1]
