"""The one condition language: who a measure, a product or a message is for, said over named facts.

facts        what may be asked, each with its kind, unit and Chinese label; and what may be given for it
language     comparisons joined by all, any and not: three-valued, on one subject or on a column of them
reading      a condition as a policy officer writes it, refused in words that say what to mend
explaining   why it holds or not, in Chinese: the figure used, the figure needed
enterprises  the facts of an enterprise that every service may ask
population   subjects as columns
many         many conditions at once, of one subject
marks        a mark as a person reads it

    condition = read({"all": [{"fact": "title", "any_of": ["specialised"]}, {"fact": "staff", "at_least": 20}]}, FACTS)
    condition.truth(Subject(FACTS, {"staff": 12}).mark).verdict   # Verdict.UNMET, although the title is unknown

Pure: no clock, no database, no service.
"""

from shared.conditions.explaining import Finding, findings, why, words
from shared.conditions.facts import Fact, Kind, Subject, Unacceptable, Value, Vocabulary, vocabulary
from shared.conditions.language import All, Any, AnyOf, Bound, Condition, Is, Not, Op, Under, leaves
from shared.conditions.reading import ConditionRefused, read

__all__ = [
    "All",
    "Any",
    "AnyOf",
    "Bound",
    "Condition",
    "ConditionRefused",
    "Fact",
    "Finding",
    "Is",
    "Kind",
    "Not",
    "Op",
    "Subject",
    "Unacceptable",
    "Under",
    "Value",
    "Vocabulary",
    "findings",
    "leaves",
    "read",
    "vocabulary",
    "why",
    "words",
]
