"""Whose appointment counts, and what a token is worth without one."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from shared.issuing import Issuer
from shared.problems import Unauthenticated
from shared.settings import ZoneSettings
from shared.tokens import Verifier
from tests.zone import zone_settings

OWN = "91330108MAXB0012XH"


@pytest.fixture
def settings(tmp_path: Path) -> ZoneSettings:
    return zone_settings(tmp_path, "memory://")


@pytest.fixture
async def verifier(settings: ZoneSettings) -> AsyncIterator[Verifier]:
    async with httpx.AsyncClient() as http:
        yield Verifier(settings, http)


async def test_in_development_a_token_says_which_roles_its_bearer_tries(
    verifier: Verifier, settings: ZoneSettings
) -> None:
    issuer = Issuer(settings)

    def enterprise(**more: str) -> str:
        return issuer.token("enterprise", "p", seconds=60, uscc=OWN, **more)

    def officer(**more: str) -> str:
        return issuer.token("officer", "o", seconds=60, district="330100", **more)

    assert (await verifier(enterprise())).roles == ("owner",)
    assert (await verifier(enterprise(roles="reader"))).roles == ("reader",)
    assert (await verifier(officer())).roles == ("admin", "reviewer", "approver")
    assert (await verifier(officer(roles="auditor"))).roles == ("auditor",)
    for unknown in (officer(roles="owner"), officer(roles="root"), enterprise(roles="reviewer owner")):
        with pytest.raises(Unauthenticated):
            await verifier(unknown)


async def test_in_production_no_token_carries_a_role(settings: ZoneSettings) -> None:
    """Whom the registry did not appoint has none, whatever the identity provider wrote."""
    issuer, production = Issuer(settings), settings.model_copy(update={"environment": "production"})
    async with httpx.AsyncClient() as http:
        verifier = Verifier(production, http)
        for more in ({}, {"roles": "owner"}, {"roles": "admin"}, {"roles": "root"}):
            for kind in ("enterprise", "officer"):
                token = issuer.token(kind, "p", seconds=60, uscc=OWN, district="330100", **more)  # type: ignore[arg-type]  # of the list
                assert (await verifier(token)).roles == ()
