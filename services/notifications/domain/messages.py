"""What every message has: words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    heading: str
    text: str
