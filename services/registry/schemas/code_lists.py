"""Code lists and their codes."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.registry.domain.code_lists import Code, CodeList
from services.registry.schemas import profile_examples as examples
from services.registry.schemas.holdings import CodeIn
from shared.days import Day
from shared.strict import Body
from shared.values import Name, Text


class CodeEntryOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CODE]})

    code: str
    label: str
    valid_from: date
    valid_until: date | None = Field(description="最后可选用之日；已选用的保留")
    basis: str = Field(description="名称与含义的依据，及其把握")
    version: int

    @classmethod
    def of(cls, one: Code) -> Self:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class CodeListOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CODE_LIST]})

    name: str
    title: str
    tags: bool = Field(description="其代码可作为企业标签")
    basis: str
    codes: list[CodeEntryOut]

    @classmethod
    def of(cls, one: CodeList) -> Self:
        codes = [CodeEntryOut.of(code) for code in one.codes.values()]
        return cls(name=one.name, title=one.title, tags=one.tags, basis=one.basis, codes=codes)


class CodeLists(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CODE_LIST]}]})

    items: list[CodeListOut]


class NewCode(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_CODE]})

    code: CodeIn
    label: Name
    valid_from: Day
    valid_until: Day | None = None
    basis: Text

    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude={"code"})


class CodePatch(Body):
    """At least one member; valid_until may be null, to use the code again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"label": "数字经济核心产业"}]})

    label: Name | None = None
    valid_until: Day | None = None
    basis: Annotated[Text, Field(description="更改的依据")] | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        given = self.model_fields_set
        if not given or any(getattr(self, name) is None for name in given - {"valid_until"}):
            raise ValueError("请至少更改一项；名称与依据不得为 null")
        return self

    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)
