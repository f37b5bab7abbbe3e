"""The production shape, held against what the code really has: no engine is needed to know that it fits."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import typer
from pydantic import ValidationError

from deploy import make_secrets
from services.cli import app as cli
from services.cli.serving import DRAIN_SECONDS
from services.embedded import SERVICES, Zone
from shared.issuing import Issuer
from shared.seals import Seal
from shared.settings import ZoneSettings
from shared.signing import KeyRing
from shared.strict import MAX_UPLOAD
from shared.tokens import Verifier
from tests.deploy.production import ASKED, COMPOSE, DEPLOY, EXAMPLE, FILLED, ROOT, TEXT, environment, variables

SAFE_BY_DEFAULT = {
    "log_level",
    "pool_size",
    "invitation_days",
    "simulated_bank",
    "consent_max_days",
    "webhooks_to_loopback",
    "simulated_outbox",
    "app_url",
}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
NGINX = (DEPLOY / "proxy" / "nginx.conf").read_text("utf-8")
OURS = [name for name, service in COMPOSE["services"].items() if "build" in service]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a .env, and an environment without our variables."""
    monkeypatch.chdir(tmp_path)
    for field in ZoneSettings.model_fields:
        monkeypatch.delenv(f"ZJTX_{field.upper()}", raising=False)
    for name in SERVICES:
        for field in SERVICES[name].settings().__class__.model_fields:
            monkeypatch.delenv(f"ZJTX_{name.upper()}_{field.upper()}", raising=False)
    return tmp_path


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


def parsed(arguments: list[str]) -> tuple[str, dict[str, Any]]:
    """The command these arguments name and its parameters; raises what the command line would say."""
    command: Any = typer.main.get_command(cli)
    context, names = command.make_context("zjtx", list(arguments)), []
    while hasattr(command, "resolve_command"):
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        context = command.make_context(name, rest, parent=context)
        names.append(str(name))
    return " ".join(names), context.params


def routes(name: str) -> list[str]:
    zone = Zone(settings=ZoneSettings(jwks_url="file:jwks.json", signing_key=_key(), _env_file=None))
    return [*zone.apps[name].openapi()["paths"], "/docs", "/openapi.json"]


def _key() -> Path:
    path = Path("registry.json")
    if not path.exists():
        make_secrets.main(Path.cwd())
    return path


# ---- settings ------------------------------------------------------------------------------------


def test_every_variable_has_a_reason_and_no_default_and_stands_in_the_example() -> None:
    assert all(len(reason) > 8 for reason in ASKED.values()), ASKED
    assert set(ASKED) == set(variables(EXAMPLE))
    assert not re.search(r"\$\{\w+:?-", TEXT)


def test_no_secret_stands_in_a_file() -> None:
    secret = re.compile(r"PASSWORD|SECRET$")
    assert [name for name, value in variables(EXAMPLE).items() if secret.search(name) and value] == []
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            if secret.search(name):
                assert value in FILLED.values(), name


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_given_exactly_the_settings_it_has(name: str) -> None:
    own = {f"ZJTX_{name.upper()}_{field.upper()}" for field in SERVICES[name].settings().__class__.model_fields}
    zone = {f"ZJTX_{field.upper()}" for field in ZoneSettings.model_fields}
    peers = {f"ZJTX_{peer.upper()}_URL" for peer in SERVICES}
    safe = {known for known in own | zone if known.lower().endswith(tuple(SAFE_BY_DEFAULT))}
    assert set(environment(name)) == (own | zone | peers) - safe


@pytest.mark.parametrize("name", SERVICES)
def test_production_accepts_these_settings(name: str, nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in environment(name).items():
        monkeypatch.setenv(variable, value)
    zone, own = ZoneSettings(), SERVICES[name].settings()
    database, bus = urlsplit(own.database_url.get_secret_value()), urlsplit(zone.bus_url.get_secret_value())
    assert zone.environment == "production"
    assert zone.log_format == "json"
    assert (database.username, database.path, database.hostname) == (name, f"/{name}", "postgres")
    assert (bus.username, bus.path, bus.hostname) == (name, "/zjtx", "rabbitmq")


@pytest.mark.parametrize("variable", ["BUS_URL", "JWKS_URL", "SIGNING_KEY", "CURSOR_SECRET"])
def test_production_refuses_a_forgotten_setting(variable: str, nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment("registry").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(f"ZJTX_{variable}")
    with pytest.raises(ValidationError, match=f"ZJTX_{variable}"):
        ZoneSettings()


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_else_is_given_the_database_of_a_service(name: str) -> None:
    variable = f"ZJTX_{name.upper()}_DATABASE_URL"
    holders = {service for service in COMPOSE["services"] if "environment" in COMPOSE["services"][service]}
    assert {service for service in holders if variable in environment(service)} == {name, "migrate"}
    assert environment("migrate")[variable] == environment(name)[variable]


# ---- keys ----------------------------------------------------------------------------------------


async def test_a_service_proves_itself_with_its_own_mounted_key(nowhere: Path) -> None:
    make_secrets.main(nowhere)
    assert tuple(SERVICES) == make_secrets.SERVICES
    for name in SERVICES:
        mounted = {s if isinstance(s, str) else s["target"]: s for s in COMPOSE["services"][name]["secrets"]}
        given = environment(name)
        asked = {value.removeprefix("file:") for value in given.values() if "/run/secrets/" in value}
        assert asked == {f"/run/secrets/{target}" for target in mounted}
        file = Path(COMPOSE["secrets"][mounted["signing_key"]["source"]]["file"]).name
        settings = ZoneSettings(jwks_url=f"file:{nowhere}/jwks.json", signing_key=nowhere / file, _env_file=None)
        caller = await Verifier(settings, None)(Issuer(settings).service_token(name))  # type: ignore[arg-type]
        assert (caller.kind, caller.subject) == ("service", name)
    assert "d" not in {part for key in json.loads((nowhere / "jwks.json").read_text())["keys"] for part in key}
    assert (nowhere / "registry.json").stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("keys", ["code_keys", "list_keys", "token_keys"])
def test_codes_and_the_list_are_signed_with_keys_that_prove_nobody(nowhere: Path, keys: str) -> None:
    make_secrets.main(nowhere)
    file = Path(COMPOSE["secrets"][keys]["file"]).name
    ring = KeyRing.read(nowhere / file)
    published = {key["kid"] for key in ring.public["keys"]}
    assert not published & {key["kid"] for key in json.loads((nowhere / "jwks.json").read_text())["keys"]}
    assert (nowhere / file).stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("keys", ["account_keys", "webhook_keys", "contact_keys"])
def test_what_is_sealed_is_sealed_with_keys_of_its_own(nowhere: Path, keys: str) -> None:
    make_secrets.main(nowhere)
    file = nowhere / Path(COMPOSE["secrets"][keys]["file"]).name
    assert Seal.read(file).opened(Seal.read(file).sealed("1202021019900012345")) == "1202021019900012345"
    assert file.stat().st_mode & 0o777 == 0o400


def test_keys_are_never_overwritten(nowhere: Path) -> None:
    make_secrets.main(nowhere)
    before = (nowhere / "registry.json").read_text()
    with pytest.raises(SystemExit, match="exists already"):
        make_secrets.main(nowhere)
    assert (nowhere / "registry.json").read_text() == before


# ---- processes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_serves_and_is_asked_after_where_its_url_says(name: str, nowhere: Path) -> None:
    service, url = COMPOSE["services"][name], urlsplit(environment(name)[f"ZJTX_{name.upper()}_URL"])
    command, given = parsed(service["command"])
    assert (command, given) == ("serve", {"service": name, "host": "0.0.0.0", "port": url.port})
    assert (url.hostname, url.path) == (name, f"/{name}")
    [asked] = re.findall(r"urlopen\('([^']+)'", service["healthcheck"]["test"][-1])
    assert asked == f"http://127.0.0.1:{url.port}/{name}/readyz"
    assert "/readyz" in routes(name)


def test_migrations_end_before_any_service_starts() -> None:
    assert parsed(COMPOSE["services"]["migrate"]["command"]) == ("migrate", {"service": ""})
    assert COMPOSE["services"]["migrate"]["restart"] == "no"
    for name in SERVICES:
        assert COMPOSE["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_write_nothing_and_have_no_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["init"] is True, "as process 1 a program that was not told otherwise ignores SIGTERM"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_time_to_drain(name: str) -> None:
    assert seconds(COMPOSE["services"][name]["stop_grace_period"]) >= max(25, DRAIN_SECONDS + 5)


def test_only_the_proxy_is_reachable_and_it_reaches_neither_databases_nor_broker() -> None:
    services = COMPOSE["services"]
    assert [name for name in services if "ports" in services[name]] == ["proxy"]
    behind = {name for name in services if "front" not in services[name]["networks"]}
    assert behind == {"migrate", "postgres", "rabbitmq"}
    assert services["proxy"]["networks"] == ["front"]
    assert COMPOSE["networks"]["back"] == {"internal": True}


def test_every_image_is_pinned_and_ours_has_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert {COMPOSE["services"][name]["image"] for name in OURS} == {f"zjtx:{version}"}
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    for image in [*bases, *(service["image"] for service in COMPOSE["services"].values())]:
        assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)*$", image), image


def test_every_mounted_file_exists() -> None:
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"], volume


# ---- image ---------------------------------------------------------------------------------------


def test_the_image_is_built_from_what_is_there_by_the_locks_and_does_not_run_as_root() -> None:
    allowed = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
            assert source in allowed, f"{source} is kept out by .dockerignore"
    installs = re.findall(r"pip install (.+?)(?: &&| \\|$)", DOCKERFILE, re.MULTILINE)
    assert all("--require-hashes" in install or "--no-deps --no-index" in install for install in installs), installs
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == [
        f"{make_secrets.IMAGE_USER}:{make_secrets.IMAGE_USER}"
    ]
    assert COMPOSE["x-image"]["build"] == {"context": ".", "dockerfile": "deploy/Dockerfile"}


def test_the_image_alone_serves_what_it_is_asked_after(nowhere: Path) -> None:
    [command] = re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    _, given = parsed(json.loads(command))
    [asked] = re.findall(r"urlopen\('([^']+)'", DOCKERFILE)
    assert asked == f"http://127.0.0.1:{given['port']}/{given['service']}/livez"
    assert "/livez" in routes(given["service"])


# ---- proxy ---------------------------------------------------------------------------------------


def test_the_proxy_has_the_prefixes_and_ports_of_the_services() -> None:
    assert set(re.findall(r"location /(\w+)/ +\{ proxy_pass http://\1; \}", NGINX)) == set(SERVICES)
    upstreams = dict(re.findall(r"upstream (\w+) .*?server (\S+) resolve;", NGINX))
    assert upstreams == {name: urlsplit(environment(name)[f"ZJTX_{name.upper()}_URL"]).netloc for name in SERVICES}
    assert NGINX.count("{") == NGINX.count("}")


@pytest.mark.parametrize("name", SERVICES)
def test_the_proxy_hides_what_is_not_for_people(name: str, nowhere: Path) -> None:
    [pattern] = re.findall(r"location ~ (\S+) \{ return 404; \}", NGINX)
    hidden = {path for path in routes(name) if re.match(pattern, f"/{name}{path}")}
    assert hidden == {path for path in routes(name) if not re.match("/(v1/|.well-known/|docs|openapi.json)", path)}
    assert hidden >= {"/internal/feed", "/internal/clock", "/metrics", "/livez", "/readyz"}


def test_the_proxy_lets_an_upload_through_that_the_services_accept() -> None:
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(megabytes) * 1024 * 1024 > MAX_UPLOAD


def test_the_proxy_finds_its_certificate_and_answers_its_own_health() -> None:
    proxy = COMPOSE["services"]["proxy"]
    assert set(re.findall(r"/run/secrets/(\w+)", NGINX)) == set(proxy["secrets"]) <= set(COMPOSE["secrets"])
    published = {mapping.split(":")[1] for mapping in proxy["ports"]}
    assert set(re.findall(r"listen (\d+)", NGINX)) == published
    assert urlsplit(proxy["healthcheck"]["test"][-1]).port == 8080
    assert "location = /livez" in NGINX
