"""The catalogue: counted by officers, published as dated editions, read by everybody in the zone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from pydantic import TypeAdapter

from services.notifications import store
from services.notifications.domain.talents import Basis, Level, Line, Need, catalogue
from services.notifications.store.tables import TalentCatalogueRow
from services.notifications.talent_data import occupation_label, terms
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Conflict, Forbidden, NotFound
from shared.spreadsheets import Cell, Table
from shared.values import CITY, DISTRICTS

HEADERS: Final = (
    "区县", "行业代码", "职业类别", "需求人数", "初级", "中级", "高级", "专家", "企业数", "同意列示的企业",
)  # fmt: skip
PLACES: Final = {CITY: "全市其他", **DISTRICTS}
_LINES: Final = TypeAdapter(list[Line])
_BASIS: Final[TypeAdapter[Basis]] = TypeAdapter(dict[str, dict[str, tuple[tuple[Level, int], ...]]])


class CatalogueNotFound(NotFound):
    code, title = "TALENT_CATALOGUE_NOT_FOUND", "没有找到这一期目录"


class CatalogueEmpty(Conflict):
    code, title = "TALENT_CATALOGUE_EMPTY", "没有可公布的人才需求"


@dataclass(frozen=True)
class Edition:
    row: TalentCatalogueRow
    lines: Sequence[Line]


@dataclass(frozen=True)
class Figure:
    key: str
    label: str
    needs: int
    people: int
    enterprises: int


async def publish(tx: Tx, caller: Caller, title: str) -> Edition:
    """Of what stands today. By the city; the next of this year."""
    if not decide(caller, "talent_catalogue.publish"):
        raise Forbidden("目录由市级审批人员公布")
    needs = await _needs(tx, None)
    before = await store.talents.last_basis(tx)
    made = catalogue(needs, terms(tx.today).fewest_enterprises, _BASIS.validate_json(before or "{}"))
    if not made.lines:
        raise CatalogueEmpty("现有需求不足以公布；不同意列示的企业达到最低家数后再公布")
    row = {
        "catalogue_id": str(uuid4()),
        "year": tx.today.year,
        "number": await store.talents.last_number(tx, tx.today.year) + 1,
        "title": title,
        "published_on": tx.today,
        "published_at": tx.now,
        "needs": len(needs),
        "left_out": made.left_out,
        "lines": _LINES.dump_json(list(made.lines)).decode(),
        "basis": _BASIS.dump_json(dict(made.basis)).decode(),
        "actor": caller.actor,
    }
    await store.talents.add_catalogue(tx, row)
    return await get(tx, str(row["catalogue_id"]))


async def editions(tx: Tx) -> Sequence[TalentCatalogueRow]:
    """The current one first."""
    return await store.talents.catalogues(tx)


async def get(tx: Tx, catalogue_id: str) -> Edition:
    row = await store.talents.catalogue(tx, catalogue_id)
    if row is None:
        raise CatalogueNotFound("请核对编号；各期目录见 /notifications/v1/talent-catalogues")
    return Edition(row, _LINES.validate_json(row.lines))


async def table(tx: Tx, catalogue_id: str) -> Table:
    edition = await get(tx, catalogue_id)
    row = edition.row
    return Table.of(
        f"紧缺专业人才需求目录{row.year}年第{row.number}期", HEADERS, [_cells(one) for one in edition.lines]
    )


def _cells(line: Line) -> list[Cell]:
    levels = [line.levels.get(level, 0) for level in Level]
    named = "、".join(line.named)
    place, industry = PLACES[line.district], line.industry or "其他"
    return [place, industry, occupation_label(line.occupation), line.number, *levels, line.enterprises, named]


async def figures(tx: Tx, caller: Caller, by: str, district: str | None) -> list[Figure]:
    """What stands today, exactly: for officers, not for publication. The most people first."""
    if not decide(caller, "figures.read", Matter(district=caller.district)):
        raise Forbidden("您的角色不能查看统计")
    needs = await _needs(tx, visible_district(caller, district))
    key, label = _BY[by]
    people: Counter[str] = Counter()
    for one in needs:
        people[key(one)] += one.number
    return [
        Figure(
            name,
            label(name),
            sum(key(one) == name for one in needs),
            number,
            len({one.enterprise_id for one in needs if key(one) == name}),
        )
        for name, number in sorted(people.items(), key=lambda one: (-one[1], one[0]))
    ]


_BY: Final[Mapping[str, tuple[Callable[[Need], str], Callable[[str], str]]]] = {
    "district": (lambda one: one.district, lambda code: DISTRICTS.get(code, code)),
    "industry": (lambda one: one.industry, lambda code: code),
    "occupation": (lambda one: one.occupation, occupation_label),
}


async def _needs(tx: Tx, district: str | None) -> list[Need]:
    return [_need(*row) for row in await store.talents.standing(tx, district)]


def _need(row: Any, name: str, district: str, industry: str) -> Need:
    return Need(
        row.enterprise_id, name, district, industry, row.occupation, Level(row.level), row.number, row.may_be_named
    )
