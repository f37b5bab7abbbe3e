"""People who act for enterprises, their invitations, officers; histories that are only ever added to."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_HISTORIES = ("person_change", "officer_change")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION people_history_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'a history is only added to'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION people_history_guard()"""
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
    op.create_table(
        "person",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("invited_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_person_enterprise_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person")),
        sa.UniqueConstraint("enterprise_id", "subject", name=op.f("uq_person_enterprise_id_subject")),
    )
    op.create_index(
        op.f("ix_person_enterprise_id_since_person_id"), "person", ["enterprise_id", "since", "person_id"], unique=False
    )
    op.create_index(op.f("ix_person_subject"), "person", ["subject"], unique=False)
    op.create_table(
        "person_change",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_person_change_person_id")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_person_change")),
    )
    op.create_table(
        "invitation",
        sa.Column("invitation_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=36), nullable=False),
        sa.Column("invited_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("accepted_by", sa.String(length=36), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_invitation_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["invited_by"], ["person.person_id"], name=op.f("fk_invitation_invited_by")),
        sa.PrimaryKeyConstraint("invitation_id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(
        op.f("ix_invitation_enterprise_id_invited_at_invitation_id"),
        "invitation",
        ["enterprise_id", "invited_at", "invitation_id"],
        unique=False,
    )
    op.create_table(
        "officer",
        sa.Column("officer_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer")),
        sa.UniqueConstraint("subject", name=op.f("uq_officer_subject")),
    )
    op.create_table(
        "officer_change",
        sa.Column("officer_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name=op.f("fk_officer_change_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", "version", name=op.f("pk_officer_change")),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the history of people and officers is never deleted")
