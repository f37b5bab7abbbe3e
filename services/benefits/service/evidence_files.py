"""Files of evidence: kept by what their bytes are, outside the database and outside any transaction."""

import hashlib
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.claims import Refusal
from services.benefits.domain.evidence import ENDINGS, MAX_FILE, MOST_FILES, media_type
from services.benefits.problems import EvidenceNotFound, EvidenceRefused
from services.benefits.service import evidence
from services.benefits.service.evidence import Shown
from services.benefits.sources.files import Files
from shared.edge import Deposit
from shared.problems import TooLarge

_CHUNK: Final = 256 * 1024


class Incoming(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True, slots=True)
class FileOut:
    content: bytes
    media_type: str
    name: str
    """Made by us: the sender's name is not kept"""


async def keep(deposit: Deposit, files: Files, evidence_id: str, sha256: str, incoming: Incoming) -> Shown:
    """Read with a limit, checked, put away, and only then written down; what is not written down is taken away again.

    The address names the SHA-256 of the content: sent again it is the same file.
    """
    await evidence.get(deposit.tx, deposit.caller, evidence_id)
    await deposit.tx.rollback()  # while the file comes in no connection is held
    content = await _read(incoming)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceRefused("收到的内容与地址中的 SHA-256 不一致，可能传输中断；没有留存，请重新上传")
    try:
        found = media_type(content)
    except Refusal as refusal:
        raise EvidenceRefused(str(refusal)) from refusal
    file_id = str(uuid4())
    await files.put(file_id, content)
    try:
        kept = await _write(deposit, evidence_id, file_id, found, sha256, len(content))
    except BaseException:
        await files.delete(file_id)
        raise
    if all(one.file_id != file_id for one in kept.files):
        await files.delete(file_id)  # it was there already
    return kept


async def _write(deposit: Deposit, evidence_id: str, file_id: str, found: str, sha256: str, size: int) -> Shown:
    async with deposit.writing() as tx:
        row = await evidence.writable(tx, deposit.caller, evidence_id)
        there = await store.evidence.files(tx, [evidence_id])
        if len(there) >= MOST_FILES and all(one.sha256 != sha256 for one in there):
            raise EvidenceRefused(f"一份凭证至多 {MOST_FILES} 个文件")
        new = {
            "file_id": file_id,
            "evidence_id": evidence_id,
            "media_type": found,
            "size": size,
            "sha256": sha256,
            "uploaded_by": deposit.caller.actor,
            "uploaded_at": tx.now,
        }
        await store.evidence.add_file(tx, new)
        return Shown(row, await store.evidence.files(tx, [evidence_id]))


async def _read(incoming: Incoming) -> bytes:
    parts, size = [], 0
    while part := await incoming.read(_CHUNK):
        size += len(part)
        if size > MAX_FILE:
            raise TooLarge(f"文件不得超过 {MAX_FILE // 1_000_000} MB")
        parts.append(part)
    return b"".join(parts)


async def take_out(deposit: Deposit, files: Files, evidence_id: str, sha256: str) -> FileOut:
    """For whoever may read the evidence. Raises EvidenceNotFound."""
    shown = await evidence.get(deposit.tx, deposit.caller, evidence_id)
    row = next((one for one in shown.files if one.sha256 == sha256), None)
    if row is None:
        raise EvidenceNotFound("请核对凭证编号与文件的 SHA-256")
    file_id, media = row.file_id, row.media_type
    name = f"{shown.row.kind}-{sha256[:12]}.{ENDINGS[media]}"
    await deposit.tx.rollback()  # while the file is fetched no connection is held
    return FileOut(await files.get(file_id), media, name)
