"""First tables of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_area_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "data_version",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("basis_date", sa.Date(), nullable=True),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pruned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "number"),
    )
    op.create_table(
        "department",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_department_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_version"), ["version"], unique=False)

    op.create_table(
        "fund_fact",
        sa.Column("project_id", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("fund_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_fact_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_fund_fact_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("lower_is_better", sa.Boolean(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "membership",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "observation",
        sa.Column("indicator_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index("ix_observation_series", ["indicator_id", "place", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_version"), ["version"], unique=False)

    op.create_table(
        "plan_fund",
        sa.Column("project_id", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Text(), nullable=True),
        sa.Column("plan_key", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("plan_fund", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_fund_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_fund_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "plan_target",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("plan_key", sa.Text(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("plan_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_target_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_target_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("stated_total", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_version_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "programme",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("term_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=True),
        sa.Column("stated_count", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "project",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("area_id", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("districts", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("starts_precision", sa.String(length=40), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("ends_precision", sa.String(length=40), nullable=True),
        sa.Column("novelty", sa.String(length=40), nullable=True),
        sa.Column("completion", sa.String(length=40), nullable=True),
        sa.Column("has_budget", sa.Boolean(), nullable=True),
        sa.Column("budget_group", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "source_finding",
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("source_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_finding_run_id"), ["run_id"], unique=False)

    op.create_table(
        "source_run",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("basis_date", sa.Date(), nullable=True),
        sa.Column("today", sa.Date(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("findings_run", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("source_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_run_last_started_at"), ["last_started_at"], unique=False)

    op.create_table(
        "source_run_table",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column("unread_fields", sa.Integer(), nullable=False),
        sa.Column("frozen_reason", sa.Text(), nullable=True),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "table_name"),
    )
    op.create_table(
        "stage",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("milestone", sa.Boolean(), nullable=True),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("actual_start_precision", sa.String(length=40), nullable=True),
        sa.Column("actual_end", sa.Date(), nullable=True),
        sa.Column("actual_end_precision", sa.String(length=40), nullable=True),
        sa.Column("progress", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "stage_plan",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("plan_key", sa.Text(), nullable=False),
        sa.Column("stage_key", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("start_precision", sa.String(length=40), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("end_precision", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("stage_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_plan_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_plan_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "status_report",
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("status_word", sa.Text(), nullable=True),
        sa.Column("progress", sa.Double(), nullable=True),
        sa.Column("progress_name", sa.Text(), nullable=True),
        sa.Column("done_text", sa.Text(), nullable=True),
        sa.Column("next_text", sa.Text(), nullable=True),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("status_report", schema=None) as batch_op:
        batch_op.create_index("ix_status_report_project_as_of", ["project_id", "as_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_report_version"), ["version"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column(
            "row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_valid_from"), ["valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_valid_to"), ["valid_to"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_valid_to"))
        batch_op.drop_index(batch_op.f("ix_term_valid_from"))

    op.drop_table("term")
    with op.batch_alter_table("status_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_report_version"))
        batch_op.drop_index("ix_status_report_project_as_of")

    op.drop_table("status_report")
    with op.batch_alter_table("stage_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_plan_valid_to"))
        batch_op.drop_index(batch_op.f("ix_stage_plan_valid_from"))

    op.drop_table("stage_plan")
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_valid_to"))
        batch_op.drop_index(batch_op.f("ix_stage_valid_from"))

    op.drop_table("stage")
    op.drop_table("source_run_table")
    with op.batch_alter_table("source_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_run_last_started_at"))

    op.drop_table("source_run")
    with op.batch_alter_table("source_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_finding_run_id"))

    op.drop_table("source_finding")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_valid_to"))
        batch_op.drop_index(batch_op.f("ix_project_valid_from"))

    op.drop_table("project")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_valid_to"))
        batch_op.drop_index(batch_op.f("ix_programme_valid_from"))

    op.drop_table("programme")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_version_valid_to"))
        batch_op.drop_index(batch_op.f("ix_plan_version_valid_from"))

    op.drop_table("plan_version")
    with op.batch_alter_table("plan_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_target_valid_to"))
        batch_op.drop_index(batch_op.f("ix_plan_target_valid_from"))

    op.drop_table("plan_target")
    with op.batch_alter_table("plan_fund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_fund_valid_to"))
        batch_op.drop_index(batch_op.f("ix_plan_fund_valid_from"))

    op.drop_table("plan_fund")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_version"))
        batch_op.drop_index("ix_observation_series")

    op.drop_table("observation")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_valid_to"))
        batch_op.drop_index(batch_op.f("ix_membership_valid_from"))

    op.drop_table("membership")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_valid_to"))
        batch_op.drop_index(batch_op.f("ix_indicator_valid_from"))

    op.drop_table("indicator")
    with op.batch_alter_table("fund_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_fact_valid_to"))
        batch_op.drop_index(batch_op.f("ix_fund_fact_valid_from"))

    op.drop_table("fund_fact")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_version"))

    op.drop_table("event")
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_valid_to"))
        batch_op.drop_index(batch_op.f("ix_department_valid_from"))

    op.drop_table("department")
    op.drop_table("data_version")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_valid_to"))
        batch_op.drop_index(batch_op.f("ix_assignment_valid_from"))

    op.drop_table("assignment")
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_area_valid_to"))
        batch_op.drop_index(batch_op.f("ix_area_valid_from"))

    op.drop_table("area")
