"""What one change did in one service."""

from shared.events.fact import Fact, Value
from shared.values import Certainty, Tier


class Item(Value):
    """One thing a change opened or closed, in words an enterprise reads."""

    code: str
    """benefit_code, or the name of what changed in the reporting service"""
    label: str
    amount_fen: int | None = None
    certainty: Certainty = Certainty.NON_MONETARY
    reason: str = ""


class ConsequenceRecorded(Fact):
    """What one change of titles did in one service. Its handlers emit nothing (the rule against circles)."""

    kind = "consequence.recorded"

    cause_id: str
    """The id of the tier.changed or title.changed that had this consequence."""
    gained: tuple[Item, ...] = ()
    lost: tuple[Item, ...] = ()
    ahead: tuple[Item, ...] = ()
    """What the next tier would open (from benefits)."""
    ahead_tier: Tier | None = None
