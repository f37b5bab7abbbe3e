"""Goals of the city and its districts, parks, diagnoses, service officers; counting a city without its titles' table."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_HISTORIES = ("goal_entry_version", "park_decision", "service_assignment_version")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION history_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'a history is only added to'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION history_guard()"""
            for table in _HISTORIES
        ),
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'a history is only added to'); END"""
        for table in _HISTORIES
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what the city decided is never deleted")
