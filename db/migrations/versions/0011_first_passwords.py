"""Whether a password is one that somebody else has set, and which sessions began with such a one."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("account", "session")


def upgrade() -> None:
    for table in TABLES:
        # Of a password that is in use already nobody knows who has set it.
        op.add_column(
            table, sa.Column("must_change", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "must_change")
