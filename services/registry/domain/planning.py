"""The next step: what each criterion still lacks, and the fewest criteria that together are enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from services.registry.domain.assessment import Readings, indicator_verdict
from services.registry.domain.criteria import Criterion, Indicator, Judged, Occasion, Role, Rule, Score, Standard, judge
from services.registry.domain.figures import value_text
from services.registry.domain.figures.reading import Case, Reading
from services.registry.domain.profile import Profile
from services.registry.domain.sizes import SizeRules
from services.registry.domain.steps import Moved, Step, Steps, alternatives, change, cheapest, cost
from services.registry.domain.wording import label, needed
from shared.events import Title
from shared.values import Tier, Verdict


@dataclass(frozen=True, slots=True)
class Lack:
    """A criterion that is not met, or an indicator that could earn more, with the smallest change that does it."""

    role: Role
    rule: Rule
    verdict: Verdict
    steps: Steps
    words: tuple[str, ...]
    """Each step as an enterprise reads it."""
    points: int = 0
    """An indicator's points once the steps are done."""

    @property
    def change(self) -> Fraction:
        return change(self.steps)

    @property
    def evidence(self) -> str:
        """凭证: what to bring."""
        return self.rule.evidence


@dataclass(frozen=True, slots=True)
class Plan:
    ruleset: str
    tier: Tier
    on: date
    verdict: Verdict
    lacks: tuple[Lack, ...]
    """Every criterion unmet or unknown and every indicator below its full points, each with its own smallest change."""
    fewest: tuple[Lack, ...]
    """With all of these the standard is met, without any one it is not; empty where it is met already."""
    enough: bool
    """Whether `fewest`, re-scored, meets the standard: false only where the standard contradicts itself."""


def _words(step: Step, reading: Reading) -> str:
    asked = step.test.asked
    now = "不明" if reading.value is None else value_text(asked, reading.value)
    return f"{label(asked)}：现为{now}，需{needed(step.test)}"


def plan(
    standard: Standard,
    profile: Profile,
    on: date,
    titles: Sequence[Title],
    sizes: SizeRules,
    occasion: Occasion = Occasion.NEW,
) -> Plan:
    """What the enterprise lacks for the tier of this standard. `titles`: every title it ever held."""
    search = _Search(standard, occasion, Readings(Case(profile, titles, on, sizes)))
    chosen = search.fewest()
    return Plan(
        ruleset=standard.ruleset,
        tier=standard.tier,
        on=on,
        verdict=search.judged.whole.verdict,
        lacks=search.lacks(),
        fewest=chosen,
        enough=search.met_with(chosen),
    )


_State = tuple[int, tuple[int, ...]]
"""Points in all and by group, none counted beyond what is needed."""
_Way = tuple[int, Fraction, int, tuple[Lack, ...]]
"""Criteria, change, how many of them others bestow, and which: the smaller the better."""


class _Search:
    def __init__(self, standard: Standard, occasion: Occasion, readings: Readings) -> None:
        self._standard = standard
        self._occasion = occasion
        self._readings = readings
        self._now = Moved(readings.mark)
        self.judged: Judged = self._judge(self._now)
        self._criteria = [self._lack(role, one) for role, one in standard.asked_of(occasion)]
        self._unmet = [one for one in self._criteria if one.verdict is not Verdict.MET]

    def _judge(self, marks: Moved) -> Judged:
        return judge(self._standard, self._occasion, marks)

    def _lack(self, role: Role, one: Criterion) -> Lack:
        steps = cheapest(one.test, self._now)
        return Lack(role, one, self.judged.criteria[role, one.code].verdict, steps, self._words(steps))

    def _words(self, steps: Steps) -> tuple[str, ...]:
        return tuple(_words(step, self._readings[step.test.asked]) for step in steps)

    def met_with(self, chosen: Iterable[Lack]) -> bool:
        steps = [step for one in chosen for step in one.steps]
        return bool(self._judge(self._now.after(steps)).whole.certain)

    def lacks(self) -> tuple[Lack, ...]:
        raised = (self._raised(one) for one in self._standard.indicators)
        return (*self._unmet, *(min(ways, key=lambda lack: (lack.points, cost(lack.steps))) for ways in raised if ways))

    def _raised(self, one: Indicator) -> list[Lack]:
        """Every way to earn more with one indicator."""
        points = self.judged.points[one.code]
        verdict = indicator_verdict(points)
        return [
            Lack(Role.INDICATOR, one, verdict, steps, self._words(steps), band.points)
            for band in one.bands
            if band.points > points.worst
            for steps in alternatives(band.test, self._now)
        ]

    def fewest(self) -> tuple[Lack, ...]:
        """The fewest criteria, ties by the smallest change, then by what the enterprise can bring about itself."""
        if self.met_with(()):
            return ()
        must = tuple(one for one in self._unmet if one.role is not Role.DIRECT)
        if self.met_with(must):
            return self._without_idle(must)
        ways = [self._way(must, (one,)) for one in self._unmet if one.role is Role.DIRECT]
        if self._standard.score:
            ways += self._by_score(self._standard.score, must)
        nothing: _Way = (0, Fraction(0), 0, ())
        *_, chosen = min(ways, key=lambda way: way[:3], default=nothing)
        return self._without_idle((*must, *chosen))

    def _way(self, must: tuple[Lack, ...], chosen: tuple[Lack, ...]) -> _Way:
        """A gate that the chosen steps meet on the way costs nothing more."""
        after = self._now.after(step for one in chosen for step in one.steps)
        spared = [one for one in must if isinstance(one.rule, Criterion) and one.rule.test.truth(after).certain]
        change = sum((one.change for one in chosen), Fraction(0)) - sum((one.change for one in spared), Fraction(0))
        bestowed = sum(isinstance(one.rule, Criterion) and one.rule.bestowed for one in chosen)
        return len(chosen) - len(spared), change, bestowed, chosen

    def _by_score(self, score: Score, must: tuple[Lack, ...]) -> list[_Way]:
        """The best way to the pass mark and every group's floor, if there is one: indicator by indicator, the best way
        to each state of points."""
        gates_done = self._now.after(step for one in must for step in one.steps)
        base = self._judge(gates_done)
        floors = tuple(group.floor for group in score.groups)
        place = {group.code: at for at, group in enumerate(score.groups)}

        def capped(total: int, groups: Iterable[int]) -> _State:
            return min(total, score.pass_mark), tuple(min(pair) for pair in zip(groups, floors, strict=True))

        start = capped(base.total.worst, (base.groups[group.code].worst for group in score.groups))
        best: dict[_State, _Way] = {start: (0, Fraction(0), 0, ())}
        for one in score.indicators:
            options = [
                (
                    one.points(gates_done.after(raised.steps)).worst - base.points[one.code].worst,
                    self._way(must, (raised,)),
                )
                for raised in self._raised(one)
            ]
            for (total, groups), way in list(best.items()):
                for gain, option in options:
                    if gain <= 0:
                        continue
                    grown = [at_group + gain * (at == place[one.group]) for at, at_group in enumerate(groups)]
                    joined = (way[0] + option[0], way[1] + option[1], way[2] + option[2], (*way[3], *option[3]))
                    state = capped(total + gain, grown)
                    if state not in best or joined[:3] < best[state][:3]:
                        best[state] = joined
        goal = (score.pass_mark, floors)
        return [best[goal]] if goal in best else []

    def _without_idle(self, chosen: tuple[Lack, ...]) -> tuple[Lack, ...]:
        """Without those that are not needed once the others are done, the dearest first."""
        for one in sorted(chosen, key=lambda lack: lack.change, reverse=True):
            rest = tuple(other for other in chosen if other is not one)
            if self.met_with(rest):
                chosen = rest
        return chosen
