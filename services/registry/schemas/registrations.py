"""An enterprise that registers itself, with its first owner."""

from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.schemas import examples, people_examples
from services.registry.schemas.enterprises import DistrictIn, EnterpriseOut, IndustryIn
from services.registry.schemas.people import PersonOut
from services.registry.schemas.steps import Phone
from services.registry.service.enterprises import NewEnterprise
from services.registry.service.registrations import Registered
from shared.strict import Body
from shared.values import CreditCode, Name

_NEW: Final = {
    **{name: examples.NEW_ENTERPRISE[name] for name in ("uscc", "name", "district", "industry")},
    "owner": {"name": "示例甲", "phone": "13800001234"},
}


class OneselfIn(Body):
    """Whoever is logged in: who that is, the token says."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW["owner"]]})

    name: Name = Field(description="本人姓名")
    phone: Phone


class RegistrationIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    uscc: CreditCode = Field(description="登录时所代表的企业的统一社会信用代码")
    name: Name = Field(description="企业名称，按营业执照填写")
    district: DistrictIn
    industry: IndustryIn
    owner: OneselfIn

    def to_new(self) -> NewEnterprise:
        return NewEnterprise(self.uscc, self.name, self.district, self.industry)


class RegistrationOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "enterprise": {**examples.ENTERPRISE, "staff": None, "revenue": None},
                    "owner": people_examples.PERSON,
                    "checked": True,
                    "words": "市场监管登记的名称与状态已核对",
                }
            ]
        }
    )

    enterprise: EnterpriseOut
    owner: PersonOut
    checked: bool = Field(description="市场监管部门是否已答复并核对一致")
    words: str

    @classmethod
    def of(cls, one: Registered) -> Self:
        return cls(
            enterprise=EnterpriseOut.of(one.enterprise),
            owner=PersonOut.of(one.owner),
            checked=one.checked,
            words=one.words,
        )
