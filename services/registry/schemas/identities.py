"""What becomes of legal persons: renames, new USCCs, mergers, deregistrations."""

from datetime import date, datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.identities import IDENTITY_LABELS, IdentityKind
from services.registry.schemas import examples
from services.registry.schemas.enterprises import EnterpriseOut
from services.registry.service.identities import Ended, Proof
from services.registry.store.tables import IdentityChangeRow
from shared.days import Day
from shared.strict import Body
from shared.values import CreditCode, Name

_PROOF: Final[dict[str, Any]] = {"document": "准予变更登记通知书（示例）第1号", "changed_on": "2026-11-20"}
_ENDED: Final[dict[str, Any]] = {
    **examples.ENTERPRISE,
    "version": 5,
    "ended_on": "2026-11-20",
    "ending": "merged",
    "change_id": "3295c1f2-7d84-4ca5-b8de-1f3c9749db18",
}
_LINE: Final[dict[str, Any]] = {
    "identity_change_id": "0f7b4a52-92f5-4f0a-8d0b-6a1f2b3c4d5e",
    "kind": "renamed",
    "kind_label": "更名",
    "before": "示例传感有限公司",
    "after": "示例传感技术有限公司",
    **_PROOF,
    "recorded_at": "2026-11-23T01:31:19.583859Z",
}


class _ProofIn(Body):
    document: Name = Field(description="登记机关的文件")
    changed_on: Day = Field(description="变更或注销日期")

    def proof(self) -> Proof:
        return Proof(self.document, self.changed_on)


class RenameIn(_ProofIn):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "示例传感技术有限公司", **_PROOF}]})

    name: Name


class NewUsccIn(_ProofIn):
    model_config = ConfigDict(json_schema_extra={"examples": [{"uscc": "91330108MAXB0012XH", **_PROOF}]})

    uscc: CreditCode = Field(description="新的统一社会信用代码")


class MergerIn(_ProofIn):
    model_config = ConfigDict(json_schema_extra={"examples": [{"absorbed_uscc": "91330106MAXC0034XL", **_PROOF}]})

    absorbed_uscc: CreditCode = Field(description="被合并企业的统一社会信用代码")


class DeregistrationIn(_ProofIn):
    model_config = ConfigDict(json_schema_extra={"examples": [_PROOF]})


class EndedOut(EnterpriseOut):
    """The enterprise that is none any more; `change_id` leads to what the end of its titles did everywhere."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ENDED]})

    change_id: str | None

    @classmethod
    def of_ended(cls, ended: Ended) -> Self:
        return cls(**EnterpriseOut.of(ended.enterprise).model_dump(), change_id=ended.change_id)


class IdentityChangeOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    identity_change_id: str
    kind: IdentityKind
    kind_label: str
    before: str = Field(description="原名称或原代码；合并时为另一方的代码")
    after: str = Field(description="新名称或新代码；合并时为另一方的名称")
    changed_on: date
    document: str
    recorded_at: datetime

    @classmethod
    def of(cls, row: IdentityChangeRow) -> Self:
        kind = IdentityKind(row.kind)
        return cls(**row.model_dump(exclude={"enterprise_id", "kind"}), kind=kind, kind_label=IDENTITY_LABELS[kind])


class IdentityPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None}]})

    items: list[IdentityChangeOut]
    next_cursor: str | None
