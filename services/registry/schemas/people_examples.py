"""What the documentation shows of people and officers. Names are of nobody."""

from typing import Any, Final

_Example = dict[str, Any]
PERSON_ID: Final = "0b1c7f52-6f0e-4c6b-9a35-2f4d1c9e7a10"
WHO: Final[_Example] = {"subject": "person-0001", "name": "示例甲", "phone": "13800001234"}
APPOINTMENT: Final[_Example] = {
    **WHO,
    "document": "示例授权书〔2026〕1号",
    "reason": "企业首次开通，持营业执照与法定代表人授权书办理",
    "replaces": None,
}
PERSON: Final[_Example] = {
    "person_id": PERSON_ID,
    "role": "owner",
    "role_label": "企业负责人",
    "since": "2026-11-27T01:30:18.999922Z",
    "name": "示*",
    "phone": "138****1234",
    "invited_by": None,
    "version": 1,
}
CHANGE: Final[_Example] = {
    "at": "2026-11-27T01:30:18.999922Z",
    "step": "appoint",
    "step_label": "指定为负责人",
    "role": "owner",
    "by": "officer",
    "document": "示例授权书〔2026〕1号",
    "reason": "企业首次开通，持营业执照与法定代表人授权书办理",
}
PERSON_FILE: Final[_Example] = {**PERSON, "changes": [CHANGE]}
FULL: Final[_Example] = {"person_id": PERSON_ID, "name": "示例甲", "phone": "13800001234"}
TOKEN: Final = "mFh2o1zq0m4n7Jx3b5T8aQd6sRk9uVw0yEiLpCgXjZs"  # noqa: S105  # opens nothing
INVITATION: Final[_Example] = {
    "invitation_id": "5a0f3f5e-3b1b-47c6-8d0d-1f0b2f6f9c31",
    "role": "finance",
    "role_label": "财务经办人",
    "status": "open",
    "invited_by": PERSON_ID,
    "invited_at": "2026-11-27T01:40:19.906014Z",
    "expires_at": "2026-12-04T01:40:19.906014Z",
    "accepted_by": None,
}
INVITED: Final[_Example] = {**INVITATION, "token": TOKEN}
ACCEPTANCE: Final[_Example] = {"token": TOKEN, "name": "示例乙", "phone": "13900005678"}
ACCEPTED: Final[_Example] = {
    "uscc": "91330108MAXB0012XH",
    "enterprise_name": "示例传感技术有限公司",
    "person": {
        **PERSON,
        "person_id": "7c2d9e64-1d3a-4b7e-8f52-90a1b2c3d4e5",
        "role": "finance",
        "role_label": "财务经办人",
        "name": "示*",
        "phone": "139****5678",
        "invited_by": PERSON_ID,
    },
}
MAY: Final = ["enterprise.read", "person.read", "code.show", "code.ledger", "application.read", "inbox.read"]
ME: Final[_Example] = {
    "subject": "person-0002",
    "kind": "enterprise",
    "uscc": "91330108MAXB0012XH",
    "roles": ["finance"],
    "may": MAY,
    "enterprises": [
        {
            "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
            "uscc": "91330108MAXB0012XH",
            "name": "示例传感技术有限公司",
            "district": "330108",
            "person_id": "7c2d9e64-1d3a-4b7e-8f52-90a1b2c3d4e5",
            "role": "finance",
            "role_label": "财务经办人",
            "since": "2026-11-27T02:10:00.000001Z",
            "may": MAY,
        }
    ],
    "office": None,
}
OWN_TOKEN: Final[_Example] = {
    "token": "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl",
    "uscc": "91330108MAXB0012XH",
    "role": "finance",
    "expires_at": "2026-11-27T02:25:00Z",
}
OFFICER_ID: Final = "c1f6f2b0-8c1b-4f0e-9a1d-5e2b7d3c4a90"
GROUND: Final[_Example] = {"document": "示例任职文件〔2026〕3号", "reason": "岗位调整"}
OFFICE: Final[_Example] = {
    "district": "330108",
    "department": "JX",
    "roles": ["reviewer"],
    "active_from": "2026-11-27",
    "active_until": None,
}
NEW_OFFICER: Final[_Example] = {"subject": "officer-0001", "name": "示例丙", **OFFICE, **GROUND}
OFFICER: Final[_Example] = {
    "officer_id": OFFICER_ID,
    "subject": "officer-0001",
    "name": "示*",
    **OFFICE,
    "department_label": "滨江区经信局",
    "in_office": True,
    "version": 1,
}
OFFICER_FILE: Final[_Example] = {
    **OFFICER,
    "changes": [
        {
            "at": "2026-11-27T01:30:18.999922Z",
            "actor": "officer:city-officer",
            "step": "appoint",
            "step_label": "任命",
            "district": "330108",
            "department": "JX",
            "roles": ["reviewer"],
            **GROUND,
        }
    ],
}
