"""Consents as they are given and shown, and the record of queries."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.consent_texts import ConsentText
from services.finance.domain import consents as rules
from services.finance.domain.consents import DataItem, Ending, Purpose, State, Wish
from services.finance.schemas import consent_examples as examples
from services.finance.service.consents import Consent, Grantee, items_of
from services.finance.store.tables import ConsentQueryRow, ConsentTextRow
from shared.days import Day
from shared.strict import Body

PurposeIn = Annotated[
    Purpose,
    Field(
        strict=False,
        description="用途：loan 贷款审查，guarantee 担保审查，insurance 保险承保审查，bond 债券承销与发行审查，"
        "equity 股权投资审查，after_lending 贷后（保后）管理",
        examples=["loan"],
    ),
]
ItemIn = Annotated[DataItem, Field(strict=False)]
_ITEMS = "数据项：contacts 联系人，annual_figures 年度数据，assessments 测评结论，applications 称号申报"
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ConsentIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CONSENT_IN]})

    institution_id: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(description="金融机构编号")
    product_id: Annotated[str, StringConstraints(min_length=1, max_length=36)] | None = Field(
        default=None, description="所为的产品，须为该机构在售；省略为不限产品"
    )
    purpose: PurposeIn
    items: list[ItemIn] = Field(min_length=1, max_length=len(DataItem), description=_ITEMS)
    from_on: Day | None = Field(default=None, description="第一天；省略为今天")
    until_on: Day | None = Field(default=None, description="最后一天；省略为30天")
    single_use: bool = Field(default=False, description="仅限查询一次")
    people_agreed: bool = Field(default=False, description="数据项含个人信息时：已取得本人单独同意")
    text_digest: Digest = Field(description="所同意的授权书的摘要，见 GET /v1/consent-texts/current")

    def to(self) -> Grantee:
        return Grantee(self.institution_id, self.product_id)

    def wish(self) -> Wish:
        return Wish(self.purpose, self.items, self.from_on, self.until_on, self.single_use, self.people_agreed)


class ItemOut(BaseModel):
    item: DataItem
    label: str


def _items(kept: str) -> list[ItemOut]:
    return [ItemOut(item=item, label=rules.ITEM_LABELS[item]) for item in items_of(kept)]


class ConsentOut(BaseModel):
    """授权. What was agreed to stays as it was; the state is as of today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CONSENT]})

    consent_id: str
    institution_id: str
    institution_name: str
    product_id: str | None = Field(description="所为的产品；null 为不限产品")
    part_id: str | None = Field(description="随哪一部分融资申请所授权，该部分结束即终止；null 为另行授权")
    purpose: Purpose
    purpose_label: str
    items: list[ItemOut]
    from_on: date
    until_on: date
    single_use: bool
    people_agreed: bool
    text_version: str
    text_digest: str
    state: State
    state_label: str
    granted_at: datetime
    reads: int = Field(description="已查询的次数")
    read_at: datetime | None = Field(description="最近一次查询")
    ended_at: datetime | None
    ending: Ending | None
    ending_label: str | None

    @classmethod
    def of(cls, one: Consent, **more: Any) -> Self:
        kept = {
            "institution_id",
            "product_id",
            "part_id",
            "purpose",
            "from_on",
            "until_on",
            "single_use",
            "people_agreed",
            "text_digest",
        }
        seen = {"consent_id", "granted_at", "reads", "read_at", "ended_at", "ending"}
        return cls(
            **one.row.model_dump(include=kept | seen),
            institution_name=one.institution_name,
            purpose_label=rules.PURPOSE_LABELS[one.terms.purpose],
            items=_items(one.row.items),
            text_version=one.text_version,
            state=one.state,
            state_label=rules.STATE_LABELS[one.state],
            ending_label=None if one.row.ending is None else rules.ENDING_LABELS[Ending(one.row.ending)],
            **more,
        )


class GivenConsent(ConsentOut):
    """With the enterprise that gave it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.GIVEN]})

    uscc: str


class ConsentPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CONSENT], "next_cursor": None}]})

    items: list[ConsentOut]
    next_cursor: str | None


class GivenConsentPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.GIVEN], "next_cursor": None}]})

    items: list[GivenConsent]
    next_cursor: str | None


class ConsentTextOut(BaseModel):
    """授权书: the digest is the SHA-256 of title, line break and text in UTF-8."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TEXT]})

    version: str
    title: str
    text: str
    digest: str

    @classmethod
    def of(cls, text: ConsentText | ConsentTextRow) -> Self:
        return cls(version=text.version, title=text.title, text=text.text, digest=text.digest)


class ConsentQueryOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUERY]})

    number: int
    institution_id: str
    institution_name: str
    account: str | None = Field(description="查询所用账户，审计人员可见")
    purpose: Purpose
    purpose_label: str
    items: list[ItemOut]
    by_code: bool = Field(description="凭扫企业码所得的凭据查询")
    queried_at: datetime

    @classmethod
    def of(cls, consent: Consent, row: ConsentQueryRow, *, names_accounts: bool) -> Self:
        purpose = Purpose(row.purpose)
        return cls(
            number=row.number,
            institution_id=consent.row.institution_id,
            institution_name=consent.institution_name,
            account=row.actor if names_accounts else None,
            purpose=purpose,
            purpose_label=rules.PURPOSE_LABELS[purpose],
            items=_items(row.items),
            by_code=row.reference is not None,
            queried_at=row.queried_at,
        )


class ConsentQueryPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.QUERY], "next_cursor": None}]})

    items: list[ConsentQueryOut]
    next_cursor: str | None
