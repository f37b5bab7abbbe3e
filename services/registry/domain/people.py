"""The rules of who acts for an enterprise (企业经办人): an owner always stays, and nobody is there twice."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal
from shared.values import EnterpriseId


class Role(StrEnum):
    """What a person is to the enterprise it acts for."""

    OWNER = "owner"
    FINANCE = "finance"
    READER = "reader"


ROLE_LABELS: Final = {Role.OWNER: "企业负责人", Role.FINANCE: "财务经办人", Role.READER: "只读人员"}
MOST_PEOPLE: Final = 50
"""Who may act for one enterprise at a time: more than any small enterprise needs, and no list without end."""
MOST_INVITATIONS: Final = 20
"""Open at a time"""


class Step(StrEnum):
    """What is done about a person."""

    APPOINT = "appoint"
    """指定负责人, by an officer"""
    REGISTER = "register"
    """自行登记: whoever registered the enterprise is its first owner"""
    ACCEPT = "accept"
    """接受邀请"""
    CHANGE = "change"
    """变更角色"""
    REMOVE = "remove"
    """移除"""
    REPLACE = "replace"
    """更换失联负责人, by an officer"""
    LEAVE = "leave"
    """主动退出"""
    DISCLOSE = "disclose"
    """查看完整个人信息"""


STEP_LABELS: Final = {
    Step.APPOINT: "指定为负责人",
    Step.REGISTER: "自行登记企业",
    Step.ACCEPT: "接受邀请",
    Step.CHANGE: "变更角色",
    Step.REMOVE: "移除",
    Step.REPLACE: "更换失联负责人",
    Step.LEAVE: "主动退出",
    Step.DISCLOSE: "查看完整个人信息",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A person at an enterprise."""

    person_id: str
    enterprise_id: EnterpriseId
    subject: str
    role: Role | None
    """None: no longer acts"""
    since: datetime
    name: str
    phone: str
    invited_by: str | None = None
    version: int = 1


def joined(people: Collection[Person], newcomer: Person) -> Person:
    """The newcomer among those who were ever there; who was there before keeps the row. Raises Refusal."""
    before = next((one for one in people if one.subject == newcomer.subject), None)
    if before is not None and before.role is not None:
        raise Refusal(f"您已是该企业的{ROLE_LABELS[before.role]}；如需变更角色，请联系企业负责人")
    if sum(one.role is not None for one in people) >= MOST_PEOPLE:
        raise Refusal(f"一家企业最多 {MOST_PEOPLE} 名经办人；请负责人先移除不再办事的人员")
    return newcomer if before is None else replace(newcomer, person_id=before.person_id, version=before.version + 1)


def replaced(people: Collection[Person], person_id: str | None, at: datetime) -> Person | None:
    """The lost owner whom an officer replaces, removed; None where there is no owner yet. Raises Refusal."""
    owners = {one.person_id: one for one in people if one.role is Role.OWNER}
    if person_id is None and owners:
        raise Refusal("该企业已有负责人，可由负责人邀请他人；负责人失联的，请在 replaces 中指明")
    if person_id is not None and person_id not in owners:
        raise Refusal("replaces 不是该企业现任负责人；请核对 person_id")
    return None if person_id is None else _without_role(owners[person_id], at)


def with_role(people: Collection[Person], person: Person, role: Role, at: datetime) -> Person:
    """Raises Refusal."""
    _check_owner_stays(people, person, role)
    return replace(person, role=role, since=at, version=person.version + 1)


def removed(people: Collection[Person], person: Person, at: datetime) -> Person:
    """Raises Refusal."""
    _check_owner_stays(people, person, None)
    return _without_role(person, at)


def _without_role(person: Person, at: datetime) -> Person:
    return replace(person, role=None, since=at, version=person.version + 1)


def _check_owner_stays(people: Collection[Person], person: Person, role: Role | None) -> None:
    if person.role is None:
        raise Refusal("此人已不是该企业的经办人；请重新邀请")
    others = (one for one in people if one.person_id != person.person_id)
    if role is not Role.OWNER and not any(one.role is Role.OWNER for one in others):
        raise Refusal("企业至少保留一名负责人；请先将另一人设为负责人")
