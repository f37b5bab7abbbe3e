"""What an institution reads about itself: what it may do and until when, how much is left, what it used."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.finance.domain.institutions import Institution
from services.finance.domain.purposes import PURPOSE_LABELS, Purpose
from services.finance.domain.quotas import WINDOW_LABELS, Window
from services.finance.schemas import institution_examples as examples
from services.finance.schemas.institutions import InstitutionOut
from services.finance.store.usage import Used


class QuotaOut(BaseModel):
    window: str
    window_label: str
    quota: int
    left: int
    seconds: int
    resets_in: int


class OwnInstitutionOut(InstitutionOut):
    """Beside what it may do, what the token that asks is for."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MAY]})

    scopes_of_token: list[str]
    quotas: list[QuotaOut]

    @classmethod
    def of_own(cls, one: Institution, today: date, scopes: frozenset[str] | None, windows: Sequence[Window]) -> Self:
        may = one.grant.in_force.scopes if one.grant else ()
        quotas = [
            QuotaOut(
                window=window.name,
                window_label=WINDOW_LABELS[window.name],
                quota=window.quota,
                left=window.left,
                seconds=window.seconds,
                resets_in=window.resets_in,
            )
            for window in windows
        ]
        members = InstitutionOut.of(one, today).model_dump()
        of_token = [scope for scope in may if scopes is None or scope in scopes]
        return cls(**members, scopes_of_token=of_token, quotas=quotas)


class UsedOut(BaseModel):
    operation: str
    purpose: Purpose
    purpose_label: str
    calls: int
    refused: int


class UsageOut(BaseModel):
    """Calls by operation and purpose; `refused` were over the quota. Written within seconds."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.USE]})

    from_on: date
    until_on: date
    calls: int
    refused: int
    items: list[UsedOut]

    @classmethod
    def of(cls, days: tuple[date, date], used: Sequence[Used]) -> Self:
        items = [
            UsedOut(
                operation=one.operation,
                purpose=Purpose(one.purpose),
                purpose_label=PURPOSE_LABELS[Purpose(one.purpose)],
                calls=one.calls,
                refused=one.refused,
            )
            for one in used
        ]
        return cls(
            from_on=days[0],
            until_on=days[1],
            calls=sum(one.calls for one in items),
            refused=sum(one.refused for one in items),
            items=items,
        )
