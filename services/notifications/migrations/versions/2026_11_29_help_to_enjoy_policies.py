"""政策帮享: services and activities with registrations, providers with what was done by them, published cases."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_RATED = "rating IS NULL OR (rating >= 1 AND rating <= 5)"


def upgrade() -> None:
    _activities()
    _providers()
    op.create_table(
        "case_study",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("organiser", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_study")),
    )
    op.create_index("ix_case_study_published", "case_study", ["published_at", "case_id"], unique=False)
    op.create_index("ix_case_study_enterprise", "case_study", ["enterprise_id", "case_id"], unique=False)


def _activities() -> None:
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("audience_group", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=500), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("starts_at", Instant(), nullable=True),
        sa.Column("ends_at", Instant(), nullable=True),
        sa.Column("closes_at", Instant(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("organiser", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("arrivals", sa.Integer(), nullable=False),
        sa.Column("listed_at", Instant(), nullable=False),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_activity_capacity")),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_listed", "activity", ["listed_at", "activity_id"], unique=False)
    op.create_index("ix_activity_remind", "activity", ["starts_at", "reminded_at"], unique=False)
    op.create_table(
        "registration",
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("activity_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attendee", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("attended_at", Instant(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("rated_at", Instant(), nullable=True),
        sa.CheckConstraint(_RATED, name=op.f("ck_registration_rating")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.activity_id"], name=op.f("fk_registration_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_registration")),
        sa.UniqueConstraint("activity_id", "enterprise_id", name=op.f("uq_registration_activity_id_enterprise_id")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_registration_activity_id_number")),
    )
    columns = ["enterprise_id", "registered_at", "registration_id"]
    op.create_index("ix_registration_enterprise", "registration", columns, unique=False)
    op.create_table(
        "participant_disclosure",
        sa.Column("disclosure_id", sa.String(length=36), nullable=False),
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.registration_id"],
            name=op.f("fk_participant_disclosure_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_participant_disclosure")),
    )
    index = op.f("ix_participant_disclosure_registration_id")
    op.create_index(index, "participant_disclosure", ["registration_id"], unique=False)


def _providers() -> None:
    op.create_table(
        "provider",
        sa.Column("provider_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("vouchers", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_provider")),
        sa.UniqueConstraint("name_key", name=op.f("uq_provider_name_key")),
    )
    op.create_table(
        "provider_service",
        sa.Column("provider_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.provider_id"], name=op.f("fk_provider_service_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("provider_id", "kind", name=op.f("pk_provider_service")),
    )
    op.create_index("ix_provider_service_kind", "provider_service", ["kind", "provider_id"], unique=False)
    op.create_table(
        "provider_use",
        sa.Column("voucher_id", sa.String(length=36), nullable=False),
        sa.Column("provider_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("used_fen", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("rated_at", Instant(), nullable=True),
        sa.CheckConstraint(_RATED, name=op.f("ck_provider_use_rating")),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_provider_use")),
    )
    op.create_index(op.f("ix_provider_use_provider_id"), "provider_use", ["provider_id"], unique=False)
    columns = ["enterprise_id", "settled_at", "voucher_id"]
    op.create_index("ix_provider_use_enterprise", "provider_use", columns, unique=False)


def downgrade() -> None:
    for table in (
        "case_study", "provider_use", "provider_service", "provider", "participant_disclosure", "registration",
        "activity",
    ):  # fmt: skip
        op.drop_table(table)
