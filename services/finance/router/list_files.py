"""The whole list as a file."""

from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import StreamingResponse

from services.finance.router.addresses import Asker, reading
from services.finance.schemas.shared_list import ListFilters
from services.finance.service import list_files
from shared.edge import Exporting
from shared.spreadsheets import chunks

router = APIRouter(prefix="/list", tags=["shared list"])
Form = Annotated[Literal["csv", "jsonl"], Path(description="格式", examples=["csv"])]
_MEDIA: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
_TEXT: Final = {"schema": {"type": "string"}}
FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "名单文件。CSV 中可能被当作公式的文本前加单引号；JSON Lines 每行即该企业的规范 JSON",
        "content": {
            "text/csv": {**_TEXT, "example": '"企业编号","企业名称","统一社会信用代码"\r\n'},
            "application/jsonl": {**_TEXT, "example": '{"district":"330108","name":"示例传感技术有限公司"}\n'},
        },
        "headers": {
            "Repr-Digest": {**_TEXT, "description": "文件的 SHA-256（RFC 9530），先于第一个字节给出"},
            "X-List-Rows": {"schema": {"type": "integer"}, "description": "企业数"},
            "X-List-Cursor": {**_TEXT, "description": "由此继续取变更"},
            "X-List-Statement": {**_TEXT, "description": "对校验和、行数、筛选条件与时间的 JWS（ES256）"},
        },
    }
}


@router.get("/files/{form}", summary="下载名单文件", responses=FILE, response_class=StreamingResponse)
async def download_list(
    request: Request, out: Exporting, caller: Asker, form: Form, query: Annotated[ListFilters, Query()]
) -> StreamingResponse:
    """Whole and accounted for before its first byte leaves, so the checksum is a header and not a trailer."""
    reader = reading(request, caller, query.filters())
    file = await list_files.written(out.tx, reader, query.to_filter(), form, request.app.state.list_keys)
    await out.account(rows=file.rows)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'专精特新共享名单.{form}')}",
        "Content-Length": str(file.size),
        "Repr-Digest": f"sha-256=:{file.checksum}:",
        "X-List-Rows": str(file.rows),
        "X-List-Cursor": file.cursor,
        "X-List-Statement": file.statement,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chunks(file.content), 200, headers, _MEDIA[form])
