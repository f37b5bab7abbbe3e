"""Consents, the texts they were given to, and every query made under them."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEPT = ("consent_text", "consent_query")
_AGREED = (
    "consent_id", "enterprise_id", "institution_id", "product_id", "purpose", "items", "from_on", "until_on", "single_use",
    "people_agreed", "text_digest", "granted_by", "granted_at",
)  # fmt: skip
_WHY_KEPT = "a text agreed to and a query made are only added to"
_WHY_AGREED = "what was agreed to stays, and a consent ends once"


def _altered(distinct: str) -> str:
    return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in _AGREED)


_GUARD = {
    "postgresql": (
        f"""CREATE FUNCTION consent_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION '{_WHY_KEPT}'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION consent_record_guard()"""
            for table in _KEPT
        ),
        f"""CREATE FUNCTION consent_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION '{_WHY_AGREED}'; END $$""",
        f"""CREATE TRIGGER consent_as_agreed BEFORE UPDATE ON consent FOR EACH ROW
             WHEN (OLD.ending IS NOT NULL OR {_altered("IS DISTINCT FROM")}) EXECUTE FUNCTION consent_guard()""",
        """CREATE TRIGGER consent_never_deleted BEFORE DELETE ON consent FOR EACH ROW
             EXECUTE FUNCTION consent_guard()""",
    ),
    "sqlite": (
        *(
            f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
                BEGIN SELECT RAISE(ABORT, '{_WHY_KEPT}'); END"""
            for table in _KEPT
            for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
        ),
        f"""CREATE TRIGGER consent_as_agreed BEFORE UPDATE ON consent
            WHEN OLD.ending IS NOT NULL OR {_altered("IS NOT")}
            BEGIN SELECT RAISE(ABORT, '{_WHY_AGREED}'); END""",
        f"""CREATE TRIGGER consent_never_deleted BEFORE DELETE ON consent
            BEGIN SELECT RAISE(ABORT, '{_WHY_AGREED}'); END""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "consent_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_consent_text")),
    )
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("product_id", sa.String(length=36), nullable=True),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("items", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("people_agreed", sa.Boolean(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("granted_by", sa.String(length=200), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.Column("ended_by", sa.String(length=200), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.institution_id"], name=op.f("fk_consent_institution_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.product_id"], name=op.f("fk_consent_product_id")),
        sa.ForeignKeyConstraint(["text_digest"], ["consent_text.digest"], name=op.f("fk_consent_text_digest")),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("pk_consent")),
    )
    for whose in ("enterprise_id", "institution_id"):
        op.create_index(
            op.f(f"ix_consent_{whose}_granted_at_consent_id"),
            "consent",
            [whose, "granted_at", "consent_id"],
            unique=False,
        )
    op.create_table(
        "consent_query",
        sa.Column("consent_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("items", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=True),
        sa.Column("queried_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.consent_id"], name=op.f("fk_consent_query_consent_id")),
        sa.PrimaryKeyConstraint("consent_id", "number", name=op.f("pk_consent_query")),
    )
    for statement in _GUARD[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("consents are never deleted")
