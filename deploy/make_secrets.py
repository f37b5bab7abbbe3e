"""Makes what production must not share with anybody: `python deploy/make_secrets.py FOLDER`.

FOLDER/<service>.json   the ES256 key with which a service proves who it is to its peers
FOLDER/code-keys.json   the keys with which the registry signs enterprise codes, the newest first
FOLDER/list-keys.json   the keys with which finance signs the shared list, the newest first
FOLDER/token-keys.json  the keys with which finance signs the tokens of institutions, the newest first
FOLDER/account-keys.json   the keys that seal bank account numbers in the database of benefits, the newest first
FOLDER/webhook-keys.json   the keys that seal the secrets of webhooks in the database of finance, the newest first
FOLDER/contact-keys.json   the keys that seal addresses of enterprises in notifications, the newest first
FOLDER/gateways.json    the gateways that carry messages out, with their secrets: none, until they are entered by hand
FOLDER/jwks.json        the public halves; the identity provider's public keys are added by hand
FOLDER/env              env.example with every empty value drawn at random

Nothing that exists is overwritten. When run as root, what the services read belongs to the user of the image.
"""

import json
import os
import secrets
import sys
from pathlib import Path

from joserfc.jwk import ECKey, KeySet, OctKey

SERVICES = ("registry", "benefits", "finance", "notifications")
IMAGE_USER = 10001


def main(folder: Path) -> None:
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    keys = {name: ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": name}) for name in SERVICES}
    for name, key in keys.items():
        write(folder / f"{name}.json", json.dumps(key.as_dict(private=True)))
    code_key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": f"code-{secrets.token_hex(3)}"})
    write(folder / "code-keys.json", json.dumps(KeySet([code_key]).as_dict(private=True)))
    for name in ("list", "token"):
        own_key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": f"{name}-{secrets.token_hex(3)}"})
        write(folder / f"{name}-keys.json", json.dumps(KeySet([own_key]).as_dict(private=True)))
    account_key = OctKey.generate_key(256, {"use": "enc", "kid": f"account-{secrets.token_hex(3)}"})
    write(folder / "account-keys.json", json.dumps(KeySet([account_key]).as_dict(private=True)))
    webhook_key = OctKey.generate_key(256, {"use": "enc", "kid": f"webhook-{secrets.token_hex(3)}"})
    write(folder / "webhook-keys.json", json.dumps(KeySet([webhook_key]).as_dict(private=True)))
    contact_key = OctKey.generate_key(256, {"use": "enc", "kid": f"contact-{secrets.token_hex(3)}"})
    write(folder / "contact-keys.json", json.dumps(KeySet([contact_key]).as_dict(private=True)))
    write(folder / "gateways.json", "[]")
    write(folder / "jwks.json", json.dumps(KeySet(list(keys.values())).as_dict(private=False), indent=2))
    write(folder / "env", filled(Path(__file__).with_name("env.example").read_text("utf-8"), folder), owner=os.getuid())


def filled(example: str, folder: Path) -> str:
    lines = [line + secrets.token_hex(24) if line.endswith("=") else line for line in example.splitlines()]
    given = f"ZJTX_SECRETS_FOLDER={folder.resolve()}"
    return "".join(f"{given if line.startswith('ZJTX_SECRETS_FOLDER=') else line}\n" for line in lines)


def write(path: Path, text: str, owner: int = IMAGE_USER) -> None:
    """Readable by its owner only, from the first byte."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        sys.exit(f"{path} exists already; move it away first.")
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
        if os.getuid() == 0:
            os.fchown(file.fileno(), owner, owner)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
