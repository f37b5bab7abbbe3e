"""Invitations: for one person, once, for some days, and known to nobody but whom they were given to."""

import asyncio
from datetime import timedelta

import httpx

from services.registry.domain.people import MOST_INVITATIONS
from tests.people import accept, acting, id_of, invite, join, owned, people, person, remove, someone
from tests.zone import RunningZone, key


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.json()["detail"], "a problem names the way out"
    return answer.status_code, answer.json()["code"]


async def test_whoever_logged_in_accepts_an_invitation_in_the_role_it_is_for(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    invited, subject = (await invite(zone, uscc, owner, "reader")).json(), someone()
    accepted = await accept(zone, invited["token"], subject)
    assert accepted.status_code == 201
    came = accepted.json()["person"]
    assert (accepted.json()["uscc"], came["role"], came["name"], came["phone"]) == (
        uscc,
        "reader",
        "示*",
        "139****5678",
    )
    assert came["invited_by"] == await id_of(zone, uscc, owner)
    (line,) = (await acting(zone, uscc, owner).get(f"/v1/enterprises/{uscc}/invitations")).json()["items"]
    assert (line["status"], line["accepted_by"]) == ("accepted", came["person_id"])
    assert "token" not in line


async def test_somebody_without_a_login_accepts_nothing(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    body = {"token": (await invite(zone, uscc, owner)).json()["token"], "name": "示例", "phone": "13900005678"}
    nobody = person(zone, someone())
    del nobody.headers["Authorization"]
    assert code(await nobody.post("/v1/invitation-acceptances", json=body, headers=key())) == (401, "UNAUTHENTICATED")
    officer = await zone.officer().post("/v1/invitation-acceptances", json=body, headers=key())
    assert code(officer) == (403, "FORBIDDEN")


async def test_an_invitation_is_used_once(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    token = (await invite(zone, uscc, owner)).json()["token"]
    first = someone()
    assert (await accept(zone, token, first)).status_code == 201
    for subject in (first, someone()):
        assert code(await accept(zone, token, subject)) == (409, "INVITATION_USED")


async def test_of_many_who_accept_at_once_one_comes_in(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    token = (await invite(zone, uscc, owner)).json()["token"]
    answers = await asyncio.gather(*(accept(zone, token, someone()) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert len(await people(zone, uscc, owner)) == 2


async def test_an_unknown_invitation_is_not_found(zone: RunningZone) -> None:
    assert code(await accept(zone, "示例", someone())) == (404, "INVITATION_NOT_FOUND")


async def test_an_invitation_withdrawn_or_of_an_owner_who_is_gone_opens_nothing(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    withdrawn = (await invite(zone, uscc, owner)).json()
    path = f"/v1/enterprises/{uscc}/invitations/{withdrawn['invitation_id']}"
    for _ in range(2):
        assert (await acting(zone, uscc, owner).delete(path)).status_code == 204
    second, second_id = await join(zone, uscc, owner, "owner")
    orphaned = (await invite(zone, uscc, second)).json()
    assert (await remove(zone, uscc, owner, second_id)).status_code == 204
    for token in (withdrawn["token"], orphaned["token"]):
        assert code(await accept(zone, token, someone())) == (410, "INVITATION_EXPIRED")


async def test_an_accepted_invitation_is_not_withdrawn(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    await join(zone, uscc, owner)
    one = acting(zone, uscc, owner)
    (line,) = (await one.get(f"/v1/enterprises/{uscc}/invitations")).json()["items"]
    path = f"/v1/enterprises/{uscc}/invitations/{line['invitation_id']}"
    assert code(await one.delete(path)) == (409, "INVITATION_USED")


async def test_another_enterprise_cannot_withdraw_an_invitation(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    other, stranger = await owned(zone)
    theirs = (await invite(zone, other, stranger)).json()["invitation_id"]
    answer = await acting(zone, uscc, owner).delete(f"/v1/enterprises/{uscc}/invitations/{theirs}")
    assert code(answer) == (404, "INVITATION_NOT_FOUND")


async def test_who_acts_there_already_needs_no_invitation(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    token = (await invite(zone, uscc, owner)).json()["token"]
    assert code(await accept(zone, token, owner)) == (409, "PEOPLE_REFUSED")
    assert (await accept(zone, token, someone())).status_code == 201, "refused, it stays unused"


async def test_the_token_is_shown_once_and_kept_nowhere(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    one, path, same = acting(zone, uscc, owner), f"/v1/enterprises/{uscc}/invitations", key()
    first = await one.post(path, json={"role": "reader"}, headers=same)
    again = await one.post(path, json={"role": "reader"}, headers=same)
    token = first.json()["token"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json() == first.json() | {"token": None}
    for table in ("invitation", "idempotency", "audit", "outbox"):
        assert token not in str(await zone.rows("registry", table)), table


async def test_where_nobody_is_appointed_nobody_invites(zone: RunningZone) -> None:
    """A development token may try everything else; an enterprise of readers without an owner would be stuck."""
    uscc = await zone.register()
    assert code(await invite(zone, uscc, someone())) == (409, "PEOPLE_REFUSED")


async def test_there_is_an_end_to_open_invitations(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    for _ in range(MOST_INVITATIONS):
        last = await invite(zone, uscc, owner)
        assert last.status_code == 201
    assert code(await invite(zone, uscc, owner)) == (409, "PEOPLE_REFUSED")
    path = f"/v1/enterprises/{uscc}/invitations"
    await acting(zone, uscc, owner).delete(f"{path}/{last.json()['invitation_id']}")
    assert (await invite(zone, uscc, owner)).status_code == 201


async def test_an_invitation_ends_after_some_days(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc, owner = await owned(zone)
    early, late = [(await invite(zone, uscc, owner)).json() for _ in range(2)]
    await zone.move_clock(timedelta(days=7, minutes=-1))
    assert (await accept(zone, early["token"], someone())).status_code == 201
    await zone.move_clock(timedelta(minutes=2))
    assert code(await accept(zone, late["token"], someone())) == (410, "INVITATION_EXPIRED")
    lines = (await acting(zone, uscc, owner).get(f"/v1/enterprises/{uscc}/invitations")).json()["items"]
    assert [line["status"] for line in lines] == ["expired", "accepted"]
