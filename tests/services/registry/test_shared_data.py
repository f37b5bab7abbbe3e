"""What the registry tells finance under a consent: the parts asked for, whole, and no others."""

from tests.applications import begin, submit
from tests.qualified import qualified
from tests.zone import RunningZone, key

CONTACT = {"role": "finance", "name": "欧阳示例", "phone": "13800001234", "email": None}


async def test_only_the_parts_asked_for_are_told_contacts_whole_and_drafts_never(zone: RunningZone) -> None:
    uscc = await qualified(zone, "innovative")
    own, peer = zone.enterprise(uscc, "registry"), zone.client("registry", "service", "finance")
    assert (await own.post(f"/v1/enterprises/{uscc}/contacts", json=CONTACT, headers=key())).status_code == 201
    await begin(zone, uscc, "innovative")
    path = f"/v1/enterprises/{uscc}/shared-data"
    whole = await peer.get(path, params={"parts": ["contacts", "annual_figures", "assessments", "applications"]})
    told = whole.json()
    assert (told["contacts"][0]["name"], told["contacts"][0]["phone"]) == (CONTACT["name"], CONTACT["phone"])
    assert told["annual_figures"]
    assert told["applications"] == [], "a draft is the enterprise's alone"
    assert whole.headers["cache-control"] == "no-store"
    figures = (await peer.get(path, params={"parts": "annual_figures"})).json()
    assert figures["annual_figures"] == told["annual_figures"]
    assert (figures["contacts"], figures["assessments"], figures["applications"]) == (None, None, None)
    submitted, application_id = await submit(zone)
    there = await peer.get(f"/v1/enterprises/{submitted}/shared-data", params={"parts": "applications"})
    assert [one["application_id"] for one in there.json()["applications"]] == [application_id]
    assert (await peer.get(path)).status_code == 422
    assert (await zone.officer().get(path, params={"parts": "contacts"})).status_code == 403
