"""A message as far as it matters to what leaves of it."""

from dataclasses import dataclass

from services.notifications.domain.messages import Template


@dataclass(frozen=True, slots=True)
class Told:
    enterprise_id: str
    message_id: str
    template: Template
    heading: str
    text: str
    read: bool = False
    withdrawn: bool = False
    """What it told of holds no longer"""
