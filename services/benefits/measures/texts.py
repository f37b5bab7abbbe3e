"""A document of rules as it stands today."""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True)
class RuleText:
    """A receipt keeps the digest of the one that made it, and the text once."""

    name: str
    text: str
    digest: str = field(init=False)
    """SHA-256, in hexadecimal"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.text.encode()).hexdigest())
