"""How messages are written: one key for ever, the words once; and what was written before that moves in."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, bindparam, text
from sqlmodel import col, func, select

from services.embedded import SERVICES
from services.notifications import store
from services.notifications.domain.messages import Template, Words, folded
from services.notifications.service.writing import message_id, say, wording_id
from services.notifications.store.inbox import Wanted
from services.notifications.store.tables import InboxChangeRow, MessageRow, WordingRow
from shared import migrations
from shared.clock import Clock
from shared.db import Database
from shared.tables import Instant
from tests.conftest import NewDatabases
from tests.rig import PostgresServer

FOLDER = SERVICES["notifications"].migrations
STANDING = '{"enterprise_version": 1, "current": {"tier": "none"}}'
INSTANTS = ("at", "read", "due")
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def opened(url: str) -> Database:
    return Database(url, "notifications", SERVICES["notifications"].floor, Clock(), pool_size=2)


@given(st.uuids(), st.text(max_size=40), st.sampled_from(Template))
def test_the_id_of_a_message_is_the_uuid_it_always_was(owner: object, cause: str, template: Template) -> None:
    assert message_id(str(owner), cause, template) == str(uuid5(NAMESPACE_URL, f"{owner}/{cause}/{template}"))


WRITTEN = st.text("政策奖励ＡＢａbß１1“ \n", max_size=12)


@given(WRITTEN, WRITTEN, WRITTEN)
def test_what_is_sought_is_found_in_its_one_form_wherever_it_stands(before: str, word: str, after: str) -> None:
    assert folded(word) in folded(f"{before}{word}{after}")
    assert folded(folded(word)) == folded(word) == folded(word.upper())


async def test_a_city_is_told_in_a_few_wordings_and_one_change(databases: NewDatabases) -> None:
    db = opened(databases()["notifications"])
    owners, cause = [str(uuid4()) for _ in range(2_500)], str(uuid4())
    words = [Words("新政策", f"第{at}种") for at in range(3)]
    for expected in (2_500, 2_500):  # told again, nobody is
        async with db.transaction() as tx:
            template = Template.MEASURE_MATCHED
            await say(tx, [(one, cause, template, words[at % 3]) for at, one in enumerate(owners)])
        async with db.reading() as tx:
            counts = [
                (await tx.execute(select(func.count()).select_from(table))).scalar_one()
                for table in (MessageRow, WordingRow)
            ]
            changes = (await tx.execute(select(func.count(func.distinct(col(MessageRow.said_in)))))).scalar_one()
        assert (counts, changes) == ([expected, 3], 1)
    await db.close()


async def test_changes_are_numbered_once_whatever_the_order_of_their_ids(databases: NewDatabases) -> None:
    db = opened(databases()["notifications"])
    owner = str(uuid4())
    for at in range(3):
        async with db.transaction() as tx:
            await say(tx, [(owner, str(at), Template.DUTY_DUE, Words(str(at), ""))])
        for _ in range(2):
            async with db.transaction() as tx:
                assert not await store.changes.number(tx), "none is left"
    async with db.reading() as tx:
        numbers = (await tx.execute(select(InboxChangeRow.number).order_by(col(InboxChangeRow.id)))).scalars().all()
        assert numbers == [1, 2, 3]
        assert (await store.changes.position(tx)).head == 3
    await db.close()


# ---- what was there before -----------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
async def before(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database as it was before inboxes were followed."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path}/before.db"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.create_database(f"before_{uuid4().hex[:8]}")
    db = opened(url)
    script = ScriptDirectory.from_config(migrations._config(FOLDER))
    [ours] = [one for one in script.walk_revisions() if "inboxes_are_followed" in one.path]

    def old(connection: Connection) -> None:
        command.upgrade(migrations._config(FOLDER, connection), str(ours.down_revision))

    async with db.engine.begin() as connection:
        await connection.run_sync(old)
    yield db
    await db.close()


async def test_what_was_told_before_is_in_the_inbox_under_its_id_with_its_words_found(before: Database) -> None:
    owner, waiting = str(uuid4()), str(uuid4())
    row = text(
        "INSERT INTO message (enterprise_id, cause_id, template, message_id, change, heading, text, due_at,"
        " delivered_at, read_at) VALUES (:owner, :cause, :template, :id, :change, :heading, :text, :due, :at, :read)"
    )
    plain = {"owner": owner, "template": "duty_due", "change": None, "due": None, "read": None, "text": "请填报ＡＢ"}
    told = [
        {**plain, "cause": str(at), "id": message_id(owner, str(at), Template.DUTY_DUE), "heading": f"更新{at % 2}",
         "at": AT + timedelta(seconds=at), "read": AT if at == 1 else None}
        for at in range(3)
    ]  # fmt: skip
    half = {**plain, "cause": waiting, "template": "titles_changed", "id": message_id(owner, waiting), "heading": "",
            "text": "", "change": STANDING, "at": None, "due": AT}  # fmt: skip
    async with before.engine.begin() as connection:
        for one in (*told, half):
            await connection.execute(row.bindparams(*(bindparam(name, type_=Instant()) for name in INSTANTS)), one)
    await migrations.upgrade(before, FOLDER)
    await migrations.check(before, FOLDER)
    async with before.reading() as tx:
        found = await store.inbox.page(tx, owner, Wanted(sought=folded("报ab")), None, 10)
        assert [(one.message_id, one.heading) for one in found] == [
            (one["id"], one["heading"]) for one in reversed(told)
        ]
        assert [one.delivered_at for one in found] == [one["at"] for one in reversed(told)]
        assert await store.inbox.unread_by_template(tx, owner) == {"duty_due": 2}
        assert set((await tx.execute(select(WordingRow.wording_id))).scalars()) == {
            wording_id(Words(heading, "请填报ＡＢ")) for heading in ("更新0", "更新1")
        }
        tiers = await tx.execute(text("SELECT enterprise_id, tier FROM known_tier"))
        assert [tuple(row) for row in tiers] == [(owner, "none")]
        assert await store.messages.any_due(tx, AT), "a half goes on waiting for the other"
