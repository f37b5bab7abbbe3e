"""Code lists: read by everybody with a token, edited by the city."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.registry import problems as p
from services.registry.router.addresses import Officer, TokenHolder
from services.registry.schemas.code_lists import CodeEntryOut, CodeListOut, CodeLists, CodePatch, NewCode
from services.registry.service import code_lists
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["code-lists"])
ListName = Annotated[str, Path(max_length=20, description="代码表", examples=["ten-industries"])]
CodeName = Annotated[str, Path(max_length=40, description="代码", examples=["shu"])]


@router.get("/code-lists", summary="代码表目录")
async def list_code_lists(tx: Reading, caller: TokenHolder) -> CodeLists:
    return CodeLists(items=[CodeListOut.of(one) for one in await code_lists.every(tx)])


@router.get("/code-lists/{list_name}", summary="代码表", responses=problems(p.CodeListNotFound))
async def read_code_list(tx: Reading, caller: TokenHolder, list_name: ListName) -> CodeListOut:
    return CodeListOut.of(await code_lists.get(tx, list_name))


@router.post(
    "/code-lists/{list_name}/codes", status_code=201, summary="新增代码",
    responses=problems(p.CodeListNotFound, p.CodeEntryTaken, p.ProfileRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def add_code(
    tx: WritingOnce, officer: Officer, list_name: ListName, body: NewCode, response: Response
) -> CodeEntryOut:
    code = await code_lists.add(tx, officer, list_name, body.code, body.values())
    tag(response, code.version)
    return CodeEntryOut.of(code)


@router.patch(
    "/code-lists/{list_name}/codes/{code}", summary="更改或停用代码",
    responses=problems(p.CodeEntryNotFound, p.ProfileRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def edit_code(
    tx: Writing, officer: Officer, list_name: ListName, code: CodeName,
    body: CodePatch, response: Response, if_match: IfMatch = None,
) -> CodeEntryOut:  # fmt: skip
    """Label, basis, end. The code stays: enterprises and rules refer to it."""
    edited = await code_lists.edit(tx, officer, list_name, code, if_match, body.values())
    tag(response, edited.version)
    return CodeEntryOut.of(edited)
