"""Institutions: who they are, what they may do and until when, their public keys, what they used."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.finance.domain.institutions import (
    KIND_LABELS,
    MAX_KEYS,
    STATE_LABELS,
    STEP_LABELS,
    ClientKey,
    Details,
    Grant,
    Institution,
    InstitutionKind,
    State,
    Step,
    scopes_in_order,
    warnings,
)
from services.finance.problems import KeysRefused
from services.finance.schemas import institution_examples as examples
from services.finance.service.institutions import Ground, InstitutionFile
from services.finance.store.institutions import Wanted
from shared.client_keys import KeyRefused, public_key
from shared.days import Day
from shared.pages import PageQuery
from shared.scopes import SCOPE_LABELS, Scope
from shared.strict import Body
from shared.values import CreditCode, Name, Text

Document = Annotated[Name, Field(description="依据的文件")]
Phone = Annotated[str, StringConstraints(min_length=5, max_length=40, pattern=r"^[0-9+()\- ]+$")]
Email = Annotated[str, StringConstraints(min_length=5, max_length=120, pattern=r"^[!-?A-~]+@[!-?A-~]+$")]
Kid = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._~-]+$")]
DEFAULT_KEY_DAYS: Final = 365


class GroundIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.GROUND]})

    document: Document
    reason: Text = Field(description="理由")

    def to_ground(self) -> Ground:
        return Ground(self.document, self.reason)


class GrantIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.GRANT]})

    scopes: list[Scope] = Field(min_length=1, max_length=len(SCOPE_LABELS), description="授权范围")
    valid_until: Day = Field(description="授权的最后一天")
    per_minute: int = Field(default=600, ge=1, le=1_000_000, description="每分钟调用次数")
    per_day: int = Field(default=200_000, ge=1, le=1_000_000_000, description="每日调用次数")
    trial: bool = Field(default=False, description="试用：只读公开的称号信息，次数有限")

    def to_grant(self) -> Grant:
        return Grant(scopes_in_order(self.scopes), self.valid_until, self.per_minute, self.per_day, self.trial)


class KeyIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": examples.KEYS["keys"]})

    jwk: dict[str, Any] = Field(description="公钥 JWK，含 kid：RSA 2048 位以上、EC P-256 或 Ed25519")
    valid_until: Day | None = Field(default=None, description="最后一天；省略则一年")

    def to_key(self, today: date) -> ClientKey:
        kid = self.jwk.get("kid")
        try:
            if not isinstance(kid, str) or not 1 <= len(kid) <= 80 or not kid.isascii() or not kid.isprintable():
                raise KeyRefused("每把公钥应有 kid，80 个字符以内")
            key = public_key(self.jwk)
        except KeyRefused as fault:
            raise KeysRefused(str(fault)) from fault
        return ClientKey(kid, key, today, self.valid_until or today + timedelta(days=DEFAULT_KEY_DAYS))


class KeysIn(Body):
    """All public keys from now on: to change one without a gap, add the new one first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEYS]})

    keys: list[KeyIn] = Field(min_length=1, max_length=MAX_KEYS)

    def to_keys(self, today: date) -> list[ClientKey]:
        return [key.to_key(today) for key in self.keys]


class OfficerKeysIn(KeysIn, GroundIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEYS | examples.GROUND]})


class InstitutionIn(GroundIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW]})

    name: Name = Field(description="机构名称")
    kind: Annotated[InstitutionKind, Field(strict=False, description="机构种类")]
    licence_code: CreditCode = Field(description="许可证上的统一社会信用代码")
    desk: Name = Field(description="对接部门，不填个人")
    phone: Phone = Field(description="对接部门的电话")
    email: Email = Field(description="对接部门的公用邮箱")
    grant: GrantIn
    keys: list[KeyIn] = Field(default=[], max_length=MAX_KEYS)

    def to_details(self) -> Details:
        return Details(self.name, self.kind, self.licence_code, self.desk, self.phone, self.email)

    def to_keys(self, today: date) -> list[ClientKey]:
        return [key.to_key(today) for key in self.keys]


class GrantPatch(GroundIn):
    """What is to change of the grant, at least one member; it is in force once a second person agrees."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"valid_until": "2028-11-27", **examples.GROUND}]})

    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPE_LABELS))] | None = None
    valid_until: Day | None = None
    per_minute: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    per_day: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None
    trial: bool | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        changed = self.model_fields_set - {"document", "reason"}
        if not changed or any(getattr(self, name) is None for name in changed):
            raise ValueError("请至少调整一项，且不得为 null")
        return self

    def values(self) -> dict[str, Any]:
        values = self.model_dump(exclude_unset=True, exclude={"document", "reason"})
        return values | ({"scopes": scopes_in_order(self.scopes)} if self.scopes else {})


class InstitutionQuery(PageQuery):
    state: State | None = Field(default=None, description="状态", examples=["active"])
    ending_within: int | None = Field(default=None, ge=0, le=1_100, description="几天之内到期", examples=[30])
    proposed: bool | None = Field(default=None, description="true 有待第二人批准的授权（暂停中的不计），false 其余")

    def wanted(self, today: date) -> Wanted:
        by = None if self.ending_within is None else today + timedelta(days=self.ending_within)
        return Wanted(self.state, by, self.proposed)


class UsageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    from_on: Day | None = Field(default=None, description="第一天；省略则今天", examples=["2026-11-28"])
    until_on: Day | None = Field(default=None, description="最后一天；省略则与第一天相同", examples=["2026-11-28"])

    def days(self, today: date) -> tuple[date, date]:
        begin = self.from_on or today
        return begin, self.until_on or begin


# ---- answers -------------------------------------------------------------------------------------


class ScopeOut(BaseModel):
    scope: Scope
    label: str


class GrantOut(BaseModel):
    scopes: list[ScopeOut]
    valid_until: date
    days_left: int
    per_minute: int
    per_day: int
    trial: bool

    @classmethod
    def of(cls, grant: Grant, today: date) -> Self:
        return cls(
            scopes=[ScopeOut(scope=scope, label=SCOPE_LABELS[scope]) for scope in grant.scopes],
            valid_until=grant.valid_until,
            days_left=(grant.valid_until - today).days,
            per_minute=grant.per_minute,
            per_day=grant.per_day,
            trial=grant.trial,
        )


class KeyOut(BaseModel):
    kid: str
    kty: str
    added_on: date
    valid_until: date
    days_left: int
    counts: bool


class WarningOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: str
    words: str
    days_left: int


class InstitutionOut(BaseModel):
    """`grant` is what it may do now; `proposal` waits for a second officer."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INSTITUTION]})

    institution_id: str
    name: str
    kind: InstitutionKind
    kind_label: str
    licence_code: str
    desk: str
    phone: str
    email: str
    state: State
    state_label: str
    grant: GrantOut | None
    proposal: GrantOut | None
    keys: list[KeyOut]
    warnings: list[WarningOut]
    version: int

    @classmethod
    def of(cls, one: Institution, today: date) -> Self:
        return cls(**_members(one, today))


def _members(one: Institution, today: date) -> dict[str, Any]:
    details = one.details
    return {
        "institution_id": one.institution_id,
        "name": details.name,
        "kind": details.kind,
        "kind_label": KIND_LABELS[details.kind],
        "licence_code": details.licence_code,
        "desk": details.desk,
        "phone": details.phone,
        "email": details.email,
        "state": one.state,
        "state_label": STATE_LABELS[one.state],
        "grant": GrantOut.of(one.grant.in_force, today) if one.grant else None,
        "proposal": GrantOut.of(one.proposal, today) if one.proposal else None,
        "keys": [
            KeyOut(
                kid=key.kid,
                kty=key.jwk["kty"],
                added_on=key.added_on,
                valid_until=key.valid_until,
                days_left=(key.valid_until - today).days,
                counts=key.counts_on(today),
            )
            for key in one.keys
        ],
        "warnings": [WarningOut.model_validate(warned) for warned in warnings(one, today)],
        "version": one.version,
    }


class StepOut(BaseModel):
    at: datetime
    actor: str
    step: Step
    step_label: str
    state: State
    state_label: str
    document: str
    reason: str


class InstitutionFileOut(InstitutionOut):
    """With what was done about it, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.FILE]})

    steps: list[StepOut]

    @classmethod
    def of_file(cls, file: InstitutionFile, today: date) -> Self:
        steps = [
            StepOut(
                **row.model_dump(include={"at", "actor", "step", "state", "document", "reason"}),
                step_label=STEP_LABELS[Step(row.step)],
                state_label=STATE_LABELS[State(row.state)],
            )
            for row in file.steps
        ]
        return cls(**_members(file.institution, today), steps=steps)


class InstitutionPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.INSTITUTION], "next_cursor": None}]})

    items: list[InstitutionOut]
    next_cursor: str | None
