"""Proving that a copy of the list equals the list."""

import json
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.domain.shared_list import ListFilter
from services.finance.schemas.shared_list import CURSOR, ENTRY, Industry, ListEntry
from services.finance.service.list_digests import Comparison, Copy, Proof
from shared.strict import Body
from shared.values import District, HeldTier

MAX_BUCKETS: Final = 256
MAX_LINES: Final = 2_000
"""Of one bucket; a bucket of a list of 35,000 has some 137"""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
BucketName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{2}$")]
LineId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
_HASH: Final = "5f1d7a84db00d2fce00b31a7fc73224f89bd0fa7f4e5bb2b1e0f2f9c8a1d6e43"
_OTHER: Final = "0b7e1c5a9d3f4e2681a0c7d5b3f2e4960d8a1c3e5f7092b4d6e8fa0c2e4a6c8b"
_DIGEST: dict[str, Any] = {
    "cursor": CURSOR,
    "number": 5210,
    "count": 1,
    "digest": _HASH,
    "buckets": {"7d": {"count": 1, "digest": _HASH}},
}


class BucketOut(BaseModel):
    count: int
    digest: str


class ListDigest(BaseModel):
    """What a copy at `cursor` under the same filter must come to; docs/shared-list.md says how it is computed."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DIGEST]})

    cursor: str = Field(description="摘要所对应的名单之处；副本到此处时比较")
    number: int = Field(description="其编号")
    count: int = Field(description="企业数")
    digest: str = Field(description="SHA-256，小写十六进制")
    buckets: dict[str, BucketOut] = Field(description="按 enterprise_id 前两位分组，空组不列")

    @classmethod
    def of(cls, proof: Proof) -> "ListDigest":
        return cls(
            cursor=proof.cursor,
            number=proof.place.number,
            count=proof.digest.count,
            digest=proof.digest.hash,
            buckets={name: BucketOut(count=one.count, digest=one.hash) for name, one in proof.digest.buckets.items()},
        )


class ComparisonIn(Body):
    """First the digest; if it differs, with `buckets`; then with `lines` of those that differ."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"cursor": CURSOR, "count": 1, "digest": _OTHER, "buckets": {"7d": _OTHER}}]}
    )

    cursor: str | None = Field(default=None, max_length=600, description="副本所到之处；省略即与此刻的名单比较")
    count: int = Field(ge=0, le=2**53, description="副本中的企业数")
    digest: Sha256 = Field(description="副本的摘要")
    buckets: dict[BucketName, Sha256] | None = Field(
        default=None, max_length=MAX_BUCKETS, description="副本各组的摘要，空组不列"
    )
    lines: dict[BucketName, Annotated[dict[LineId, Sha256], Field(max_length=MAX_LINES)]] | None = Field(
        default=None, max_length=16, description="有差异的组（至多 16 组）：enterprise_id 与该行的 SHA-256"
    )
    tier: HeldTier | None = Field(default=None, description="与副本所用的筛选条件相同")
    holds: HeldTier | None = None
    district: District | None = None
    industry: Industry | None = None

    def to_filter(self) -> ListFilter:
        return ListFilter(tier=self.tier, holds=self.holds, district=self.district, industry=self.industry)

    def filters(self) -> dict[str, Any]:
        return self.model_dump(mode="json", include={"tier", "holds", "district", "industry"}, exclude_none=True)

    def to_copy(self) -> Copy:
        return Copy(self.cursor, self.count, self.digest, self.buckets, self.lines)


class RepairOut(BaseModel):
    op: Literal["upsert", "remove"]
    enterprise_id: str
    entry: ListEntry | None


class ComparisonOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "verdict": "different",
                    "behind": 0,
                    "cursor": CURSOR,
                    "count": 1,
                    "digest": _HASH,
                    "differing_buckets": ["7d"],
                    "repairs": [{"op": "upsert", "enterprise_id": ENTRY["enterprise_id"], "entry": ENTRY}],
                }
            ]
        }
    )

    verdict: Literal["equal", "behind", "different"] = Field(
        description="equal 相等；behind 副本尚有变更未处理，先处理再比；different 有差异"
    )
    behind: int = Field(description="尚未处理的变更数")
    cursor: str = Field(description="比较所对应的名单之处")
    count: int
    digest: str
    differing_buckets: list[str] = Field(description="有差异的组；请求中给出 buckets 时回答")
    repairs: list[RepairOut] = Field(description="改正差异要做的事；请求中给出 lines 时回答")

    @classmethod
    def of(cls, found: Comparison) -> "ComparisonOut":
        return cls(
            verdict=found.verdict,
            behind=found.behind,
            cursor=found.proof.cursor,
            count=found.proof.digest.count,
            digest=found.proof.digest.hash,
            differing_buckets=list(found.buckets),
            repairs=[
                RepairOut(op=one.op, enterprise_id=one.enterprise_id, entry=one.document and json.loads(one.document))
                for one in found.repairs
            ],
        )
