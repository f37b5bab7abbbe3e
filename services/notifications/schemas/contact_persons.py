"""Whom to ask at the other side: masked, unless a party states why not."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

from shared.masks import masked_name, masked_phone
from shared.strict import Body
from shared.values import Name, Text

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{5,19}$")]


class ContactPersonIn(Body):
    """联系人：仅对接双方可见"""

    name: Name
    phone: Phone


class ContactPersonOut(BaseModel):
    """已脱敏；明文见 disclosures"""

    name: str
    phone: str

    @classmethod
    def masked(cls, name: str, phone: str) -> Self:
        return cls(name=masked_name(name), phone=masked_phone(phone))


class ReasonIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "联系对方商谈合作"}]})

    reason: Text
