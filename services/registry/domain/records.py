"""A profile read back from its canonical form (shared/canonical.py), which receipts keep."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from services.registry.domain.profile import (
    AnnualReport,
    Answer,
    Credential,
    EquityRound,
    InstitutionLevel,
    IpClass,
    Profile,
    Provenance,
    Source,
)

_ANSWERS: Final[dict[str, Any]] = {
    "flag": {"True": True, "False": False}.__getitem__,
    "whole": int,
    "decimal": Decimal,
    "day": date.fromisoformat,
    "text": str,
}


def profile_from(data: Mapping[str, Any]) -> Profile:
    """The profile whose `plain` form this is."""
    return Profile(
        uscc=data["uscc"],
        district=data["district"],
        industry=data["industry"],
        reports={int(year): _report(one) for year, one in data["reports"].items()},
        ip=None if data["ip"] is None else {IpClass(kind): count for kind, count in data["ip"].items()},
        ip_origin=_origin(data["ip_origin"]),
        institution=None if data["institution"] is None else InstitutionLevel(data["institution"]),
        institution_origin=_origin(data["institution_origin"]),
        credentials=_all(data["credentials"], _credential),
        equity_rounds=_all(data["equity_rounds"], _round),
        answers={
            name: Answer(_ANSWERS[one["kind"]](one["value"]), _from(one["origin"]))
            for name, one in data["answers"].items()
        },
    )


def _all(data: Any, read: Any) -> Any:
    return None if data is None else tuple(read(one) for one in data)


def _from(data: Mapping[str, str]) -> Provenance:
    return Provenance(Source(data["source"]), date.fromisoformat(data["on"]))


def _origin(data: Mapping[str, str] | None) -> Provenance | None:
    return None if data is None else _from(data)


def _report(data: Mapping[str, Any]) -> AnnualReport:
    origins = {name: _from(origin) for name, origin in data["origins"].items()}
    return AnnualReport(**{**data, "origin": _from(data["origin"]), "origins": origins})


def _credential(data: Mapping[str, Any]) -> Credential:
    until = data["valid_until"]
    return Credential(
        kind=data["kind"],
        on=date.fromisoformat(data["on"]),
        origin=_from(data["origin"]),
        valid_until=None if until is None else date.fromisoformat(until),
        rank=data["rank"],
    )


def _round(data: Mapping[str, Any]) -> EquityRound:
    return EquityRound(
        on=date.fromisoformat(data["on"]),
        amount_fen=data["amount_fen"],
        origin=_from(data["origin"]),
        qualified=data["qualified"],
    )
