"""One form to several institutions: applications for financing, their parts, offers and steps; a consent for a part."""

import sqlalchemy as sa
from alembic import op

from shared.append_only import only_added
from shared.tables import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT = only_added(("financing_step", "financing_offer"), "a step taken and an offer made are only added to")
_AS_AGREED = {
    "postgresql": """CREATE TRIGGER consent_part_as_agreed BEFORE UPDATE ON consent FOR EACH ROW
                     WHEN (NEW.part_id IS DISTINCT FROM OLD.part_id) EXECUTE FUNCTION consent_guard()""",
    "sqlite": """CREATE TRIGGER consent_part_as_agreed BEFORE UPDATE ON consent WHEN NEW.part_id IS NOT OLD.part_id
                 BEGIN SELECT RAISE(ABORT, 'what was agreed to stays'); END""",
}


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "financing",
        _text("application_id", 36),
        _text("enterprise_id", 36),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        _text("purpose", 20),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        _text("note", 500, nullable=True),
        _text("tier", 20),
        _text("state", 12),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("submitted_by", 200),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_financing")),
    )
    op.create_table(
        "financing_part",
        _text("part_id", 36),
        _text("application_id", 36),
        sa.Column("place", sa.Integer(), nullable=False),
        _text("institution_id", 40),
        _text("product_id", 36),
        sa.Column("product_number", sa.Integer(), nullable=False),
        _text("tied_to", 36, nullable=True),
        _text("fit_verdict", 10),
        sa.Column("fit_reason", sa.Text(), nullable=False),
        _text("state", 12),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("remind_after", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("offer_number", sa.Integer(), nullable=False),
        _text("code", 20, nullable=True),
        _text("words", 500, nullable=True),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["financing.application_id"], name=op.f("fk_financing_part_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.institution_id"], name=op.f("fk_financing_part_institution_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.product_id"], name=op.f("fk_financing_part_product_id")),
        sa.PrimaryKeyConstraint("part_id", name=op.f("pk_financing_part")),
    )
    op.create_table(
        "financing_offer",
        _text("part_id", 36),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        _text("rate", 10, nullable=True),
        _text("guarantee_rate", 10, nullable=True),
        sa.Column("fees", sa.Text(), nullable=False),
        sa.Column("guarantee_needed", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        _text("contract_ref", 120, nullable=True),
        _text("note", 500, nullable=True),
        _text("made_by", 200),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["financing_part.part_id"], name=op.f("fk_financing_offer_part_id")),
        sa.PrimaryKeyConstraint("part_id", "number", name=op.f("pk_financing_offer")),
    )
    op.create_table(
        "financing_step",
        _text("application_id", 36),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _text("part_id", 36),
        sa.Column("part_version", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _text("actor", 200),
        _text("step", 12),
        _text("previous", 12, nullable=True),
        _text("state", 12),
        _text("code", 20, nullable=True),
        _text("words", 500, nullable=True),
        sa.Column("offer_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["financing.application_id"], name=op.f("fk_financing_step_application_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["financing_part.part_id"], name=op.f("fk_financing_step_part_id")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_financing_step")),
    )
    op.add_column("consent", _text("part_id", 36, nullable=True))
    for table, columns in (
        ("financing", ["enterprise_id", "submitted_at", "application_id"]),
        ("financing", ["submitted_at", "application_id"]),
        ("financing_part", ["application_id", "place"]),
        ("financing_part", ["institution_id", "sent_at", "part_id"]),
        ("financing_part", ["institution_id", "state", "sent_at", "part_id"]),
        ("financing_part", ["next_on"]),
        ("financing_step", ["part_id", "part_version"]),
        ("consent", ["part_id"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    dialect = op.get_bind().dialect.name
    for statement in (*_KEPT[dialect], _AS_AGREED[dialect]):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what was applied for is never deleted")
