"""What the documents of institutions show."""

from typing import Any, Final

JWK: Final[dict[str, Any]] = {
    "kid": "bank-2026-11",
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}
KEYS: Final[dict[str, Any]] = {"keys": [{"jwk": JWK, "valid_until": "2027-11-27"}]}
GROUND: Final[dict[str, Any]] = {"document": "示例文号〔2026〕5号", "reason": "银行申请接入"}
GRANT: Final[dict[str, Any]] = {
    "scopes": ["list:read", "list:match"],
    "valid_until": "2027-11-27",
    "per_minute": 600,
    "per_day": 200_000,
    "trial": False,
}
_SCOPES: Final = [
    {"scope": "list:read", "label": "读取共享名单及其变更"},
    {"scope": "list:match", "label": "用本机构客户比对名单"},
]
GRANT_OUT: Final[dict[str, Any]] = GRANT | {"scopes": _SCOPES, "days_left": 364}
NEW: Final[dict[str, Any]] = {
    "name": "示例银行股份有限公司杭州分行",
    "kind": "bank",
    "licence_code": "91330108MAXB0012XH",
    "desk": "科技金融部",
    "phone": "0571-00000000",
    "email": "api@bank.example",
    "grant": GRANT,
    **KEYS,
    **GROUND,
}
KEY_OUT: Final[dict[str, Any]] = {
    "kid": JWK["kid"],
    "kty": "EC",
    "added_on": "2026-11-28",
    "valid_until": "2027-11-27",
    "days_left": 364,
    "counts": True,
}
INSTITUTION: Final[dict[str, Any]] = {
    "institution_id": "5f8c2f6a-7f7b-4c60-9b52-1f0a7a3f7d11",
    "name": NEW["name"],
    "kind": "bank",
    "kind_label": "银行",
    "licence_code": NEW["licence_code"],
    "desk": "科技金融部",
    "phone": "0571-00000000",
    "email": "api@bank.example",
    "state": "active",
    "state_label": "已开通",
    "grant": GRANT_OUT,
    "proposal": None,
    "keys": [KEY_OUT],
    "warnings": [],
    "version": 2,
}
STEP: Final[dict[str, Any]] = {
    "at": "2026-11-28T02:00:00Z",
    "actor": "officer:city-officer",
    "step": "activate",
    "step_label": "批准",
    "state": "active",
    "state_label": "已开通",
    "document": "示例文号〔2026〕5号",
    "reason": "银行申请接入",
}
FILE: Final[dict[str, Any]] = INSTITUTION | {"steps": [STEP]}
QUOTA: Final[dict[str, Any]] = {
    "window": "minute",
    "window_label": "每分钟",
    "quota": 600,
    "left": 599,
    "seconds": 60,
    "resets_in": 30,
}
MAY: Final[dict[str, Any]] = INSTITUTION | {"scopes_of_token": ["list:read"], "quotas": [QUOTA]}
USE: Final[dict[str, Any]] = {
    "from_on": "2026-11-28",
    "until_on": "2026-11-28",
    "calls": 12,
    "refused": 0,
    "items": [
        {
            "operation": "read_list",
            "purpose": "reconciliation",
            "purpose_label": "名单同步与核对",
            "calls": 12,
            "refused": 0,
        }
    ],
}
