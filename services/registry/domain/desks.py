"""The words of an application (申报): where it lies, what is done with it, at whose desk."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an application lies."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    MIIT = "miit"
    NOTICE = "notice"
    """公示"""
    OBJECTION = "objection"
    """公示异议核查"""
    RETURNED = "returned"
    RECOGNISED = "recognised"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does with it."""

    DRAFT = "draft"
    MEND = "mend"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    """受理"""
    APPROVE = "approve"
    """审核通过，送下一环节"""
    RETURN = "return"
    REFUSE = "refuse"
    VISIT = "visit"
    """实地核查"""
    OBJECT = "object"
    """登记公示异议"""
    UPHOLD = "uphold"
    DISMISS = "dismiss"
    RECOGNISE = "recognise"


class Desk(StrEnum):
    """Whose turn it is; one officer acts at one desk of an application only."""

    ENTERPRISE = "enterprise"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    MIIT = "miit"
    NOTICE = "notice"


class Seat(StrEnum):
    """Whose people sit at a desk."""

    ENTERPRISE = "enterprise"
    DISTRICT = "district"
    CITY = "city"
    NOBODY = "nobody"


STATE_LABELS: Final = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已提交，待受理",
    State.DISTRICT: "区、县（市）初审",
    State.CITY: "市级审核",
    State.PROVINCE: "省级审核",
    State.MIIT: "工业和信息化部审核",
    State.NOTICE: "公示",
    State.OBJECTION: "公示异议核查",
    State.RETURNED: "已退回更正",
    State.RECOGNISED: "已认定",
    State.REFUSED: "未通过",
    State.WITHDRAWN: "已撤回",
}
STEP_LABELS: Final = {
    Step.DRAFT: "起草",
    Step.MEND: "修改",
    Step.SUBMIT: "提交",
    Step.WITHDRAW: "撤回",
    Step.ACCEPT: "受理",
    Step.APPROVE: "通过",
    Step.RETURN: "退回",
    Step.REFUSE: "不予通过",
    Step.VISIT: "登记实地核查",
    Step.OBJECT: "登记异议",
    Step.UPHOLD: "认定异议成立",
    Step.DISMISS: "驳回异议",
    Step.RECOGNISE: "认定",
}
DESK_LABELS: Final = {
    Desk.ENTERPRISE: "企业",
    Desk.DISTRICT: "区、县（市）初审",
    Desk.CITY: "市级审核",
    Desk.PROVINCE: "省级结果登记",
    Desk.MIIT: "部级结果登记",
    Desk.NOTICE: "公示",
}
FIELDS: Final = {
    "main_product": "主导产品",
    "statement": "申报说明",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
}
"""What the enterprise fills in, and may be asked to mend"""
DESKS: Final[Mapping[State, Desk]] = {
    State.DRAFT: Desk.ENTERPRISE,
    State.RETURNED: Desk.ENTERPRISE,
    State.SUBMITTED: Desk.DISTRICT,
    State.DISTRICT: Desk.DISTRICT,
    State.CITY: Desk.CITY,
    State.PROVINCE: Desk.PROVINCE,
    State.MIIT: Desk.MIIT,
    State.NOTICE: Desk.NOTICE,
    State.OBJECTION: Desk.NOTICE,
}
SEATS: Final[Mapping[Desk, Seat]] = {
    Desk.ENTERPRISE: Seat.ENTERPRISE,
    Desk.DISTRICT: Seat.DISTRICT,
    Desk.CITY: Seat.CITY,
    Desk.PROVINCE: Seat.CITY,
    Desk.MIIT: Seat.CITY,
    Desk.NOTICE: Seat.CITY,
}
