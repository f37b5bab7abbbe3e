"""A document of rules as it stands today."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import yaml

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where there is one: the draft is two thousand lines, and the first who asks waits for them"""


def documents(text: str) -> list[Any]:
    """The YAML documents of a text."""
    return list(yaml.load_all(text, Loader=_LOADER))


@dataclass(frozen=True)
class RuleText:
    """A receipt keeps the digest of the one that made it, and the text once."""

    name: str
    text: str
    digest: str = field(init=False)
    """SHA-256, in hexadecimal"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.text.encode()).hexdigest())
