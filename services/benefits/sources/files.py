"""Where files lie: a folder, or a bucket that speaks S3. Asked outside any transaction."""

from pathlib import Path
from typing import Final

import obstore
from obstore.store import ObjectStore, from_url

_LOCAL: Final = "file:"


class Files:
    """Objects by key. `url`: file:var/… for a folder, or s3://bucket/prefix, whose keys the environment has (AWS_…)."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opened: ObjectStore | None = None

    @property
    def folder(self) -> str:
        """Of a local store, where to look."""
        return self._url.removeprefix(_LOCAL).removeprefix("//")

    @property
    def _store(self) -> ObjectStore:
        """Opened when the first file comes or goes."""
        if self._opened is None:
            self._opened = from_url(_absolute(self._url))
        return self._opened

    async def put(self, key: str, content: bytes) -> None:
        await obstore.put_async(self._store, key, content)

    async def get(self, key: str) -> bytes:
        """Raises FileNotFoundError."""
        found = await obstore.get_async(self._store, key)
        return bytes(await found.bytes_async())

    async def delete(self, key: str) -> None:
        await obstore.delete_async(self._store, key)


def _absolute(url: str) -> str:
    if not url.startswith(_LOCAL):
        return url
    folder = Path(url.removeprefix(_LOCAL).removeprefix("//")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder.as_uri()
