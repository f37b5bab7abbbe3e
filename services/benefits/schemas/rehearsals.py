"""Rehearsals as officers ask for and read them. Money in yuan strings."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.schemas import version_examples as examples
from services.benefits.schemas.calculations import ResultOut, result_members
from services.benefits.store.tables import RehearsalRow
from shared.strict import Body
from shared.values import DISTRICTS, TIER_LABELS, Money, Tier, YuanIn, yuan

Status = Literal["queued", "running", "done", "failed"]


class RehearsalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"budget": "600000000.00"}, {}]})

    budget: YuanIn | None = Field(default=None, description="对照的预算，元")

    @property
    def budget_fen(self) -> int | None:
        return None if self.budget is None else int(Money.from_yuan(self.budget))


class SideOut(BaseModel):
    """One of the two rules, over everybody."""

    met: int
    unknown: int
    unmet: int
    amount: str


class MovedOut(BaseModel):
    enterprises: int
    amount: str


class ShareOut(BaseModel):
    tier: Tier
    tier_label: str
    district: str
    district_label: str
    met_before: int
    met: int
    amount_before: str
    amount: str


class MissingFactOut(BaseModel):
    fact: str
    label: str
    enterprises: int = Field(description="缺这一项而尚不能判断或计算的企业数")


class SampleOut(BaseModel):
    change: Literal["gains", "loses", "unknown"]
    uscc: str
    name: str
    before: ResultOut | None
    after: ResultOut


class ReportOut(BaseModel):
    epoch: str
    position: int = Field(description="企业情况截至登记信息的第几条变更")
    against: str | None = Field(description="对照的施行版本；政策原文或尚无则为空")
    before: SideOut | None = Field(description="现行规定；尚无则为空")
    after: SideOut
    over_budget: str | None = Field(description="超出预算多少，元；未给预算则为空")
    gaining: MovedOut
    losing: MovedOut
    shares: list[ShareOut] = Field(description="按梯度与区、县（市）")
    missing: list[MissingFactOut]
    samples: list[SampleOut]


class RehearsalOut(BaseModel):
    """预演"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.REHEARSAL]})

    rehearsal_id: str
    version_id: str
    status: Status
    done: int = Field(description="已读取的企业数")
    population: int
    asked_at: datetime
    finished_at: datetime | None
    on: date = Field(description="按哪一天的规定与情况")
    fault: str | None
    budget: str | None
    report: ReportOut | None

    @classmethod
    def of(cls, row: RehearsalRow) -> Self:
        own = row.model_dump(
            include={"rehearsal_id", "version_id", "done", "population", "asked_at", "finished_at", "fault"}
        )
        return cls(
            **own,
            status=_status(row),
            on=row.day,
            budget=None if row.budget_fen is None else yuan(row.budget_fen),
            report=None if row.report is None else ReportOut.model_validate(_report(row, json.loads(row.report))),
        )


def _status(row: RehearsalRow) -> Status:
    if row.finished_at is not None:
        return "failed" if row.report is None else "done"
    return "queued" if row.leased_until is None else "running"


def _report(row: RehearsalRow, kept: Mapping[str, Any]) -> dict[str, Any]:
    over = None if row.budget_fen is None else yuan(max(0, kept["after"]["fen"] - row.budget_fen))
    return {
        "epoch": row.epoch,
        "position": row.position,
        "against": row.against or None,
        "before": kept["before"] and _side(kept["before"]),
        "after": _side(kept["after"]),
        "over_budget": over,
        "gaining": _moved(kept["gaining"]),
        "losing": _moved(kept["losing"]),
        "shares": [_share(one) for one in kept["shares"]],
        "missing": kept["missing"],
        "samples": [_sample(one) for one in kept["samples"]],
    }


def _side(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: kept[name] for name in ("met", "unknown", "unmet")}, "amount": yuan(kept["fen"])}


def _moved(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {"enterprises": kept["enterprises"], "amount": yuan(kept["fen"])}


def _share(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "tier": kept["tier"],
        "tier_label": TIER_LABELS[Tier(kept["tier"])],
        "district": kept["district"],
        "district_label": DISTRICTS[kept["district"]],
        "met_before": kept["met_before"],
        "met": kept["met"],
        "amount_before": yuan(kept["fen_before"]),
        "amount": yuan(kept["fen"]),
    }


def _sample(kept: Mapping[str, Any]) -> dict[str, Any]:
    before = kept["before"] and result_members(kept["before"])
    return {**kept, "before": before, "after": result_members(kept["after"])}
