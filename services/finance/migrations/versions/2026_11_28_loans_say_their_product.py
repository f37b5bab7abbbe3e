"""A loan says its product and the fee of its guarantee: what officers' figures are grouped and weighted by."""

import json
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

UNITS = 10_000
AT_ONCE = 1_000
LOAN = sa.table(
    "loan",
    sa.column("loan_id"),
    sa.column("product_id"),
    sa.column("guarantee_units", sa.BigInteger()),
)
ENTRY = sa.table(
    "loan_entry",
    *(sa.column(name) for name in ("loan_id", "version", "kind", "number_key", "corrects_key", "said")),
)


def upgrade() -> None:
    op.add_column("loan", sa.Column("product_id", sa.String(length=36), nullable=True))
    op.add_column("loan", sa.Column("guarantee_units", sa.BigInteger(), nullable=True))
    op.create_index("ix_loan_entry_kind_recorded_at", "loan_entry", ["kind", "recorded_at"])
    _read_again()


def _read_again() -> None:
    """From the disbursement that stands."""
    connection, after = op.get_bind(), ""
    another = ENTRY.alias()
    corrected = sa.exists().where(another.c.loan_id == ENTRY.c.loan_id, another.c.corrects_key == ENTRY.c.number_key)
    standing = sa.select(ENTRY.c.loan_id, ENTRY.c.said).where(ENTRY.c.kind == "disbursed", ~corrected)
    change = (
        LOAN.update()
        .where(LOAN.c.loan_id == sa.bindparam("id"))
        .values(product_id=sa.bindparam("new_product"), guarantee_units=sa.bindparam("new_units"))
    )
    page = standing.order_by(ENTRY.c.loan_id).limit(AT_ONCE)
    while rows := connection.execute(page.where(ENTRY.c.loan_id > after)).all():
        connection.execute(change, [_named(*row) for row in rows])
        after = rows[-1].loan_id


def _named(loan_id: str, text: str) -> dict[str, object]:
    said = json.loads(text)
    rate = said["guarantee_rate"]
    units = None if rate is None else int(Decimal(rate) * UNITS)
    return {"id": loan_id, "new_product": said["product_id"], "new_units": units}
