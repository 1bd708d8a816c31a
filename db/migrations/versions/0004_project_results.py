"""A project's indicators with their yearly values, and its documents."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "project_indicator",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("lower_is_better", sa.Boolean(), nullable=True),
        sa.Column("indicator_id", sa.Text(), nullable=True),
    )
    _create(
        "indicator_value",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("actual", sa.Double(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
    )
    _create(
        "document",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
    )


def downgrade() -> None:
    for name in ("document", "indicator_value", "project_indicator"):
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
