"""What is sent to make, correct and move claims. Money in yuan strings."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from services.benefits.domain.cases import Thing
from services.benefits.domain.claims import FIELDS, State, Step, Taken
from services.benefits.domain.claims.occasions import Wanted
from services.benefits.domain.facts import SubjectKind
from services.benefits.measures import SEED
from services.benefits.schemas import claim_examples as examples
from services.benefits.schemas.catalogue import SetName
from services.benefits.schemas.facts import FactsIn, values
from services.benefits.schemas.questions import Code, LoanIn, ProductIn, Ref, fen_by_year
from services.benefits.service.claims.judging import NewClaim, Said
from services.benefits.service.claims.making import Correction
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Text

Words = Annotated[Text, Field(description="理由或情况；企业可见，不得写入他人的个人信息")]
Id = Annotated[str, Field(min_length=1, max_length=36)]
FieldName = Literal["account_id", "facts", "evidence", "statement"]
Evidence = Annotated[list[Id], Field(max_length=50, description="已登记的凭证编号 evidence_id；已核实的自动采用")]


class _SaidIn(Body):
    facts: FactsIn | None = Field(default=None, description="企业的情况；凭证与登记信息优先")
    product: ProductIn | None = Field(default=None, description="按产品兑付的，是哪一个产品")
    loan: LoanIn | None = Field(default=None, description="按贷款兑付的，是哪一笔贷款")

    @model_validator(mode="after")
    def _about_one_thing(self) -> Self:
        if self.product is not None and self.loan is not None:
            raise ValueError("一件申请只涉及一个产品或一笔贷款；请分别提出")
        if any(one is not None and one.received for one in (self.product, self.loan)):
            raise ValueError("此前已领取的金额由系统计算，不必填写")
        return self

    def said(self) -> Said:
        return Said({} if self.facts is None else values(self.facts), self._thing())

    def _thing(self) -> Thing | None:
        if self.product is not None:
            return Thing(SubjectKind.PRODUCT, self.product.ref, values(self.product))
        if self.loan is None:
            return None
        paid, others = fen_by_year(self.loan.interest_paid), fen_by_year(self.loan.other_subsidies)
        return Thing(SubjectKind.LOAN, self.loan.ref, values(self.loan), {}, paid, others)


class ClaimIn(_SaidIn):
    """免申即享: benefit_code and account are enough. By application: the case, and its evidence."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CONFIRMATION, examples.APPLICATION]})

    benefit_code: Code
    account_id: Id = Field(description="收款账户")
    policy_set: SetName = SEED
    ref: Ref | None = Field(default=None, description="按项目或交易兑付的，是哪一个；产品、贷款写在其中")
    year: Annotated[int, Field(ge=2022, le=2100, description="按年度兑付的，是哪一年；省略为今年")] | None = None
    evidence: Evidence = Field(default=[])
    statement: Text | None = Field(default=None, description="申请说明")

    @model_validator(mode="after")
    def _names_it_once(self) -> Self:
        if self.ref is not None and (self.product is not None or self.loan is not None):
            raise ValueError("产品、贷款的 ref 写在其中，不必另写")
        return self

    def to_claim(self) -> NewClaim:
        said = self.said()
        ref = said.thing.ref if said.thing is not None else self.ref or ""
        return NewClaim(
            benefit_code=self.benefit_code,
            account_id=self.account_id,
            policy_set=self.policy_set,
            wanted=Wanted(ref, self.year),
            said=said,
            evidence=tuple(dict.fromkeys(self.evidence)),
            statement=self.statement,
        )


class CorrectionIn(_SaidIn):
    """What to mend; members left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CORRECTION], "minProperties": 1})

    account_id: Id | None = Field(default=None, description="收款账户")
    evidence: Evidence | None = None
    statement: Text | None = Field(default=None, description="申请说明")

    def to_correction(self) -> Correction:
        given = {"facts", "product", "loan"} & self.model_fields_set
        return Correction(
            account_id=self.account_id,
            said=self.said() if given else None,
            evidence=None if self.evidence is None else tuple(dict.fromkeys(self.evidence)),
            statement=self.statement,
        )


class ReasonIn(Body):
    """Of a withdrawal."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "资料尚需完善"}]})

    words: Words | None = None

    def to_taken(self) -> Taken:
        return Taken(Step.WITHDRAW, words=self.words)


class AppealIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "认定文件已补充公布，请复核"}]})

    words: Words

    def to_taken(self) -> Taken:
        return Taken(Step.APPEAL, words=self.words)


class RatingIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"rating": 5, "words": "办理很快"}]})

    rating: Annotated[int, Field(ge=1, le=5, description="1 很不满意 … 5 很满意")]
    words: Words | None = None

    def to_taken(self) -> Taken:
        return Taken(Step.RATE, words=self.words, rating=self.rating)


class ClaimReviewIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REVIEW]})

    step: Literal[
        "fund", "clear", "hold", "resume", "accept", "approve", "return", "refuse", "uphold", "dismiss", "drop"
    ] = Field(
        description="fund 安排预算，clear 人工核查信用通过，hold 暂缓，resume 恢复办理，"
        "accept 审核通过，approve 审批同意，return 退回，refuse 不予兑付，"
        "uphold 申诉成立，dismiss 驳回申诉，drop 不予追回"
    )
    words: Words | None = None
    mend: list[FieldName] = Field(default=[], max_length=len(FIELDS), description="退回时要求更正的项")

    def to_taken(self) -> Taken:
        return Taken(Step(self.step), words=self.words, mend=tuple(dict.fromkeys(self.mend)))


class ClaimWorklistQuery(PageQuery):
    state: Literal["unfunded", "review", "approval", "payable", "held", "appeal", "clawback"] | None = Field(
        default=None, description="只看某一环节；省略为全部"
    )

    def states(self) -> tuple[State, ...]:
        return () if self.state is None else (State(self.state),)
