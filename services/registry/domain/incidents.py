"""What the zone's own decisions say to the questions of the rulesets: a revocation is known here, nobody states it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from services.registry.domain.admission import Revoked
from services.registry.domain.profile import Answer, Provenance, Source
from services.registry.domain.titles import Ground

ASKED: Final = {Ground.ACCIDENT: "accident", Ground.TAX_EVASION: "violation", Ground.FRAUD: "fraud"}
"""By ground, the veto that asks whether it happened within some years (工信部企业〔2022〕63号、〔2026〕2号 总则)."""


def with_incidents(said: Mapping[str, Answer], revoked: Iterable[Revoked]) -> dict[str, Answer]:
    """What was said, and the day of each revocation for such a ground unless a later one is said already.

    Whoever says that nothing happened does not undo what was decided.
    """
    answers = dict(said)
    for one in sorted(revoked, key=lambda each: each.ended_on):
        if (name := ASKED.get(one.ground)) and _is_older(answers.get(name), one.ended_on):
            answers[name] = Answer(one.ended_on, Provenance(Source.OFFICER, one.ended_on))
    return answers


def _is_older(said: Answer | None, day: date) -> bool:
    if said is None or said.value is False:
        return True
    return isinstance(said.value, date) and said.value < day
