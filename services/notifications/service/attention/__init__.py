"""The attention budget at work: planned when a message is written, judged when it would leave."""

from services.notifications.service.attention.planning import plan
from services.notifications.service.attention.releasing import release

__all__ = ["plan", "release"]
