"""Goals of the city and its districts, parks, diagnoses, service officers; counting a city without its titles' table."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

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
    op.create_table(
        "goal_entry",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", "goal", "district", name=op.f("pk_goal_entry")),
    )
    op.create_table(
        "goal_entry_version",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", "goal", "district", "version", name=op.f("pk_goal_entry_version")),
    )
    op.create_table(
        "park",
        sa.Column("park_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("area_sqm", sa.BigInteger(), nullable=False),
        sa.Column("honours", sa.String(length=120), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("park_id", name=op.f("pk_park")),
        sa.UniqueConstraint("district", "name", name=op.f("uq_park_district_name")),
    )
    op.create_index(op.f("ix_park_district_park_id"), "park", ["district", "park_id"], unique=False)
    op.create_table(
        "service_officer",
        sa.Column("service_officer_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("service_officer_id", name=op.f("pk_service_officer")),
    )
    op.create_index(
        op.f("ix_service_officer_district_service_officer_id"),
        "service_officer",
        ["district", "service_officer_id"],
        unique=False,
    )
    op.create_table(
        "management_diagnosis",
        sa.Column("diagnosis_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("diagnosed_on", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_management_diagnosis_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("diagnosis_id", name=op.f("pk_management_diagnosis")),
    )
    op.create_index(
        op.f("ix_management_diagnosis_enterprise_id_diagnosed_on"),
        "management_diagnosis",
        ["enterprise_id", "diagnosed_on"],
        unique=False,
    )
    op.create_table(
        "park_decision",
        sa.Column("park_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("honour", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("title_holders", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["park_id"], ["park.park_id"], name=op.f("fk_park_decision_park_id")),
        sa.PrimaryKeyConstraint("park_id", "version", name=op.f("pk_park_decision")),
    )
    op.create_table(
        "park_tenancy",
        sa.Column("tenancy_id", sa.String(length=36), nullable=False),
        sa.Column("park_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_park_tenancy_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["park_id"], ["park.park_id"], name=op.f("fk_park_tenancy_park_id")),
        sa.PrimaryKeyConstraint("tenancy_id", name=op.f("pk_park_tenancy")),
    )
    op.create_index(op.f("ix_park_tenancy_enterprise_id"), "park_tenancy", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_park_tenancy_park_id_tenancy_id"), "park_tenancy", ["park_id", "tenancy_id"], unique=False)
    op.create_table(
        "service_assignment",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("service_officer_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_service_assignment_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_officer_id"],
            ["service_officer.service_officer_id"],
            name=op.f("fk_service_assignment_service_officer_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_service_assignment")),
    )
    op.create_index(
        op.f("ix_service_assignment_service_officer_id_enterprise_id"),
        "service_assignment",
        ["service_officer_id", "enterprise_id"],
        unique=False,
    )
    op.create_table(
        "service_assignment_version",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("service_officer_id", sa.String(length=36), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_service_assignment_version_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_officer_id"],
            ["service_officer.service_officer_id"],
            name=op.f("fk_service_assignment_version_service_officer_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "version", name=op.f("pk_service_assignment_version")),
    )
    op.drop_index(op.f("ix_enterprise_district"), table_name="enterprise")
    op.create_index(
        op.f("ix_enterprise_district_enterprise_id"), "enterprise", ["district", "enterprise_id"], unique=False
    )
    op.create_index(
        "ix_title_counting",
        "title",
        ["tier", "enterprise_id", "recognised_on", "valid_until", "ended_on", "status", "first"],
        unique=False,
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what the city decided is never deleted")
