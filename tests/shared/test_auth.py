"""Who gets in, and what each kind of caller may do."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, get_args

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from shared import tokens
from shared.callers import Caller, EnterpriseRole, Kind, OfficerRole
from shared.issuing import Issuer, make_development_keys
from shared.permissions import Action, Matter, decide
from shared.problems import Unauthenticated, Unavailable
from shared.settings import ZoneSettings
from shared.tokens import Verifier
from shared.values import CITY, Tier
from tests.zone import BINJIANG, YUHANG, zone_settings


@pytest.fixture
def settings(tmp_path: Path) -> ZoneSettings:
    return zone_settings(tmp_path, "memory://")


@pytest.fixture
def issuer(settings: ZoneSettings) -> Issuer:
    return Issuer(settings)


@pytest.fixture
async def verifier(settings: ZoneSettings) -> AsyncIterator[Verifier]:
    async with httpx.AsyncClient() as http:
        yield Verifier(settings, http)


def key_of(settings: ZoneSettings) -> ECKey:
    return ECKey.import_key(json.loads(settings.signing_key.read_text()))


def claims(settings: ZoneSettings, **other: Any) -> dict[str, Any]:
    now = int(time.time())
    own = {"iss": settings.issuer, "aud": settings.audience, "sub": "clerk", "kind": "officer", "district": CITY}
    return {**own, "iat": now, "exp": now + 60, **other}


def signed(settings: ZoneSettings, **other: Any) -> str:
    key = key_of(settings)
    body = {name: value for name, value in claims(settings, **other).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, body, key)


def hmac_token(secret: bytes, header: dict[str, Any], body: dict[str, Any]) -> str:
    """By hand: no honest library signs with a public key."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, body)]
    signature = hmac.digest(secret, b".".join(parts), "sha256")
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


async def refused(verifier: Verifier, token: str) -> bool:
    try:
        await verifier(token)
    except Unauthenticated:
        return True
    return False


# ---- tokens ------------------------------------------------------------------------------------


async def test_a_token_says_who_its_bearer_is(verifier: Verifier, issuer: Issuer) -> None:
    token = issuer.token("officer", "clerk", seconds=60, district=BINJIANG, department="市经信局")
    assert await verifier(token) == Caller(
        "officer", "clerk", district=BINJIANG, department="市经信局", roles=("admin", "reviewer", "approver")
    )


@pytest.mark.parametrize(
    "other",
    [
        {"exp": 1_700_000_000},
        {"exp": None},
        {"aud": "another"},
        {"aud": None},
        {"iss": "another"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"nbf": 4_000_000_000},
        {"kind": "owner"},
        {"kind": None},
        {"kind": "public"},
        {"district": None},
        {"district": 330100},
        {"kind": "enterprise"},
        {"kind": "institution"},
    ],
    ids=str,
)
async def test_a_token_with_a_wrong_or_missing_claim_is_refused(
    verifier: Verifier, settings: ZoneSettings, other: dict[str, Any]
) -> None:
    assert await refused(verifier, signed(settings, **other))


async def test_every_flipped_bit_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    parts = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in signed(settings).split(".")]
    for which, part in enumerate(parts):
        for at in range(0, len(part), 7):
            flipped = bytearray(part)
            flipped[at] ^= 1
            altered = [*parts[:which], bytes(flipped), *parts[which + 1 :]]
            token = ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in altered)
            assert await refused(verifier, token), f"part {which}, byte {at}"


async def test_no_signature_and_no_key_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    head, body, _ = signed(settings).split(".")
    nothing = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    assert await refused(verifier, f"{nothing}.{body}.")
    assert await refused(verifier, f"{head}.{body}.")
    for garbage in ("", ".", "..", "a.b.c", "\u4e2d.\u6587.\u3002", "x" * 10_000):
        assert await refused(verifier, garbage)


async def test_the_public_key_is_no_shared_secret(verifier: Verifier, settings: ZoneSettings) -> None:
    key = key_of(settings)
    for public in (json.dumps(key.as_dict(private=False)).encode(), key.as_pem(private=False)):
        token = hmac_token(public, {"alg": "HS256", "kid": key.kid}, claims(settings))
        assert await refused(verifier, token)


async def test_another_key_under_our_kid_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    kid = key_of(settings).kid
    other = ECKey.generate_key("P-256", {"kid": kid})
    assert await refused(verifier, jwt.encode({"alg": "ES256", "kid": kid}, claims(settings), other))


async def test_a_remembered_token_stops_working_when_it_expires(
    verifier: Verifier, settings: ZoneSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed(settings, exp=int(time.time()) + 60)
    assert (await verifier(token)).subject == "clerk"
    settings.signing_key.unlink()
    Path(settings.jwks_url.removeprefix("file:")).unlink()
    assert (await verifier(token)).subject == "clerk", "remembered: no key is asked"
    later = time.time() + 60 + tokens.SKEW_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert await refused(verifier, token)


async def test_the_memory_of_tokens_is_bounded(
    verifier: Verifier, settings: ZoneSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "REMEMBERED_TOKENS", 3)
    for number in range(8):
        await verifier(signed(settings, sub=f"clerk {number}"))
    assert len(verifier._remembered) == 3


async def test_a_key_that_was_rotated_in_is_found(verifier: Verifier, settings: ZoneSettings) -> None:
    await verifier(signed(settings))
    new = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "next"})
    both = KeySet([key_of(settings), new]).as_dict(private=False)
    Path(settings.jwks_url.removeprefix("file:")).write_text(json.dumps(both))
    token = jwt.encode({"alg": "ES256", "kid": "next"}, claims(settings), new)
    verifier._fetched_at -= 31  # it looks again at most every 30 s
    assert (await verifier(token)).subject == "clerk"


async def test_without_keys_the_answer_is_to_try_again(verifier: Verifier, settings: ZoneSettings) -> None:
    token = signed(settings)
    Path(settings.jwks_url.removeprefix("file:")).unlink()
    with pytest.raises(Unavailable):
        await verifier(token)


def test_of_many_processes_that_start_at_once_all_sign_with_the_key_that_is_published(tmp_path: Path) -> None:
    for at in range(5):
        folder = tmp_path / str(at)
        settings = ZoneSettings(signing_key=folder / "key.json", jwks_url=f"file:{folder}/jwks.json", _env_file=None)
        together = Barrier(8)

        def start(settings: ZoneSettings = settings, together: Barrier = together) -> str:
            together.wait()
            make_development_keys(settings)
            signing = json.loads(settings.signing_key.read_text())
            (public,) = json.loads((settings.signing_key.parent / "jwks.json").read_text())["keys"]
            assert public["x"] == signing["x"]
            return str(signing["x"])

        with ThreadPoolExecutor(8) as threads:
            assert len({one.result() for one in [threads.submit(start) for _ in range(8)]}) == 1
        assert {path.name for path in folder.iterdir()} == {"key.json", "jwks.json"}


def test_the_private_key_is_for_its_owner_only(settings: ZoneSettings) -> None:
    assert settings.signing_key.stat().st_mode & 0o077 == 0
    jwks = json.loads(Path(settings.jwks_url.removeprefix("file:")).read_text())
    assert all("d" not in key for key in jwks["keys"])


# ---- decide --------------------------------------------------------------------------------------

OWN, OTHER = "91330108MAXB0012XH", "91330110MAY2C3D4X5"
OFFICER = ("reviewer", "approver")
OWN_PEOPLE = {"own enterprise", "own finance", "own reader"}
CALLERS: dict[str, Caller] = {
    "own enterprise": Caller("enterprise", "p", uscc=OWN, roles=("owner",)),
    "own finance": Caller("enterprise", "p", uscc=OWN, roles=("finance",)),
    "own reader": Caller("enterprise", "p", uscc=OWN, roles=("reader",)),
    "own nobody": Caller("enterprise", "p", uscc=OWN),
    "other enterprise": Caller("enterprise", "p", uscc=OTHER, roles=("owner",)),
    "person": Caller("person", "p"),
    "own district": Caller("officer", "o", district=BINJIANG, roles=OFFICER),
    "other district": Caller("officer", "o", district=YUHANG, roles=OFFICER),
    "city": Caller("officer", "o", district=CITY, roles=("admin", *OFFICER)),
    "city watcher": Caller("officer", "o", district=CITY, roles=("auditor",)),
    "city nobody": Caller("officer", "o", district=CITY),
    "institution": Caller("institution", "i", institution="demo-bank"),
    "auditor": Caller("auditor", "a"),
    "service": Caller("service", "s"),
    "public": tokens.ANYONE,
}
MAY: dict[Action, set[str]] = {
    "enterprise.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "enterprise.write": {"own district", "city"},
    "profile.write": {"own enterprise", "own finance", "own district", "city"},
    "contact.disclose": {"own enterprise", "own district", "city"},
    "code_list.write": {"city"},
    "title.decide": {"city"},
    "change.report": {"own enterprise", "own district", "city"},
    "report.read": {"own district", "city", "city watcher"},
    "report.investigate": {"own district", "city"},
    "assessment.make": {"own enterprise", "own finance", "own district", "city"},
    "person.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor"},
    "person.write": {"own enterprise"},
    "person.disclose": {"own enterprise", "city"},
    "owner.appoint": {"city"},
    "officer.read": {"city", "city watcher", "auditor", "service"},
    "officer.write": {"city", "service"},
    "code.show": {"own enterprise", "own finance"},
    "code.control": {"own enterprise"},
    "code.ledger": OWN_PEOPLE | {"city", "city watcher", "auditor"},
    "application.read": OWN_PEOPLE | {"own district", "city", "city watcher", "auditor", "service"},
    "application.write": {"own enterprise"},
    "application.review": {"own district"},
    "quota.write": {"city"},
    "target.write": {"city"},
    "result.write": {"own district", "city"},
    "park.write": {"own district", "city"},
    "park.decide": {"city"},
    "service_officer.write": {"own district", "city"},
    "list.read": {"institution", "city", "city watcher", "auditor", "service"},
    "inbox.read": OWN_PEOPLE | {"auditor"},
    "parked.repair": {"city"},
}


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("name", CALLERS)
def test_each_caller_may_do_its_own_and_nothing_else(action: Action, name: str) -> None:
    matter = Matter(usccs=(OWN,), district=BINJIANG, tier=Tier.SPECIALISED, seat="district")
    assert decide(CALLERS[name], action, matter) is (name in MAY[action])


@pytest.mark.parametrize("tier", list(Tier))
def test_a_district_decides_innovative_titles_of_its_own_only(tier: Tier) -> None:
    matter = Matter(district=BINJIANG, tier=tier)
    assert decide(CALLERS["own district"], "title.decide", matter) is (tier is Tier.INNOVATIVE)
    assert not decide(CALLERS["other district"], "title.decide", matter)
    assert decide(CALLERS["city"], "title.decide", matter)


def test_the_desk_of_the_city_is_of_the_citys_officers() -> None:
    may = {name for name in CALLERS if decide(CALLERS[name], "application.review", Matter((), BINJIANG, None, "city"))}
    assert may == {"city"}
    assert not any(decide(one, "application.review", Matter((), BINJIANG)) for one in CALLERS.values())


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("action", ["enterprise.write", "title.decide", "inbox.read"])
def test_a_caller_with_nothing_of_its_own_may_not_act_on_nothing(kind: Kind, action: Action) -> None:
    """A missing USCC or district never equals another missing one, whatever the roles."""
    everything = (*get_args(EnterpriseRole), *get_args(OfficerRole))
    assert decide(Caller(kind, "x", roles=everything), action) is (kind == "auditor" and action == "inbox.read")


@pytest.mark.parametrize("action", get_args(Action))
def test_who_only_reads_has_no_action_but_reading(action: Action) -> None:
    """In the name of an action stands what it is: a reader's and a watcher's are those of looking."""
    matter = Matter(usccs=(OWN,), district=CITY, tier=Tier.INNOVATIVE, seat="city")
    may = [decide(CALLERS[name], action, matter) for name in ("own reader", "city watcher")]
    assert not any(may) or action.endswith((".read", ".ledger"))
