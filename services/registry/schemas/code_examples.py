"""What the documentation shows of enterprise codes."""

from typing import Any, Final

from services.registry.schemas.examples import ENTERPRISE, FIGURES, RECOGNITION, STANDING

_Example = dict[str, Any]
TOKEN: Final = ".".join(
    (
        "eyJhbGciOiJFUzI1NiIsImtpZCI6ImV4YW1wbGUiLCJ0eXAiOiJ6anR4LWNvZGUrand0In0",
        "eyJpc3MiOiJ6anR4LXJlZ2lzdHJ5IiwiYXVkIjoiZmluYW5jZSIsImp0aSI6ImV4YW1wbGUiLCJpYXQiOjE3OTUzOTg5NzksImV4cCI6MTc5NTM5OTAzOX0",
        "c2lnbmF0dXJl",
    )
)
"""Signed by nobody"""
CODE: Final[_Example] = {
    "code_id": "p0X3v8kQm1yWb7ZtRcHs9A",
    "token": TOKEN,
    "purpose": "finance",
    "purpose_label": "金融服务",
    "issued_at": "2026-11-23T01:36:19Z",
    "expires_at": "2026-11-23T01:37:19Z",
    "status": "active",
}

KEYS: Final[_Example] = {
    "keys": [
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            "use": "sig",
            "alg": "ES256",
            "kid": "example",
        }
    ]
}
"""The key of RFC 7515, appendix A.3"""
STATUS: Final[_Example] = {"status": "suspended", "suspended_at": "2026-11-23T01:40:19.906014Z"}
CARD: Final[_Example] = {
    **{name: ENTERPRISE[name] for name in ("name", "uscc", "district", "district_name")},
    "standing": STANDING,
    "titles": [
        {
            "tier": "specialised",
            "label": "省级专精特新中小企业",
            **{name: RECOGNITION[name] for name in ("number", "recognised_on", "valid_until")},
        }
    ],
}
_SCAN: Final[_Example] = {
    "scan_id": "0f0f3a52-9a76-4d3f-9d5c-8f5a0d2e6b11",
    "scanned_at": "2026-11-23T01:36:30.906014Z",
    "status": "active",
}
SCAN_BY_BANK: Final[_Example] = {
    **_SCAN,
    "purpose": "finance",
    "view": "bank",
    "enterprise": CARD,
    "reference": "6a3d1b0e-2f64-4a59-8c1d-57f1c3f9e402",
    "figures": None,
}
SCAN_BY_OFFICER: Final[_Example] = {
    **_SCAN,
    "status": "suspended",
    "purpose": "government_service",
    "view": "officer",
    "enterprise": CARD,
    "reference": None,
    "figures": [FIGURES],
}
SCAN_OF_SUSPENDED: Final[_Example] = {
    **_SCAN,
    "status": "suspended",
    "purpose": "verification",
    "view": "public",
    "enterprise": None,
    "reference": None,
    "figures": None,
}
LINE: Final[_Example] = {
    **_SCAN,
    "code_id": CODE["code_id"],
    "purpose": "finance",
    "purpose_label": "金融服务",
    "kind": "institution",
    "institution": "demo-bank",
    "district": None,
    "department": None,
    "officer": None,
    "shown": ["name", "uscc", "district", "standing", "titles", "reference"],
}
REFERENCE: Final[_Example] = {
    "reference": SCAN_BY_BANK["reference"],
    "enterprise_id": ENTERPRISE["enterprise_id"],
    "uscc": ENTERPRISE["uscc"],
    "institution": "demo-bank",
    "purpose": "finance",
    "scanned_at": _SCAN["scanned_at"],
    "status": "active",
}
