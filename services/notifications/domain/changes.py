"""What can happen to messages that whoever watches an inbox hears of."""

from enum import StrEnum


class ChangeKind(StrEnum):
    SAID = "said"
    COMPLETED = "completed"
    READ = "read"
    WITHDRAWN = "withdrawn"
