"""Profiles: what sources say of an enterprise, side by side; its holdings, contacts, code lists, source checks."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FIGURES = (
    "staff, revenue_fen, main_revenue_fen, rd_expense_fen, rd_staff, net_profit_fen, total_assets_fen, total_debt_fen"
)
_CARRIED_OVER = {
    dialect: f"""INSERT INTO annual_report (enterprise_id, year, source, stated_on, {_FIGURES})
                 SELECT enterprise_id, year, 'officer', {day}, {_FIGURES} FROM annual_figures"""  # noqa: S608  # names only
    for dialect, day in (
        ("postgresql", "(reported_at AT TIME ZONE 'Asia/Shanghai')::date"),
        ("sqlite", "date(reported_at, '+8 hours')"),
    )
}
"""Until now only officers reported."""
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION contact_disclosure_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'who saw personal data is only added to'; END $$""",
        """CREATE TRIGGER contact_disclosure_kept BEFORE UPDATE OR DELETE ON contact_disclosure FOR EACH ROW
             EXECUTE FUNCTION contact_disclosure_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER contact_disclosure_not_{verb} BEFORE {statement} ON contact_disclosure
            BEGIN SELECT RAISE(ABORT, 'who saw personal data is only added to'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "code_list_entry",
        sa.Column("list", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=500), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("list", "code", name=op.f("pk_code_list_entry")),
    )
    op.create_table(
        "annual_report",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("main_revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_staff", sa.Integer(), nullable=True),
        sa.Column("net_profit_fen", sa.BigInteger(), nullable=True),
        sa.Column("total_assets_fen", sa.BigInteger(), nullable=True),
        sa.Column("total_debt_fen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_annual_report_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "year", "source", "stated_on", name=op.f("pk_annual_report")),
    )
    op.create_table(
        "contact",
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_contact_enterprise_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_enterprise_id"), "contact", ["enterprise_id"], unique=False)
    op.create_table(
        "contact_disclosure",
        sa.Column("disclosure_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("disclosed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_contact_disclosure_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_contact_disclosure")),
    )
    op.create_index(op.f("ix_contact_disclosure_enterprise_id"), "contact_disclosure", ["enterprise_id"], unique=False)
    op.create_table(
        "credential",
        sa.Column("credential_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_credential_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("credential_id", name=op.f("pk_credential")),
    )
    op.create_index(op.f("ix_credential_enterprise_id"), "credential", ["enterprise_id"], unique=False)
    op.create_table(
        "enterprise_tag",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("list", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_enterprise_tag_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "list", "code", name=op.f("pk_enterprise_tag")),
    )
    op.create_table(
        "equity_round",
        sa.Column("round_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("qualified", sa.Boolean(), nullable=False),
        sa.Column("investor", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_equity_round_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_equity_round")),
    )
    op.create_index(op.f("ix_equity_round_enterprise_id"), "equity_round", ["enterprise_id"], unique=False)
    op.create_table(
        "intellectual_property",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("i_high_value", sa.Integer(), nullable=False),
        sa.Column("i_own", sa.Integer(), nullable=False),
        sa.Column("i", sa.Integer(), nullable=False),
        sa.Column("ii", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_intellectual_property_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "source", "stated_on", name=op.f("pk_intellectual_property")),
    )
    op.create_table(
        "product",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("niche", sa.String(length=120), nullable=True),
        sa.Column("niche_since", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_product_enterprise_id")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product")),
    )
    op.create_index(op.f("ix_product_enterprise_id"), "product", ["enterprise_id"], unique=False)
    op.create_table(
        "profile_answer",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_profile_answer_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "name", "source", "stated_on", name=op.f("pk_profile_answer")),
    )
    op.create_table(
        "profile_section",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_profile_section_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "section", name=op.f("pk_profile_section")),
    )
    op.create_table(
        "research_institution",
        sa.Column("institution_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_research_institution_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_research_institution")),
    )
    op.create_index(
        op.f("ix_research_institution_enterprise_id"), "research_institution", ["enterprise_id"], unique=False
    )
    op.create_table(
        "source_answer",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_source_answer_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "source", name=op.f("pk_source_answer")),
    )
    op.create_table(
        "source_check",
        sa.Column("check_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_source_check_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_source_check")),
    )
    op.create_index(op.f("ix_source_check_enterprise_id"), "source_check", ["enterprise_id"], unique=False)
    op.create_index(
        "ix_source_check_open",
        "source_check",
        ["asked_at"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
        sqlite_where=sa.text("answered_at IS NULL"),
    )
    op.execute(_CARRIED_OVER[op.get_bind().dialect.name])
    op.drop_table("annual_figures")
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what sources said is never forgotten")
