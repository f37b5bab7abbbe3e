"""What an institution's token is for: a closed list, granted one by one; a route names the one it asks for."""

from typing import Final, Literal, get_args

Scope = Literal[
    "list:read",
    "list:match",
    "code:scan",
    "consent:read",
    "product:write",
    "application:answer",
    "loan:report",
    "webhook:write",
    "keys:write",
]
SCOPE_LABELS: Final[dict[Scope, str]] = {
    "list:read": "读取共享名单及其变更",
    "list:match": "用本机构客户比对名单",
    "code:scan": "扫描企业码",
    "consent:read": "读取企业授权的数据",
    "product:write": "维护金融产品",
    "application:answer": "答复企业申请",
    "loan:report": "报送贷款",
    "webhook:write": "管理推送地址",
    "keys:write": "更换本机构公钥",
}
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
IN_TRIAL: Final[frozenset[Scope]] = frozenset({"list:read", "list:match", "code:scan", "webhook:write", "keys:write"})
"""Of an institution on trial: what concerns public title facts only, and its own doors."""
