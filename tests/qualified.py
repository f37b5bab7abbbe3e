"""Enterprises whose figures meet the standard of a tier today: what an application is submitted with."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.answers import written
from services.registry.domain.profile import Credential, Profile
from services.registry.domain.statements import ANNUAL
from services.registry.store.tables import (
    AnnualReportRow,
    AnswerRow,
    CredentialRow,
    InstitutionRow,
    IntellectualPropertyRow,
)
from shared.values import EnterpriseId
from tests.services.registry.profiles import ORIGIN, make_profile
from tests.zone import BINJIANG, RunningZone

LAST_YEAR: Final = 2025
"""Of `make_profile`: the years are moved so that it is the one before today."""
QUALITY: Final = Credential("iso9001", date(2024, 1, 1), ORIGIN)
BELOW: Final = {"little_giant": "specialised"}
"""The title a tier asks for; a 科技型中小企业 is let in to the ladder without one."""


async def qualified(zone: RunningZone, tier: str, district: str = BINJIANG, **changed: Any) -> str:
    """The USCC of an enterprise that meets the standard of this tier; `changed` as in make_profile."""
    uscc = await zone.register(district=district)
    if tier in BELOW:
        await zone.recognise(uscc, BELOW[tier], zone.today - timedelta(days=100))
    credentials = (Credential("tech_sme", zone.today - timedelta(days=30), ORIGIN), QUALITY)
    await put_on_file(zone, uscc, make_profile(**{"credentials": credentials, **changed}))
    return uscc


async def put_on_file(zone: RunningZone, uscc: str, profile: Profile) -> None:
    """Every figure as its own source stated it today."""
    today, moved = zone.today, zone.today.year - 1 - LAST_YEAR
    async with zone.db("registry").transaction() as tx:
        enterprise = await store.enterprises.find(tx, uscc)
        assert enterprise
        enterprise_id = EnterpriseId(enterprise.enterprise_id)
        said = {"enterprise_id": enterprise_id, "source": "officer", "stated_on": today}
        reports = [
            {**said, "year": year + moved, **{name: getattr(one, name) for name in ANNUAL}}
            for year, one in profile.reports.items()
        ]
        answers = [
            {**said, "source": one.origin.source, "name": name, "value": written(one.value)}
            for name, one in profile.answers.items()
        ]
        held = [
            {
                **said,
                "credential_id": str(uuid4()),
                "kind": one.kind,
                "awarded_on": one.on,
                "rank": one.rank,
            }
            for one in profile.credentials or ()
        ]
        await store.profiles.put(tx, AnnualReportRow, reports)
        await store.profiles.put(tx, AnswerRow, answers)
        if profile.ip is not None:
            none = dict.fromkeys(("i_high_value", "i_own", "i", "ii"), 0)
            counts = {kind.value: count for kind, count in profile.ip.items()}
            await store.profiles.put(tx, IntellectualPropertyRow, [{**said, **none, **counts}])
        if profile.institution is not None:
            row = {"institution_id": str(uuid4()), "name": "示例研发中心", "level": profile.institution}
            await store.profiles.put(tx, InstitutionRow, [{**said, **row}])
        await store.profiles.put(tx, CredentialRow, held)
        await store.profiles.move_version(tx, enterprise_id, enterprise.version + 1)


async def declare_no_equity(zone: RunningZone, uscc: str) -> None:
    """Somebody said that nobody ever paid in."""
    async with zone.db("registry").transaction() as tx:
        enterprise = await store.enterprises.find(tx, uscc)
        assert enterprise
        said = {"enterprise_id": enterprise.enterprise_id, "source": "officer", "stated_on": zone.today}
        await store.profiles.declare(tx, [{**said, "section": "equity-rounds"}])
