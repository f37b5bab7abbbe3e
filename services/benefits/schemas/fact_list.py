"""The closed lists: facts that measures ask, and kinds of evidence that prove them."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.facts import FACTS, OWN_FACTS, SubjectKind
from services.benefits.domain.measures import Evidence
from services.benefits.schemas.facts import FOLLOW
from shared.conditions import Fact, Kind


class ChoiceOut(BaseModel):
    code: str
    label: str


class FactOut(BaseModel):
    """事实: what may be asked and given."""

    fact: str
    label: str
    kind: Kind
    kind_label: str
    unit: str
    choices: list[ChoiceOut]
    subjects: list[SubjectKind] = Field(description="是谁的情况")
    follows_from_titles: bool = Field(description="由称号得出，不单独填写")

    @classmethod
    def of(cls, fact: Fact) -> Self:
        return cls(
            fact=fact.name,
            label=fact.label,
            kind=fact.kind,
            kind_label=fact.kind.label,
            unit=fact.unit_shown,
            choices=[ChoiceOut(code=code, label=label) for code, label in fact.choices.items()],
            subjects=[kind for kind, own in OWN_FACTS.items() if fact.name in own],
            follows_from_titles=fact.name in FOLLOW,
        )


class FactList(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "fact": "lender",
                            "label": "放款机构",
                            "kind": "one",
                            "kind_label": "所列之一",
                            "unit": "",
                            "choices": [{"code": "bank", "label": "银行"}, {"code": "other", "label": "非银行机构"}],
                            "subjects": ["loan"],
                            "follows_from_titles": False,
                        }
                    ]
                }
            ]
        }
    )

    items: list[FactOut]

    @classmethod
    def all(cls) -> Self:
        return cls(items=[FactOut.of(fact) for fact in FACTS.values()])


class EvidenceKindOut(BaseModel):
    """凭证 of a kind, with the facts it proves once it is verified."""

    kind: str
    label: str
    issued_by: str
    gives: list[str]

    @classmethod
    def of(cls, one: Evidence) -> Self:
        return cls(kind=one.kind, label=one.label, issued_by=one.issued_by, gives=list(one.gives))


class EvidenceKindList(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "kind": "listing_notice",
                            "label": "上市公告",
                            "issued_by": "证券交易所",
                            "gives": ["listed_on"],
                        }
                    ]
                }
            ]
        }
    )

    items: list[EvidenceKindOut]
