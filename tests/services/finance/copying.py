"""A bank that keeps a copy of the shared list, from what the API tells and nothing else."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import httpx


def line_hash(entry: dict[str, Any]) -> str:
    """As docs/shared-list.md says: written here anew, from the words."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Copy:
    client: httpx.AsyncClient
    filters: dict[str, str] = field(default_factory=dict)
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By enterprise_id"""
    cursor: str = ""
    removed: list[dict[str, Any]] = field(default_factory=list)

    async def get(self, path: str, **params: Any) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/list{path}", params={**self.filters, **params})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def take_page(self, limit: int, cursor: str | None = None) -> str | None:
        """The next page of a snapshot; returns the cursor of the one after."""
        page = await self.get("", limit=limit, **({"cursor": cursor} if cursor else {}))
        assert self.cursor in ("", page["changes_cursor"]), "every page of a walk carries the place of the first"
        self.cursor = page["changes_cursor"]
        self.lines |= {item["enterprise_id"]: item for item in page["items"]}
        next_cursor: str | None = page["next_cursor"]
        return next_cursor

    async def take(self, limit: int = 100) -> None:
        self.lines, self.cursor = {}, ""
        cursor = await self.take_page(limit)
        while cursor:
            cursor = await self.take_page(limit, cursor)

    async def follow(self, limit: int = 1000) -> None:
        """Every change up to the head."""
        while True:
            page = await self.get("/changes", limit=limit, **({"cursor": self.cursor} if self.cursor else {}))
            self.apply(page)
            if page["upto"] == page["head"]:
                return

    def apply(self, told: dict[str, Any]) -> None:
        """A page of changes, or a message that says the same."""
        for item in told["items"]:
            if item["op"] == "remove":
                self.lines.pop(item["enterprise_id"], None)
                self.removed.append(item)
            else:
                self.lines[item["enterprise_id"]] = item["entry"]
        self.cursor = told["cursor"]

    # ---- proving it ------------------------------------------------------------------------------

    def hashes(self, bucket: str) -> dict[str, str]:
        return {id_: line_hash(line) for id_, line in sorted(self.lines.items()) if id_.startswith(bucket)}

    def buckets(self) -> dict[str, str]:
        return {name: hash_ for name, _, hash_ in self._buckets()}

    def _buckets(self) -> list[tuple[str, int, str]]:
        """Name, lines and hash of each, in order."""
        texts: dict[str, list[str]] = {}
        for id_, line in sorted(self.lines.items()):
            texts.setdefault(id_[:2], []).append(id_[:2] + line_hash(line))
        return [
            (name, len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()) for name, lines in texts.items()
        ]

    def digest(self) -> str:
        text = "".join(f"{name} {lines} {hash_}\n" for name, lines, hash_ in self._buckets())
        return hashlib.sha256(text.encode()).hexdigest()

    async def compare(self, **more: Any) -> dict[str, Any]:
        body = {"cursor": self.cursor, "count": len(self.lines), "digest": self.digest(), **self.filters, **more}
        answer = await self.client.post("/v1/list/comparisons", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
