"""Loans as institutions report them, and the road of enterprises to a listing."""

import sqlalchemy as sa
from alembic import op

from shared.append_only import only_added
from shared.tables import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_APPEND_ONLY = only_added(
    ["loan_entry", "listing_step"], "what was reported of a loan or a listing is never changed and never deleted"
)


def upgrade() -> None:
    op.create_table(
        "loan",
        sa.Column("loan_id", sa.String(length=36), nullable=False),
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("contract", sa.String(length=40), nullable=False),
        sa.Column("contract_key", sa.String(length=120), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("outstanding_fen", sa.BigInteger(), nullable=False),
        sa.Column("rate_units", sa.BigInteger(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("matures_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("outstanding_fen >= 0", name=op.f("ck_loan_never_below_nothing")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.institution_id"], name=op.f("fk_loan_institution_id")
        ),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_loan")),
        sa.UniqueConstraint("institution_id", "contract_key", name=op.f("uq_loan_institution_id_contract_key")),
    )
    for columns in (
        ["institution_id", "reported_at", "loan_id"],
        ["legal_person_id", "reported_at"],
        ["enterprise_id"],
        ["reported_at", "loan_id"],
    ):
        op.create_index(op.f(f"ix_loan_{'_'.join(columns)}"), "loan", columns, unique=False)
    op.create_table(
        "loan_entry",
        sa.Column("loan_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("number_key", sa.String(length=180), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("corrects", sa.String(length=60), nullable=True),
        sa.Column("corrects_key", sa.String(length=180), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.loan_id"], name=op.f("fk_loan_entry_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "version", name=op.f("pk_loan_entry")),
        sa.UniqueConstraint("loan_id", "number_key", name=op.f("uq_loan_entry_loan_id_number_key")),
    )
    op.create_index(
        "uq_loan_entry_corrected_once",
        "loan_entry",
        ["loan_id", "corrects_key"],
        unique=True,
        postgresql_where=sa.text("corrects_key IS NOT NULL"),
        sqlite_where=sa.text("corrects_key IS NOT NULL"),
    )
    op.create_table(
        "listing_road",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("exchange", sa.String(length=12), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_listing_road")),
    )
    op.create_index(
        op.f("ix_listing_road_stage_enterprise_id"), "listing_road", ["stage", "enterprise_id"], unique=False
    )
    op.create_table(
        "listing_step",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("exchange", sa.String(length=12), nullable=True),
        sa.Column("issuer", sa.String(length=120), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["listing_road.enterprise_id"], name=op.f("fk_listing_step_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "number", name=op.f("pk_listing_step")),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what was reported is never deleted")
