"""Service officers. Their names leave masked; the telephone is the department's."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry.domain.masks import masked_name
from services.registry.domain.service_officers import Served, ServiceOfficer
from services.registry.schemas import city_examples as examples
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.service_officers import Service
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, Name

DepartmentPhone = Annotated[
    str,
    StringConstraints(pattern=r"^0[0-9]{2,3}-?[0-9]{7,8}$"),
    Field(description="部门固定电话，企业可见；不得填写个人手机", examples=["0571-00000000"]),
]
OfficerId = Annotated[str, Field(min_length=1, max_length=36, description="服务专员编号")]


class ServiceOfficerIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_SERVICE_OFFICER]})

    district: DistrictIn
    name: Name = Field(description="姓名，读取时脱敏")
    department: Name = Field(description="所在部门，企业可见")
    phone: DepartmentPhone


class ServiceOfficerOut(BaseModel):
    """服务专员"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SERVICE_OFFICER]})

    service_officer_id: str
    district: str
    district_name: str
    name: str = Field(description="已脱敏")
    department: str
    phone: str

    @classmethod
    def of(cls, one: ServiceOfficer) -> Self:
        return cls.model_validate(_members(one))


def _members(one: ServiceOfficer) -> dict[str, Any]:
    return {
        "service_officer_id": one.service_officer_id,
        "district": one.district,
        "district_name": DISTRICTS[one.district],
        "name": masked_name(one.name),
        "department": one.department,
        "phone": one.phone,
    }


class ListedServiceOfficer(ServiceOfficerOut):
    """服务专员 with how many enterprises of the district are served."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**examples.SERVICE_OFFICER, "enterprises": 12}]})

    enterprises: int


class ServiceOfficerQuery(PageQuery):
    district: DistrictIn | None = None


class ServiceOfficerPage(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"items": [{**examples.SERVICE_OFFICER, "enterprises": 12}], "next_cursor": None}]
        }
    )

    items: list[ListedServiceOfficer]
    next_cursor: str | None

    @classmethod
    def of(cls, found: list[tuple[ServiceOfficer, int]], next_cursor: str | None) -> Self:
        items = [ListedServiceOfficer.model_validate({**_members(one), "enterprises": n}) for one, n in found]
        return cls(items=items, next_cursor=next_cursor)


class AssignmentIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"service_officer_id": examples.SERVICE_OFFICER_ID}]})

    service_officer_id: OfficerId


class ServedOut(ServiceOfficerOut):
    """Since when."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SERVED]})

    since_on: date
    version: int


class ServiceOut(BaseModel):
    """Who serves the enterprise, and who did; the enterprise sees the present one only."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SERVICE]})

    version: int
    current: ServedOut | None
    history: list[ServedOut]

    @classmethod
    def of(cls, service: Service) -> Self:
        history = [_served(one) for one in service.served]
        current = next((one for one in history if one.version == service.version), None)
        return cls(version=service.version, current=current, history=history)


def _served(one: Served) -> ServedOut:
    return ServedOut.model_validate({**_members(one.officer), "since_on": one.since_on, "version": one.version})
