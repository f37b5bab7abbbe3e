"""Tickets, demands and offers, needs of talents, and leads: what enterprises ask of each other and of officers."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AT_ONCE = 5_000


def upgrade() -> None:
    tiers = op.create_table(
        "known_tier",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_known_tier")),
    )
    op.create_index("ix_known_tier_tier", "known_tier", ["tier"])
    op.create_table(
        "lead",
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("proposer_id", sa.String(length=36), nullable=True),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("chain", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("industry", sa.String(length=3), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("assigned_to", sa.String(length=150), nullable=True),
        sa.Column("landed_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_lead")),
    )
    op.create_index(
        "ix_lead_district_stage_recorded_at_lead_id", "lead", ["district", "stage", "recorded_at", "lead_id"]
    )
    op.create_index("ix_lead_proposer_id_recorded_at_lead_id", "lead", ["proposer_id", "recorded_at", "lead_id"])
    op.create_index("ix_lead_recorded_at_lead_id", "lead", ["recorded_at", "lead_id"])
    op.create_table(
        "posting",
        sa.Column("posting_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=True),
        sa.Column("seat", sa.String(length=6), nullable=False),
        sa.Column("poster_name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("industry", sa.String(length=3), nullable=True),
        sa.Column("budget_fen", sa.BigInteger(), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("choose_until", sa.Date(), nullable=False),
        sa.Column("chooses", sa.String(length=8), nullable=False),
        sa.Column("place", sa.String(length=6), nullable=True),
        sa.Column("audience", sa.String(length=8), nullable=False),
        sa.Column("tiers", sa.String(length=100), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_phone", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_posting")),
    )
    op.create_index(
        "ix_posting_enterprise_id_created_at_posting_id", "posting", ["enterprise_id", "created_at", "posting_id"]
    )
    op.create_index("ix_posting_seat_created_at_posting_id", "posting", ["seat", "created_at", "posting_id"])
    op.create_index("ix_posting_state_created_at_posting_id", "posting", ["state", "created_at", "posting_id"])
    op.create_table(
        "talent_catalogue",
        sa.Column("catalogue_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("catalogue_id", name=op.f("pk_talent_catalogue")),
    )
    op.create_index("ix_talent_catalogue_year_number", "talent_catalogue", ["year", "number"], unique=True)
    op.create_table(
        "talent_need",
        sa.Column("need_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("occupation", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skills", sa.String(length=500), nullable=False),
        sa.Column("salary_low_fen", sa.BigInteger(), nullable=True),
        sa.Column("salary_high_fen", sa.BigInteger(), nullable=True),
        sa.Column("may_be_named", sa.Boolean(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("declared_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("need_id", name=op.f("pk_talent_need")),
    )
    op.create_index("ix_talent_need_declared_at_need_id", "talent_need", ["declared_at", "need_id"])
    op.create_index(
        "ix_talent_need_enterprise_id_declared_at_need_id", "talent_need", ["enterprise_id", "declared_at", "need_id"]
    )
    op.create_index("ix_talent_need_state_until_on", "talent_need", ["state", "until_on"])
    op.create_table(
        "ticket",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("link_kind", sa.String(length=20), nullable=True),
        sa.Column("link_id", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("waiting_since", Instant(), nullable=True),
        sa.Column("waited_seconds", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket")),
    )
    op.create_index("ix_ticket_district_state_due_on_ticket_id", "ticket", ["district", "state", "due_on", "ticket_id"])
    op.create_index("ix_ticket_enterprise_id_asked_at_ticket_id", "ticket", ["enterprise_id", "asked_at", "ticket_id"])
    op.create_index("ix_ticket_state_due_on_ticket_id", "ticket", ["state", "due_on", "ticket_id"])
    op.create_table(
        "lead_step",
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("previous", sa.String(length=12), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("assigned_to", sa.String(length=150), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.lead_id"], name=op.f("fk_lead_step_lead_id")),
        sa.PrimaryKeyConstraint("lead_id", "number", name=op.f("pk_lead_step")),
    )
    op.create_table(
        "posting_answer",
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("posting_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_phone", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.posting_id"], name=op.f("fk_posting_answer_posting_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_posting_answer")),
    )
    op.create_index(
        "ix_posting_answer_enterprise_id_given_at_answer_id",
        "posting_answer",
        ["enterprise_id", "given_at", "answer_id"],
    )
    op.create_index(
        "ix_posting_answer_posting_id_enterprise_id", "posting_answer", ["posting_id", "enterprise_id"], unique=True
    )
    op.create_table(
        "posting_invited",
        sa.Column("posting_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.posting_id"], name=op.f("fk_posting_invited_posting_id")),
        sa.PrimaryKeyConstraint("posting_id", "enterprise_id", name=op.f("pk_posting_invited")),
    )
    op.create_index("ix_posting_invited_enterprise_id", "posting_invited", ["enterprise_id"])
    op.create_table(
        "posting_step",
        sa.Column("posting_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("previous", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("answer_id", sa.String(length=36), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.posting_id"], name=op.f("fk_posting_step_posting_id")),
        sa.PrimaryKeyConstraint("posting_id", "number", name=op.f("pk_posting_step")),
    )
    op.create_table(
        "ticket_step",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("previous", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.ticket_id"], name=op.f("fk_ticket_step_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "number", name=op.f("pk_ticket_step")),
    )
    for told in _told():
        op.bulk_insert(tiers, told)


def _told() -> Iterator[list[dict[str, str]]]:
    """The tier of every enterprise that was ever told of its titles, as it was told last; some thousand at a time, in
    the order of the key, in which what one enterprise was told lies together.
    """
    message = sa.table("message", *map(sa.column, ("enterprise_id", "message_id", "change")))
    owner, id_ = message.c.enterprise_id, message.c.message_id
    question = sa.select(message).where(message.c.change.is_not(None)).order_by(owner, id_).limit(AT_ONCE)
    newest: dict[str, tuple[int, str]] = {}
    rows = op.get_bind().execute(question).all()
    while rows:
        for row in rows:
            change = json.loads(row.change)
            said = (change["enterprise_version"], change["current"]["tier"])
            newest[row.enterprise_id] = max(newest.get(row.enterprise_id, said), said)
        last = rows[-1]
        after = sa.tuple_(sa.literal(last.enterprise_id), sa.literal(last.message_id))
        rows = op.get_bind().execute(question.where(sa.tuple_(owner, id_) > after)).all()
        whole = [one for one in newest if not rows or one != last.enterprise_id]
        yield [{"enterprise_id": one, "tier": newest.pop(one)[1]} for one in whole]


def downgrade() -> None:
    op.drop_table("ticket_step")
    op.drop_table("posting_step")
    op.drop_table("posting_invited")
    op.drop_table("posting_answer")
    op.drop_table("lead_step")
    op.drop_table("ticket")
    op.drop_table("talent_need")
    op.drop_table("talent_catalogue")
    op.drop_table("posting")
    op.drop_table("lead")
    op.drop_table("known_tier")
