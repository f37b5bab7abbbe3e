"""The shared list the usual way: FastAPI, SQLModel, an async session and a response_model. `python -m … port`."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import selectinload
from sqlmodel import Field, Relationship, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

NAME: Final = "FastAPI + SQLModel + response_model"


class Enterprise(SQLModel, table=True):
    enterprise_id: str = Field(primary_key=True, max_length=36)
    uscc: str = Field(max_length=18, unique=True)
    name: str
    district: str = Field(max_length=6, index=True)
    district_name: str
    industry: str = Field(max_length=3)
    tier: str = Field(max_length=20, index=True)
    tier_label: str
    titles: list["Title"] = Relationship()


class Title(SQLModel, table=True):
    title_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    tier: str = Field(max_length=20)
    number: str
    authority: str
    recognised_on: date
    valid_until: date


class Institution(SQLModel, table=True):
    institution_id: str = Field(primary_key=True, max_length=40)
    active: bool


class TitleOut(BaseModel):
    tier: str
    number: str
    authority: str
    recognised_on: date
    valid_until: date


class EnterpriseOut(BaseModel):
    enterprise_id: str
    uscc: str
    former_usccs: list[str] = []
    name: str
    district: str
    district_name: str
    industry: str
    tier: str
    tier_label: str
    titles: list[TitleOut]


class Page(BaseModel):
    items: list[EnterpriseOut]
    next_cursor: str | None


async def fill(engine: AsyncEngine, entries: list[dict[str, Any]], institution: str) -> None:
    """The lines of our own list, in tables of its own."""
    titles = [
        {
            **title,
            "title_id": f"{entry['enterprise_id'][:32]}{at}",
            "enterprise_id": entry["enterprise_id"],
            "recognised_on": date.fromisoformat(title["recognised_on"]),
            "valid_until": date.fromisoformat(title["valid_until"]),
        }
        for entry in entries
        for at, title in enumerate(entry["titles"])
    ]
    tables = {
        table.__tablename__: SQLModel.metadata.tables[str(table.__tablename__)]
        for table in (Enterprise, Title, Institution)
    }
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: SQLModel.metadata.create_all(sync, list(tables.values())))
        columns = {column.name for column in tables["enterprise"].c}
        rows = [{name: entry[name] for name in columns} for entry in entries]
        await connection.execute(tables["enterprise"].insert(), rows)
        await connection.execute(tables["title"].insert(), titles)
        await connection.execute(tables["institution"].insert(), {"institution_id": institution, "active": True})
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("VACUUM ANALYZE")


def app(database_url: str, keys: KeySet) -> FastAPI:
    engine = create_async_engine(database_url, pool_size=10)
    claims = jwt.JWTClaimsRegistry(iss={"essential": True, "value": "zjtx"}, aud={"essential": True, "value": "zjtx"})

    async def session() -> AsyncIterator[AsyncSession]:
        async with AsyncSession(engine) as session:
            yield session

    async def caller(bearer: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, Any]:
        try:
            token = jwt.decode(bearer.credentials, keys, algorithms=["ES256"])
            claims.validate(token.claims)
        except JoseError as fault:
            raise HTTPException(401) from fault
        return dict(token.claims)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)

    @app.get("/v1/list", response_model=Page)
    async def read_list(
        session: Annotated[AsyncSession, Depends(session)],
        caller: Annotated[dict[str, Any], Depends(caller)],
        cursor: str | None = None,
        tier: str | None = None,
        district: str | None = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Any:
        institution = await session.get(Institution, caller["institution"])
        if institution is None or not institution.active:
            raise HTTPException(403)
        query = select(Enterprise).options(selectinload(Enterprise.titles))  # type: ignore[arg-type]
        if tier:
            query = query.where(Enterprise.tier == tier)
        if district:
            query = query.where(Enterprise.district == district)
        if cursor:
            query = query.where(Enterprise.enterprise_id > cursor)
        found = (await session.exec(query.order_by(col(Enterprise.enterprise_id)).limit(limit))).all()
        return {"items": found, "next_cursor": found[-1].enterprise_id if len(found) == limit else None}

    return app


if __name__ == "__main__":
    import json

    keys = KeySet.import_key_set(json.loads(Path(os.environ["JWKS"]).read_text()))
    uvicorn.run(app(os.environ["DATABASE_URL"], keys), port=int(sys.argv[1]))
