"""What an enterprise code is good for, and what a scanner sees."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from services.registry.domain.codes import (
    LIFETIME,
    Code,
    Expired,
    Malformed,
    OtherPurpose,
    Purpose,
    Shown,
    View,
    admit,
    card,
    shown,
    view_of,
)
from shared.events import Suspension, Title, TitleStatus
from shared.values import Tier

AT = datetime(2026, 11, 24, 1, 30, 0, 900_000, UTC)
DAY = date(2026, 11, 24)
KINDS = ("public", "enterprise", "institution", "officer")


def code(purpose: Purpose = Purpose.VERIFICATION) -> Code:
    return Code.new("p0X3v8kQm1yWb7ZtRcHs9A", purpose, AT)


def title(tier: Tier, **more: Any) -> Title:
    dates = {"recognised_on": DAY - timedelta(days=100), "valid_until": DAY + timedelta(days=900)}
    return Title(title_id=tier, tier=tier, number="示例", authority="示例机关", document="示例文号", **dates | more)


# ---- the token -----------------------------------------------------------------------------------


def test_a_token_says_which_code_it_is_what_for_and_until_when_and_nothing_else() -> None:
    claims = code(Purpose.FINANCE).claims("zjtx-registry")
    assert set(claims) == {"iss", "aud", "jti", "iat", "exp"}
    assert claims["aud"] == "finance"
    assert claims["exp"] - claims["iat"] == 60
    assert Code.of(claims, "zjtx-registry") == code(Purpose.FINANCE)


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "another"},
        {"aud": "payment"},
        {"aud": ["verification"]},
        {"jti": 7},
        {"exp": "soon"},
        {"exp": None},
        {"exp": 10**30},
        {"exp": int(AT.timestamp()) + 61},
        {"iat": None},
    ],
    ids=str,
)
def test_claims_we_never_write_are_no_code(other: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        Code.of(code().claims("zjtx-registry") | other, "zjtx-registry")


def test_a_code_is_good_for_at_most_sixty_seconds() -> None:
    assert timedelta(seconds=60) == LIFETIME
    assert code().expires_at <= AT + timedelta(seconds=60)
    for seconds in (0, 1, 59):
        admit(code(), Purpose.VERIFICATION, "public", AT + timedelta(seconds=seconds))
    for seconds in (60, 61, 3_600):
        with pytest.raises(Expired):
            admit(code(), Purpose.VERIFICATION, "public", AT + timedelta(seconds=seconds))


def test_clocks_of_replicas_may_stand_ten_seconds_apart() -> None:
    admit(code(), Purpose.VERIFICATION, "public", AT - timedelta(seconds=10))
    with pytest.raises(Malformed):
        admit(code(), Purpose.VERIFICATION, "public", AT - timedelta(seconds=12))


@pytest.mark.parametrize(("kind", "purpose"), list(product(KINDS, Purpose)))
def test_a_code_for_banks_is_scanned_by_banks_and_one_for_offices_by_officers(kind: str, purpose: Purpose) -> None:
    may = {
        Purpose.VERIFICATION: set(KINDS),
        Purpose.FINANCE: {"institution"},
        Purpose.GOVERNMENT_SERVICE: {"officer"},
    }
    if kind in may[purpose]:
        admit(code(purpose), purpose, kind, AT)
    else:
        with pytest.raises(OtherPurpose):
            admit(code(purpose), purpose, kind, AT)


@pytest.mark.parametrize(("of_code", "said"), [pair for pair in product(Purpose, Purpose) if pair[0] != pair[1]])
@pytest.mark.parametrize("kind", KINDS)
def test_a_code_shown_for_one_purpose_is_not_scanned_for_another(kind: str, of_code: Purpose, said: Purpose) -> None:
    with pytest.raises(OtherPurpose):
        admit(code(of_code), said, kind, AT)


# ---- what is shown -------------------------------------------------------------------------------


def test_who_scans_decides_the_view() -> None:
    assert view_of("institution", False) is View.BANK
    assert view_of("officer", True) is View.OFFICER
    assert view_of("officer", False) is View.PUBLIC, "an officer of another district is one of the public"
    assert {view_of(kind, False) for kind in ("public", "enterprise")} == {View.PUBLIC}
    assert view_of("enterprise", True) is View.PUBLIC, "the enterprise itself sees what the public sees"


def test_a_bank_sees_the_public_view_and_a_reference_and_an_officer_the_figures() -> None:
    public, bank, officer = (set(shown(view, False)) for view in (View.PUBLIC, View.BANK, View.OFFICER))
    assert public == {Shown.NAME, Shown.USCC, Shown.DISTRICT, Shown.STANDING, Shown.TITLES}
    assert bank - public == {Shown.REFERENCE}
    assert officer - public == {Shown.FIGURES}
    assert public < bank
    assert public < officer


def test_a_suspended_code_shows_nothing_but_to_officers() -> None:
    assert shown(View.PUBLIC, True) == shown(View.BANK, True) == ()
    assert shown(View.OFFICER, True) == shown(View.OFFICER, False)


def test_the_card_has_the_titles_that_count_on_the_day_the_highest_first() -> None:
    held = [
        title(Tier.INNOVATIVE),
        title(Tier.SPECIALISED),
        title(Tier.LITTLE_GIANT, status=TitleStatus.REVOKED, ended_on=DAY),
        title(
            Tier.HIDDEN_CHAMPION,
            status=TitleStatus.SUSPENDED,
            suspensions=(Suspension(from_on=DAY, ground="accident", document="示例文号"),),
        ),
    ]
    today = card("示例公司", "91330108MAXB0012XH", "330108", held, DAY)
    assert [one.tier for one in today.titles] == [Tier.SPECIALISED, Tier.INNOVATIVE]
    assert (today.tier, today.on) == (Tier.SPECIALISED, DAY)
    before = card("示例公司", "91330108MAXB0012XH", "330108", held, DAY - timedelta(days=1))
    assert before.tier is Tier.LITTLE_GIANT
    assert card("示例公司", "91330108MAXB0012XH", "330108", [], DAY).tier is Tier.NONE
