"""Needs of scarce talents, in the verbs tests speak in."""

from datetime import timedelta
from typing import Any

from tests.postings import acts, made
from tests.zone import RunningZone


def said(zone: RunningZone, **more: Any) -> dict[str, Any]:
    until = (zone.today + timedelta(days=200)).isoformat()
    return {
        "occupation": "research", "title": "示例工程师", "level": "senior", "number": 2, "skills": "示例",
        "salary_low": "300000", "salary_high": "500000", "until_on": until, **more,
    }  # fmt: skip


async def declared(zone: RunningZone, uscc: str, **more: Any) -> dict[str, Any]:
    await zone.settle()
    return await made(acts(zone, uscc), f"enterprises/{uscc}/talent-needs", said(zone, **more))
