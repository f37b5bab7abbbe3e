"""Leads, in the verbs tests speak in."""

from typing import Any, Final

LEAD: Final[dict[str, Any]] = {
    "kind": "enterprise", "chain": "示例产业链", "title": "示例目标企业", "words": "示例说明",
    "contact": {"name": "欧阳示例", "phone": "051200001234"},
}  # fmt: skip
