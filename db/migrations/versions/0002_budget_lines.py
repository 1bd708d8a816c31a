"""Budget lines as the local finance system books them, and the projects' shares of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "budget_line",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("appropriated", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("carried", sa.BigInteger(), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=True),
    )
    _create(
        "budget_share",
        sa.Column("line_key", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("share", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    for name in ("budget_share", "budget_line"):
        for column in ("valid_to", "valid_from"):
            op.drop_index(op.f(f"ix_{name}_{column}"), table_name=name)
        op.drop_table(name)


def _create(name: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    for column in ("valid_from", "valid_to"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
