"""What an enterprise chose: by which channels it hears of what, in which language, how often, and when not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum
from typing import Any, Final, Self

from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.topics import RINGING, Topic
from services.notifications.domain.outgoing import Channel


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    @property
    def label(self) -> str:
        return LANGUAGE_LABELS[self]


class Digest(StrEnum):
    """How often what is not urgent goes out."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def label(self) -> str:
        return DIGEST_LABELS[self]


LANGUAGE_LABELS: Final = {Language.ZH: "中文", Language.EN: "英文"}
DIGEST_LABELS: Final = {Digest.AT_ONCE: "即时", Digest.DAILY: "每日汇总", Digest.WEEKLY: "每周汇总"}


@dataclass(frozen=True)
class Preferences:
    """What is None or absent was left to the rules."""

    language: Language = Language.ZH
    digest: Digest = Digest.AT_ONCE
    quiet: Quiet | None = None
    topics: Mapping[Topic, frozenset[Channel]] = field(default_factory=dict)
    """By topic the channels it may come by; none at all: opted out"""

    def channels(self, topic: Topic, rules: Rules) -> frozenset[Channel]:
        chosen = self.topics.get(topic)
        return rules.channels[topic] if chosen is None else chosen

    def quiet_hours(self, rules: Rules) -> Quiet:
        return self.quiet or rules.quiet

    def opted_out(self, topic: Topic) -> bool:
        chosen = self.topics.get(topic)
        return chosen is not None and not chosen

    def without(self, topic: Topic) -> Self:
        """Opted out of a topic. A mandatory one stays as it is."""
        return self if topic.mandatory else replace(self, topics={**self.topics, topic: frozenset()})

    def back(self, topic: Topic) -> Self:
        """Opted in again, by the channels the rules name; choices that are no opt-out stay."""
        if not self.opted_out(topic):
            return self
        return replace(self, topics={one: chosen for one, chosen in self.topics.items() if one is not topic})

    def unreached(self) -> tuple[Topic, ...]:
        """Mandatory topics that would reach nobody: such a choice cannot be made."""
        return tuple(topic for topic, chosen in self.topics.items() if topic.mandatory and not chosen & RINGING)

    def document(self) -> dict[str, Any]:
        """As it is kept and shown."""
        quiet = self.quiet and {"starts": f"{self.quiet.starts:%H:%M}", "ends": f"{self.quiet.ends:%H:%M}"}
        topics = {str(topic): sorted(map(str, chosen)) for topic, chosen in sorted(self.topics.items())}
        return {"language": str(self.language), "digest": str(self.digest), "quiet_hours": quiet, "topics": topics}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Of a document."""
        quiet = kept["quiet_hours"]
        return cls(
            Language(kept["language"]),
            Digest(kept["digest"]),
            quiet and Quiet(time.fromisoformat(quiet["starts"]), time.fromisoformat(quiet["ends"])),
            {Topic(topic): frozenset(map(Channel, chosen)) for topic, chosen in kept["topics"].items()},
        )


DEFAULTS: Final = Preferences()
