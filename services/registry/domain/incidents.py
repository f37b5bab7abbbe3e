"""What the zone's own decisions say to the questions of the rulesets: what was decided here, nobody has to state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.registry.domain.profile import Answer, Provenance, Source
from services.registry.domain.titles import Ground


@dataclass(frozen=True, slots=True)
class Misdeed:
    """A title revoked, or a report of misconduct verified, also where no title was left to revoke."""

    on: date
    ground: Ground


ASKED: Final = {Ground.ACCIDENT: "accident", Ground.TAX_EVASION: "violation", Ground.FRAUD: "fraud"}
"""By ground, the veto that asks whether it happened within some years (工信部企业〔2022〕63号、〔2026〕2号 总则)."""


def with_incidents(said: Mapping[str, Answer], misdeeds: Iterable[Misdeed]) -> dict[str, Answer]:
    """What was said, and the day of each misdeed of such a ground unless a later one is said already.

    Whoever says that nothing happened does not undo what was decided.
    """
    answers = dict(said)
    for one in sorted(misdeeds, key=lambda each: each.on):
        if (name := ASKED.get(one.ground)) and _is_older(answers.get(name), one.on):
            answers[name] = Answer(one.on, Provenance(Source.OFFICER, one.on))
    return answers


def _is_older(said: Answer | None, day: date) -> bool:
    if said is None or said.value is False:
        return True
    return isinstance(said.value, date) and said.value < day
