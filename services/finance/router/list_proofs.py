"""Whether a copy equals the list, and which of many firms stand on it."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance.problems import ChangesOutdated
from services.finance.router.addresses import Asker, Matcher, reading, ready
from services.finance.schemas.list_digests import ComparisonIn, ComparisonOut, ListDigest
from services.finance.schemas.list_matches import MatchesIn, MatchesOut
from services.finance.schemas.shared_list import ListFilters
from services.finance.service import list_digests, list_matches
from shared.edge import Exporting, Reading
from shared.idempotency import IdempotentRoute
from shared.pages import InvalidCursor
from shared.problems import problems

router = APIRouter(prefix="/list", route_class=IdempotentRoute, tags=["shared list"])


@router.get("/digest", summary="名单的摘要")
async def read_list_digest(
    request: Request, tx: Reading, caller: Asker, query: Annotated[ListFilters, Query()]
) -> ListDigest:
    """Count and SHA-256 of exactly what this institution may see under this filter, at `cursor`.

    Line: SHA-256 of its JSON with members sorted and no spaces (RFC 8785). Bucket, of those whose
    enterprise_id begins with the same two characters: SHA-256 of, for each in order of enterprise_id, these two and
    the line's hash in lower-case hexadecimal. Digest: SHA-256 of `name count hash` and a line feed for each bucket,
    in order of the names.
    """
    return ListDigest.of(await list_digests.proof(tx, reading(request, caller, query.filters()), query.to_filter()))


@router.post("/comparisons", summary="核对副本与名单是否相等", responses=problems(InvalidCursor, ChangesOutdated))
async def compare_list(request: Request, tx: Reading, caller: Asker, body: ComparisonIn) -> ComparisonOut:
    """Equal, or where it differs: with `buckets` which of them, with `lines` of those what to do about each line."""
    reader = reading(request, caller, body.filters())
    return ComparisonOut.of(await list_digests.compare(tx, reader, body.to_filter(), body.to_copy()))


@router.post("/matches", summary="比对一批企业是否在名单中", response_model=MatchesOut)
async def match_list(out: Exporting, caller: Matcher, body: MatchesIn) -> Response:
    """Up to 5,000 codes, answered in the order asked; by any code a firm ever had. Who asked, and what for, is kept."""
    found = await list_matches.matches(out.tx, caller, body.usccs)
    await out.account(purpose=body.purpose, asked=len(found.answers), found=found.found)
    items = ",".join(
        f'{{"uscc":{json.dumps(uscc)},"listed":{json.dumps(line is not None)},"entry":{line or "null"}}}'
        for uscc, line in found.answers
    )
    return ready(f'{{"items":[{items}],"found":{found.found}}}')
