"""Evidence, in the verbs tests speak in."""

from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import httpx

from tests.claims import owner
from tests.zone import RunningZone, key

PDF: Final = b"%PDF-1.7\n" + b"x" * 1_000


async def bring(zone: RunningZone, uscc: str, level: str = "domestic", **more: Any) -> httpx.Response:
    body = {
        "kind": "first_set_certificate",
        "issuer": "示例经信部门",
        "number": f"示例〔2026〕{uuid4().hex[:8]}号",
        "issued_on": zone.today.isoformat(),
        "ref": "传感器",
        "product": {"first_set_level": level},
        **more,
    }
    return await owner(zone, uscc).post(f"/v1/enterprises/{uscc}/evidence", json=body, headers=key())


async def send(client: httpx.AsyncClient, evidence_id: str, content: bytes, digest: str = "") -> httpx.Response:
    digest = digest or sha256(content).hexdigest()
    files = {"file": ("../../etc/passwd.exe", content, "text/html")}
    return await client.put(f"/v1/evidence/{evidence_id}/files/{digest}", files=files)
