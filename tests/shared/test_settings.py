"""Production refuses each unsafe default by its name."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from shared.settings import ServiceSettings, ZoneSettings

SAFE: dict[str, Any] = {
    "environment": "production",
    "bus_url": SecretStr("amqp://zjtx:long-secret@rabbit/"),
    "jwks_url": "https://identity.example/jwks.json",
    "institution_jwks_url": "https://finance.example/finance/.well-known/jwks.json",
    "signing_key": Path("/run/secrets/key.json"),
    "cursor_secret": SecretStr("long-secret"),
}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in ZoneSettings.model_fields:
        monkeypatch.delenv(f"ZJTX_{field.upper()}", raising=False)


def test_production_starts_with_safe_values() -> None:
    assert ZoneSettings(_env_file=None, **SAFE).environment == "production"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("bus_url", SecretStr("memory://"), "ZJTX_BUS_URL"),
        ("bus_url", SecretStr("amqp://guest:guest@rabbit/"), "guest/guest"),
        ("cursor_secret", SecretStr("development-only"), "ZJTX_CURSOR_SECRET"),
        ("jwks_url", "file:var/identity/jwks.json", "ZJTX_JWKS_URL"),
        ("institution_jwks_url", "file:var/identity/institution-jwks.json", "ZJTX_INSTITUTION_JWKS_URL"),
        ("signing_key", Path("var/identity/key.json"), "ZJTX_SIGNING_KEY"),
    ],
)
def test_production_refuses_an_unsafe_value_and_names_it(field: str, value: object, named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        ZoneSettings(_env_file=None, **{**SAFE, field: value})


@pytest.mark.parametrize("field", [field for field in SAFE if field != "environment"])
def test_production_refuses_what_was_left_at_its_default(field: str) -> None:
    given = {name: value for name, value in SAFE.items() if name != field}
    with pytest.raises(ValidationError, match=f"ZJTX_{field.upper()}"):
        ZoneSettings(_env_file=None, **given)


def test_production_names_everything_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        ZoneSettings(_env_file=None, environment="production")
    for field in ("BUS_URL", "CURSOR_SECRET", "JWKS_URL", "INSTITUTION_JWKS_URL", "SIGNING_KEY"):
        assert f"ZJTX_{field}" in str(refused.value)


class OneService(ServiceSettings):
    key: Path = Path("var/one/key.json")

    def unsafe_defaults(self) -> dict[str, bool]:
        return {"the key of one": self.key.parts[:1] == ("var",)}


@pytest.mark.parametrize(("key", "refused"), [(Path("var/one/key.json"), True), (Path("/run/secrets/key"), False)])
def test_production_refuses_an_unsafe_value_of_one_service(key: Path, refused: bool) -> None:
    own = OneService(database_url=SecretStr("sqlite+aiosqlite://"), url="http://one", key=key, _env_file=None)
    own.refuse_unsafe_defaults(ZoneSettings(_env_file=None))
    with pytest.raises(ValueError, match="the key of one") if refused else nullcontext():
        own.refuse_unsafe_defaults(ZoneSettings(_env_file=None, **SAFE))


def test_a_refusal_tells_no_secret() -> None:
    with pytest.raises(ValidationError) as refused:
        ZoneSettings(_env_file=None, **{**SAFE, "jwks_url": "file:var/identity/jwks.json"})
    assert "long-secret" not in str(refused.value)


def test_development_runs_on_its_defaults() -> None:
    assert ZoneSettings(_env_file=None).bus_url.get_secret_value() == "memory://"
