"""Queries about the codes the city edited or added."""

from dataclasses import asdict

from sqlalchemy import select
from sqlmodel import col

from services.registry.domain.code_lists import Code
from services.registry.store.tables import CodeListEntryRow
from shared.db import Tx


async def edits(tx: Tx, name: str | None = None) -> list[Code]:
    """Of one list, or of all."""
    question = select(CodeListEntryRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
    if name is not None:
        question = question.where(col(CodeListEntryRow.list) == name)
    return [Code(**row) for row in (await tx.execute(question)).mappings()]


async def add(tx: Tx, code: Code) -> bool:
    """False when somebody was faster."""
    inserted = await tx.execute(tx.insertion_of_new(CodeListEntryRow), asdict(code))
    return bool(inserted.rowcount)  # type: ignore[attr-defined]  # an INSERT has one


async def lock(tx: Tx, name: str, code: str) -> Code | None:
    """The edited code, which nobody else can edit now."""
    question = select(CodeListEntryRow.__table__).where(  # type: ignore[attr-defined]  # as above
        col(CodeListEntryRow.list) == name, col(CodeListEntryRow.code) == code
    )
    row = (await tx.execute(question.with_for_update())).mappings().one_or_none()
    return None if row is None else Code(**row)


async def save(tx: Tx, code: Code) -> None:
    await tx.update(CodeListEntryRow, [asdict(code)])
