"""The rules of who acts for an enterprise, and of offices."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.departments import Department, department_label
from services.registry.domain.officers import CONFLICTS, Office, Officer, OfficerRole, check_office, check_roles
from services.registry.domain.people import MOST_PEOPLE, Person, Role, joined, removed, replaced, with_role
from services.registry.domain.titles import Refusal
from shared.values import CITY, DISTRICTS, EnterpriseId

AT = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
FIRM = EnterpriseId("7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21")
DAY = date(2026, 11, 27)


def a_person(number: int, role: Role | None = Role.OWNER) -> Person:
    return Person(f"id-{number}", FIRM, f"person-{number}", role, AT, "示例", "13800001234")


# ---- people --------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(["join", "change", "remove", "replace"]), st.integers(0, 5), st.sampled_from(list(Role))),
    max_size=40,
)


@given(STEPS)
def test_whatever_is_done_an_owner_stays_and_nobody_is_there_twice(steps: list[tuple[str, int, Role]]) -> None:
    people = {"id-0": a_person(0)}
    for step, number, role in steps:
        person, at = people.get(f"id-{number}"), AT + timedelta(days=1)
        before = dict(people)
        try:
            match step:
                case "join":
                    after = [joined(people.values(), a_person(number, role))]
                case "change" if person:
                    after = [with_role(people.values(), person, role, at)]
                case "remove" if person:
                    after = [removed(people.values(), person, at)]
                case "replace":
                    lost = replaced(people.values(), f"id-{number}", at)
                    assert lost is not None
                    after = [lost, joined(people.values(), a_person(9 + len(people)))]
                case _:
                    continue
        except Refusal:
            assert people == before
            continue
        for one in after:
            assert one.version == (people[one.person_id].version + 1 if one.person_id in people else 1)
            people[one.person_id] = one
        assert any(one.role is Role.OWNER for one in people.values())
        assert len({one.subject for one in people.values()}) == len(people)


def test_there_is_an_end_to_people() -> None:
    many = [a_person(number) for number in range(MOST_PEOPLE)]
    with pytest.raises(Refusal):
        joined(many, a_person(MOST_PEOPLE))
    one_gone = [replace(many[0], role=None), *many[1:]]
    assert joined(one_gone, a_person(MOST_PEOPLE)).version == 1
    assert joined(one_gone, a_person(0)).version == 2, "who comes back keeps the row"


def test_a_first_owner_replaces_nobody_and_a_lost_one_must_be_an_owner() -> None:
    assert replaced([], None, AT) is None
    assert replaced([a_person(1, Role.READER)], None, AT) is None
    for people, person_id in (([a_person(1)], None), ([a_person(1, Role.READER)], "id-1"), ([a_person(1)], "id-2")):
        with pytest.raises(Refusal):
            replaced(people, person_id, AT)


# ---- officers ------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(list(OfficerRole)), min_size=1))
def test_roles_are_refused_exactly_when_two_of_them_conflict(roles: set[OfficerRole]) -> None:
    conflict = any(pair <= roles for pair in CONFLICTS)
    assert conflict is (OfficerRole.AUDITOR in roles and len(roles) > 1)
    try:
        check_roles(roles)
    except Refusal:
        assert conflict
    else:
        assert not conflict


def office(district: str = CITY, until: date | None = None, *roles: OfficerRole) -> Office:
    return Office(district, "JX", roles or (OfficerRole.REVIEWER,), DAY, until)


def test_nobody_decides_about_oneself_and_the_operator_is_nobody() -> None:
    with pytest.raises(Refusal):
        check_office(office(), "one", "one")
    check_office(office(), "one", "another")
    check_office(office(), "one", None)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.none() | st.dates(DAY, date(2027, 6, 1)))
def test_an_office_lasts_from_its_first_to_its_last_day(today: date, until: date | None) -> None:
    officer = Officer("id", "one", "示例", office(CITY, until))
    assert officer.is_in_office(today) is (today >= DAY and (until is None or today <= until))
    assert not replace(officer, office=replace(officer.office, roles=())).is_in_office(today)


def test_a_department_is_the_citys_or_the_districts() -> None:
    assert department_label("JX", CITY) == "市经信局"
    assert department_label("JX", "330108") == "滨江区经信局"
    assert department_label("市经信局", CITY) == "市经信局", "what is no code stays"
    assert department_label(None, CITY) is None
    labels = {department_label(one, place) for one in Department for place in (CITY, *DISTRICTS)}
    assert len(labels) == len(Department) * (1 + len(DISTRICTS))
