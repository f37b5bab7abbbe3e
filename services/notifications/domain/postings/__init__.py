"""供需对接: a demand or an offer is posted, answered, and matched. Values in, values out."""

from services.notifications.domain.postings.kinds import Chooses, Direction, Kind, Poster
from services.notifications.domain.postings.rules import Answer, Posting
from services.notifications.domain.postings.states import OPEN, AnswerState, PostingState, PostingStep
from services.notifications.domain.refusals import Refusal

__all__ = [
    "OPEN",
    "Answer",
    "AnswerState",
    "Chooses",
    "Direction",
    "Kind",
    "Poster",
    "Posting",
    "PostingState",
    "PostingStep",
    "Refusal",
]
