"""Who would be told, before anybody is: of a version, of a condition an officer types; and what nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.benefits import measures, store
from services.benefits.domain.audiences import SAMPLE, Audience, Counted, Lacking, cells, lacking, tier_of
from services.benefits.domain.facts import FACTS
from services.benefits.domain.measures import DISTRICT, Measure
from services.benefits.problems import MeasureRefused, MeasureVersionNotFound
from services.benefits.service import enterprises, rulebook, versions
from shared.callers import Caller
from shared.conditions import Condition, Finding, Subject, Under, findings
from shared.conditions.facts import code_range
from shared.conditions.language import ALWAYS
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import Verdict

_NOT_YOURS = "受众预览由在任的经办人员或监督人员查看"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A version in force that may be for an enterprise, and what is missing to tell."""

    measure: Measure
    missing: tuple[Finding, ...]


async def preview(tx: Tx, caller: Caller, written: Any, district: str | None) -> Counted:
    """Of a condition in the language of measures. Raises MeasureRefused."""
    _may_look(caller)
    try:
        condition = measures.maker().audience(written)
    except measures.MeasureRefused as refusal:
        raise MeasureRefused(str(refusal)) from refusal
    return await counted(tx, Audience(condition), visible_district(caller, district))


async def of_version(tx: Tx, caller: Caller, version_id: str) -> Counted:
    """Of a draft, or of what became of one; in the district it is of. Raises MeasureVersionNotFound."""
    row = await store.versions.find(tx, version_id)
    if row is None or not await versions.may_see(tx, caller, version_id):
        raise MeasureVersionNotFound("请核对版本编号 version_id")
    there = await rulebook.of_day(tx, tx.today)
    measure = rulebook.with_version(there, row, tx.today).policy_set.find(row.benefit_code)
    assert measure is not None, "the version stands in its own book"
    return await counted(tx, Audience.of(measure), visible_district(caller))


async def counted(tx: Tx, audience: Audience, district: str | None) -> Counted:
    within = Audience(ALWAYS).within(_in(district))
    asked = audience.within(_in(district))
    by_cell = cells(await store.audiences.count(tx, asked))
    unknown, counts = await store.audiences.unknown(tx, asked)
    sample = await store.audiences.sample(tx, asked, SAMPLE)
    return Counted(
        population=await store.audiences.population(tx, within),
        matched=sum(one.enterprises for one in by_cell),
        unknown=unknown,
        cells=by_cell,
        lacking=lacking(counts),
        sample=tuple((row.uscc, row.name, row.district, tier_of(row.title or 0)) for row in sample),
        waiting=await store.portraits.waiting(tx, district),
        on=tx.today,
    )


def _in(district: str | None) -> Condition:
    return ALWAYS if district is None else Under(FACTS[DISTRICT], (district,), (code_range(district),))


def _may_look(caller: Caller) -> None:
    if not decide(caller, "evaluation.read", Matter(district=caller.district)):
        raise Forbidden(_NOT_YOURS)


# ---- what nobody knows ------------------------------------------------------------------------------


async def undecided(tx: Tx, caller: Caller, uscc: str) -> Sequence[Undecided]:
    """Versions in force that hang on facts nobody told of this enterprise. Raises EnterpriseUnknown."""
    enterprise = await enterprises.visible(tx, caller, uscc)
    row = (await store.portraits.of(tx, [enterprise.enterprise_id])).get(enterprise.enterprise_id)
    if row is None or not row.there:
        return ()
    live, marks = (await rulebook.of_day(tx, tx.today)).live, store.portraits.marks_of(row)
    places = live.judge(marks).undecided.tolist()
    return [Undecided(live.measures[place], _missing(live.measures[place].whom, marks)) for place in places]


def _missing(condition: Condition, marks: Mapping[str, int]) -> tuple[Finding, ...]:
    """The comparisons whose figure nobody knows, with the figure needed."""
    return tuple(one for one in findings(condition, Known(marks)) if one.verdict is Verdict.UNKNOWN)


class Known(Subject):
    """What is kept of an enterprise as marks."""

    def __init__(self, marks: Mapping[str, int]) -> None:
        super().__init__(FACTS, {})
        self._marks = dict(marks)


async def missing(tx: Tx, caller: Caller, district: str | None) -> Sequence[Lacking]:
    """Facts on which versions in force hang, and of how many enterprises they are not known."""
    _may_look(caller)
    own = visible_district(caller, district)
    live = (await rulebook.of_day(tx, tx.today)).live
    by_fact: dict[str, list[Audience]] = {}
    seen = [one for one in live.measures if own is None or one.district in (None, own)]
    for one in map(Audience.of, seen):
        for name in one.facts:
            by_fact.setdefault(name, []).append(one)
    counts = await store.audiences.undecided(tx, by_fact, Audience(ALWAYS).within(_in(own)))
    return lacking(counts, {name: len(asked) for name, asked in by_fact.items()})
