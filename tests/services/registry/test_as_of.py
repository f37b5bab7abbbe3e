"""What an enterprise held on any day, asked over HTTP, is what replaying its decisions says."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from services.registry.domain.titles import (
    Decision,
    Ground,
    Recognition,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    Titles,
    decided,
)
from services.registry.procedures import terms
from shared.events import TitleStatus, counting_on, tier_on
from shared.values import HOLDABLE, Tier
from tests.titles import DAY, ENTERPRISE
from tests.zone import RunningZone, key, new_uscc

VERBS = ("titles", "renewals", "suspensions", "resumptions", "revocations")
YEARS, DECISIONS, DAYS_ASKED = 10, 12, 40
BY: Any = {"authority": "示例机关", "document": "示例文号"}


def drawn(chance: random.Random, titles: Titles, today: date) -> tuple[str, dict[str, Any], Any]:
    """Something to decide, in the past: its address under /v1, its body, and the same as the rules take it."""
    suspended = [title for title in titles if title.status is TitleStatus.SUSPENDED]
    verb = "resumptions" if suspended else chance.choice(VERBS) if titles else "titles"
    old = chance.choice(suspended or titles) if titles else None
    since = old.recognised_on if old and verb != "titles" else today - YEARS * 365 * DAY
    on = min(since + chance.randrange(1_200 if verb != "titles" else YEARS * 365) * DAY, today)
    title_id, said = old.title_id if old else "", {"document": BY["document"], "decided_on": on.isoformat()}
    path = f"titles/{title_id}/{verb}"
    match verb:
        case "renewals":
            return path, {**said, **BY}, lambda new: Renewal(new, title_id, None, *BY.values(), on)
        case "suspensions":
            body = {**said, "ground": "accident"}
            return path, body, lambda _: Suspending(title_id, Ground.ACCIDENT, BY["document"], on)
        case "resumptions":
            return path, said, lambda _: Resuming(title_id, BY["document"], on)
        case "revocations":
            body = {**said, "ground": "unqualified"}
            return path, body, lambda _: Revocation(title_id, Ground.UNQUALIFIED, BY["document"], on)
        case _:
            tier, number = chance.choice(HOLDABLE), f"示例-{chance.randrange(10**6)}"
            body = {"tier": tier, "number": number, **BY, "recognised_on": on.isoformat()}
            return "enterprises/{uscc}/titles", body, lambda new: Recognition(new, tier, number, *BY.values(), on)


async def decide(zone: RunningZone, chance: random.Random, uscc: str, titles: Titles) -> tuple[Titles, str]:
    """After one decision more, by the rules, and its kind; as they were where the registry refuses it."""
    path, body, rule = drawn(chance, titles, zone.today)
    answer = await zone.officer().post(f"/v1/{path.format(uscc=uscc)}", json=body, headers=key())
    if answer.status_code == 409:
        return titles, ""
    assert answer.status_code == 201, answer.text
    known = {title.title_id for title in titles}
    new = [one["title_id"] for one in answer.json()["titles"] if one["title_id"] not in known]
    decision: Decision = rule(*new or [""])
    return decided(ENTERPRISE, titles, decision, zone.today, terms()), path.rpartition("/")[2]


def asked(chance: random.Random, titles: Titles, today: date) -> Sequence[date]:
    """The days on which anything begins or ends, those before and after, and some others of ten years."""
    edges = {day for title in titles for span in title.spans for day in span}
    some = {today - chance.randrange(YEARS * 365) * DAY for _ in range(DAYS_ASKED)}
    return sorted({day + n * DAY for day in edges for n in (-1, 0, 1)} | some)


@pytest.mark.parametrize("seed", [1, 2])
async def test_as_of_equals_replaying_the_history(zone: RunningZone, seed: int) -> None:
    chance, uscc = random.Random(seed), await zone.register(new_uscc())
    titles: Titles = ()
    taken: list[str] = []
    while len(taken) < DECISIONS or set(taken) < set(VERBS):  # with everything in it
        titles, kind = await decide(zone, chance, uscc, titles)
        taken += [kind] if kind else []
    tiers = set()
    for day in asked(chance, titles, zone.today):
        shown = await zone.profile(uscc, as_of=day.isoformat())
        tier = Tier.highest(one.tier for one in counting_on(titles, day))
        assert shown["standing"] == {**shown["standing"], "tier": tier, "as_of": day.isoformat()}
        assert tier is tier_on(titles, day)
        tiers.add(tier)
    assert len(tiers) > 1
    kept = {one["title_id"]: one for one in shown["titles"]}
    for title in titles:
        told = title.model_dump(mode="json", exclude={"first"})
        assert kept[title.title_id] == {**kept[title.title_id], **told}
