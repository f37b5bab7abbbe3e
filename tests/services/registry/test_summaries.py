"""The summary for the app's home: small, current, and sent again only when it changed."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.admission import Ban
from services.registry.domain.desks import State
from services.registry.domain.summaries import Due, next_renewal
from services.registry.domain.titles import Ground, in_order
from services.registry.schemas.summaries import SummaryOut
from services.registry.service.summaries import Summary
from services.registry.store.tables import EnterpriseRow
from shared.events import TitleStatus
from shared.values import HOLDABLE, Tier
from tests.applications import begin, taken
from tests.titles import make_title
from tests.zone import RunningZone

TODAY = date(2026, 11, 23)
LIMIT = 2_048
SMALL = 1_024


# ---- what is due ----------------------------------------------------------------------------------


def test_the_title_that_ends_first_is_due_first() -> None:
    late = make_title(Tier.SPECIALISED, TODAY)
    soon = make_title(Tier.INNOVATIVE, TODAY - timedelta(days=900))
    assert next_renewal(in_order([late, soon]), TODAY) == Due(Tier.INNOVATIVE, soon.valid_until)


def test_what_was_renewed_is_not_due_but_what_continues_it_is() -> None:
    old = make_title(Tier.INNOVATIVE, date(2023, 12, 1))
    new = make_title(Tier.INNOVATIVE, old.valid_until + timedelta(days=1), renews=old.title_id)
    assert next_renewal(in_order([old, new]), TODAY) is None, "it continues, and the next period has not begun"
    assert next_renewal(in_order([old, new]), new.recognised_on) == Due(Tier.INNOVATIVE, new.valid_until)


def test_a_renewal_that_was_revoked_leaves_the_title_due() -> None:
    old = make_title(Tier.INNOVATIVE, date(2023, 12, 1))
    gone = {"status": TitleStatus.REVOKED, "ended_on": old.valid_until + timedelta(days=1)}
    new = make_title(Tier.INNOVATIVE, old.valid_until + timedelta(days=1), renews=old.title_id, **gone)
    assert next_renewal(in_order([old, new]), TODAY) == Due(Tier.INNOVATIVE, old.valid_until)


@given(st.lists(st.tuples(st.sampled_from(HOLDABLE), st.integers(-1500, 400)), max_size=6))
def test_what_is_due_counts_today_and_never_ended_before(held: list[tuple[Tier, int]]) -> None:
    titles = in_order(make_title(tier, TODAY + timedelta(days=days)) for tier, days in held)
    due = next_renewal(titles, TODAY)
    counting = [title for title in titles if title.counts_on(TODAY)]
    assert (due is None) is (not counting)
    assert due is None or due.on == min(title.last_day for title in counting)


# ---- its size -------------------------------------------------------------------------------------


def test_the_longest_summary_there_can_be_fits_into_two_kilobytes() -> None:
    """The longest name of the widest characters, every title, and an application under way for each tier."""
    enterprise = EnterpriseRow(
        enterprise_id=str(uuid4()),
        uscc="91330108MAXB0012XH",
        name="\U00020164" * 120,
        district="330108",
        industry="C39",
        version=1,
        registered_at=datetime(2026, 11, 23),
        tier_on=TODAY,
    )
    for tier in Tier:
        for state in State:
            found = Summary(
                enterprise,
                TODAY,
                tier,
                tuple(make_title(one, TODAY) for one in HOLDABLE),
                Due(Tier.LITTLE_GIANT, TODAY),
                [(one, state) for one in HOLDABLE],
                True,
                Ban(Ground.DISHONESTY, date(2032, 12, 8)),
            )
            assert len(SummaryOut.of(found).model_dump_json().encode()) <= LIMIT


# ---- over HTTP ------------------------------------------------------------------------------------


async def test_the_home_shows_where_an_enterprise_stands(zone: RunningZone) -> None:
    uscc = await zone.register(name="示例传感技术有限公司")
    owner, path = zone.enterprise(uscc, "registry"), f"/v1/enterprises/{uscc}/summary"
    begun = zone.today - timedelta(days=400)
    changed = await zone.recognise(uscc, "innovative", on=begun)
    application_id = await begin(zone, uscc)
    first = await owner.get(path)
    found = first.json()
    last_day = changed["titles"][0]["valid_until"]
    assert (found["name"], found["tier"], found["next_tier"]) == ("示例传感技术有限公司", "innovative", "specialised")
    assert found["titles"] == [{"tier": "innovative", "label": "创新型中小企业", "last_day": last_day}]
    assert found["due"] == {"what": "renewal", "label": "复核", "tier": "innovative", "on": last_day}
    assert (found["open_applications"], found["applications"][0]["state"]) == (1, "draft")
    assert (found["code_status"], found["as_of"]) == ("active", zone.today.isoformat())
    assert len(first.content) <= SMALL
    assert (await zone.officer().get(path)).json()["applications"] == [], "a draft is the enterprise's alone"
    tag = {"If-None-Match": first.headers["ETag"]}
    again = await owner.get(path, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    await taken(owner, application_id, "submissions")
    await owner.put(f"/v1/enterprises/{uscc}/code-status", json={"status": "suspended"})
    after = await owner.get(path, headers=tag)
    assert (after.status_code, after.headers["ETag"] != first.headers["ETag"]) == (200, True)
    assert (after.json()["applications"][0]["state"], after.json()["code_status"]) == ("submitted", "suspended")
    assert "private" in after.headers["Cache-Control"]


async def test_an_enterprise_without_anything_has_a_home_too(zone: RunningZone) -> None:
    uscc = await zone.register()
    found = (await zone.enterprise(uscc, "registry").get(f"/v1/enterprises/{uscc}/summary")).json()
    assert (found["tier"], found["next_tier"], found["due"], found["titles"]) == ("none", "innovative", None, [])
