"""Registrations that the register of businesses did not confirm; those there already are asked about again."""

import sqlalchemy as sa
from alembic import op

from shared.days import shanghai_day, utc
from shared.tables import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UNCHECKED = "市场监管部门未能答复，名称与登记状态待核"
"""What the owner's history says of such a registration"""


def upgrade() -> None:
    waiting = op.create_table(
        "registration_confirmation",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("times_asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_registration_confirmation_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_registration_confirmation")),
    )
    op.create_index(
        "ix_registration_confirmation_standing_asked_on", "registration_confirmation", ["standing", "asked_on"]
    )
    person = sa.table("person", sa.column("person_id"), sa.column("enterprise_id"))
    change = sa.table(
        "person_change",
        sa.column("person_id"),
        sa.column("at", Instant()),
        sa.column("step"),
        sa.column("reason"),
    )
    question = (
        sa.select(person.c.enterprise_id, change.c.at)
        .join(change, change.c.person_id == person.c.person_id)
        .where(change.c.step == "register", change.c.reason == UNCHECKED)
    )
    op.bulk_insert(
        waiting,
        [
            {
                "enterprise_id": row.enterprise_id,
                "standing": "awaiting",
                "words": UNCHECKED,
                "registered_at": row.at,
                "asked_on": shanghai_day(utc(row.at)),
                "times_asked": 1,
            }
            for row in op.get_bind().execute(question)
        ],
    )


def downgrade() -> None:
    op.drop_table("registration_confirmation")
