"""Brings what the districts keep beside titles into the registry, through its own functions, as its own officers."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.demo.loading import ORIGIN
from services.demo.places import DrawnPark, Places
from services.registry import store
from services.registry.domain.goals import Entry, Goal, Kind, Stated
from services.registry.domain.parks import Honour, ParkDecision, ParkKind
from services.registry.service import coverage, goals, parks, service_officers
from shared.callers import Caller
from shared.db import Database, Tx
from shared.values import CITY, EnterpriseId

_CITY_OFFICER: Final = Caller("officer", "demonstration-city", district=CITY, roles=("approver", "reviewer"))
_ANY: Final = "*"
_PHONE: Final = "0571-00000000"
"""A number nobody has."""
_PROVIDER: Final = "示例管理咨询机构"


async def arrange_places(db: Database, places: Places) -> None:
    async with db.transaction(ORIGIN) as tx:
        await _targets(tx, places)
        await _land(tx, places)
    wanted = {uscc for park in places.parks for uscc in park.usccs} | set(places.diagnoses)
    wanted |= {uscc for officer in places.service_officers for uscc in officer.usccs}
    async with db.transaction(ORIGIN) as tx:
        ids = await store.enterprises.ids_of(tx, wanted)
        for park in places.parks:
            await _park(tx, park, ids)
        for officer in places.service_officers:
            one = await service_officers.name(
                tx, _CITY_OFFICER, officer.district, officer.name, officer.department, _PHONE
            )
            await service_officers.assign_new(tx, one, [ids[uscc] for uscc in officer.usccs], _CITY_OFFICER.actor)
        done = {ids[uscc]: (day, _PROVIDER) for uscc, day in places.diagnoses.items()}
        await coverage.record_diagnoses(tx, done, _CITY_OFFICER.actor)


async def _targets(tx: Tx, places: Places) -> None:
    totals: dict[tuple[int, str], int] = {}
    for (year, goal, _), value in places.targets.items():
        totals[year, goal] = totals.get((year, goal), 0) + value
    every = dict(places.targets) | {(year, goal, CITY): total for (year, goal), total in totals.items()}
    for (year, goal, district), value in every.items():
        said = Stated(value, f"示例目标任务文件〔{year}〕1号")
        await goals.enter(tx, _CITY_OFFICER, goals.target(year, Goal(goal), district), _ANY, said)


async def _land(tx: Tx, places: Places) -> None:
    """The year under way has sold its share of the year."""
    for (year, district), mu in places.land.items():
        until = min(tx.today, date(year, 12, 31))
        so_far = mu * (until - date(year - 1, 12, 31)).days // 366
        said = Stated(so_far, f"示例土地出让统计〔{year}〕", until)
        key = Entry(Kind.RESULT, year, Goal.INDUSTRIAL_LAND, district)
        await goals.enter(tx, _CITY_OFFICER, key, _ANY, said)


async def _park(tx: Tx, drawn: DrawnPark, ids: Mapping[str, EnterpriseId]) -> None:
    shown = await parks.record(tx, _CITY_OFFICER, drawn.name, drawn.district, ParkKind(drawn.kind), drawn.area_sqm)
    park_id = shown.park.park_id
    await parks.admit_new(tx, park_id, [ids[uscc] for uscc in drawn.usccs], drawn.since)
    if drawn.honoured:
        decision = ParkDecision(Honour.SPECIALISED, True, f"示例园区文件〔{tx.today.year}〕1号", tx.today)
        await parks.decide_on(tx, _CITY_OFFICER, park_id, _ANY, decision)
