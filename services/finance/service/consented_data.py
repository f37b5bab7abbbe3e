"""What an institution is shown under a consent.

The data is the registry's and is asked for with no transaction open. Before it leaves, one transaction locks the
consent, checks it again, writes the query down and uses up what is for once: so a withdrawal that was acknowledged
before the query was written is obeyed, and every answer that left is in the enterprise's record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Final
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from services.finance import store
from services.finance.domain import consents as rules
from services.finance.domain.consents import DataItem, Purpose
from services.finance.problems import ConsentNotFound, RegistryAway
from services.finance.service.consents import WAY_OUT, items_of
from services.finance.service.gate import check_granted
from services.finance.store.tables import ConsentRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import Enquiry
from shared.peers import Peer, PeerAway

_AWAY: Final = "企业数据暂时无法取得；本次查询未计入，仅限一次的授权也未用去，请稍后重试"
_Yuan = Annotated[str, StringConstraints(pattern=r"^-?\d+\.\d{2}$")]


class _Told(BaseModel):
    """As the registry says it. Members it adds later pass nobody until they are named here."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Contact(_Told):
    role_label: str
    name: str
    phone: str
    email: str | None


class YearFigures(_Told):
    year: int
    staff: int | None
    revenue: _Yuan | None
    main_revenue: _Yuan | None
    rd_expense: _Yuan | None
    net_profit: _Yuan | None
    total_assets: _Yuan | None
    total_debt: _Yuan | None
    rd_staff: int | None


class Assessment(_Told):
    ruleset: str
    tier_label: str
    judged_on: date
    verdict: str
    verdict_label: str


class Application(_Told):
    tier_label: str
    occasion_label: str
    state: str
    state_label: str
    drafted_at: datetime


class _SharedData(_Told):
    enterprise_id: str
    contacts: tuple[Contact, ...] | None
    annual_figures: tuple[YearFigures, ...] | None
    assessments: tuple[Assessment, ...] | None
    applications: tuple[Application, ...] | None


class _Reference(_Told):
    enterprise_id: str
    institution: str
    status: str


@dataclass(frozen=True)
class Asked:
    """`items`: empty for all that was consented to."""

    purpose: Purpose
    items: Sequence[DataItem]


@dataclass(frozen=True)
class Shown:
    """The query as it was written down, and what was shown: the parts consented to, no others."""

    consent_id: str
    uscc: str
    purpose: Purpose
    number: int
    queried_at: datetime
    parts: dict[DataItem, Sequence[Any]] = field(repr=False)


@dataclass(frozen=True)
class _Found:
    """What the first transaction found."""

    consent_id: str
    enterprise_id: str
    uscc: str
    items: tuple[DataItem, ...]


async def under_consent(enquiry: Enquiry, registry: Peer, caller: Caller, consent_id: str, asked: Asked) -> Shown:
    """Raises ConsentNotFound for whatever is no consent of this institution, for this purpose, in force now."""
    async with enquiry.reading() as tx:
        consent = await store.consents.in_force(tx, consent_id, caller.institution or "", asked.purpose)
        found = await _found(tx, [consent] if consent else [], asked)
    return await _shown(enquiry, registry, caller, found, asked)


async def by_code(enquiry: Enquiry, registry: Peer, caller: Caller, reference: str, asked: Asked) -> Shown:
    """Of the enterprise whose code this institution scanned. Raises ConsentNotFound."""
    scan = await _scan(registry, reference)
    institution = caller.institution or ""
    async with enquiry.reading() as tx:
        consents: Sequence[ConsentRow] = ()
        if scan is not None and scan.institution == institution and scan.status == "active":
            consents = await store.consents.in_force_of(tx, scan.enterprise_id, institution, asked.purpose)
        found = await _found(tx, consents, asked)
    return await _shown(enquiry, registry, caller, found, asked, reference)


async def _scan(registry: Peer, reference: str) -> _Reference | None:
    try:
        answer = await registry.find(f"/v1/code-references/{quote(reference, safe='')}")
        return None if answer is None else _Reference.model_validate(answer)
    except (PeerAway, ValidationError) as fault:
        raise RegistryAway(_AWAY) from fault


async def _found(tx: Tx, consents: Sequence[ConsentRow], asked: Asked) -> _Found:
    """Of several the one that shows most; one that is for once only where no other shows as much; then the newest."""
    showing = [(consent, rules.shown(items_of(consent.items), asked.items)) for consent in consents]
    best = max(showing, key=lambda one: (len(one[1]), not one[0].single_use, one[0].granted_at), default=None)
    if best is None or not best[1]:
        raise ConsentNotFound(WAY_OUT)
    enterprise = await store.KNOWN.by_id(tx, best[0].enterprise_id)
    if enterprise is None or enterprise.ended_on is not None:
        raise ConsentNotFound(WAY_OUT)
    return _Found(best[0].consent_id, best[0].enterprise_id, enterprise.uscc, best[1])


async def _shown(
    enquiry: Enquiry, registry: Peer, caller: Caller, found: _Found, asked: Asked, reference: str | None = None
) -> Shown:
    data = await _asked_of(registry, found)
    consent_id, items = found.consent_id, " ".join(found.items)
    async with enquiry.writing(consent_id=consent_id, items=items, purpose=asked.purpose) as tx:
        await check_granted(tx, caller, "consent:read")
        used = await store.consents.use(tx, consent_id, caller.institution or "", asked.purpose)
        if used is None:  # withdrawn, used up or ended while the registry was asked
            raise ConsentNotFound(WAY_OUT)
        query = {
            "consent_id": consent_id,
            "number": used.number,
            "actor": caller.actor,
            "items": items,
            "purpose": asked.purpose,
            "reference": reference,
            "queried_at": used.at,
        }
        await store.consents.add_query(tx, query)
    parts = {item: getattr(data, item) for item in found.items}
    return Shown(consent_id, found.uscc, asked.purpose, used.number, used.at, parts)


async def _asked_of(registry: Peer, found: _Found) -> _SharedData:
    """Only what was consented to is asked for. Raises RegistryAway, also where it speaks of somebody else."""
    try:
        answer = await registry.get(f"/v1/enterprises/{found.uscc}/shared-data", parts=list(found.items))
        data = _SharedData.model_validate(answer)
    except (PeerAway, ValidationError) as fault:
        raise RegistryAway(_AWAY) from fault
    whole = all(getattr(data, item) is not None for item in found.items)
    if data.enterprise_id != found.enterprise_id or not whole:
        raise RegistryAway(_AWAY)
    return data
