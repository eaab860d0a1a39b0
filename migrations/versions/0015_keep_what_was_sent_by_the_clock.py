"""What was sent by the clock about cases, and the day a reply promises

Going back forgets who was reminded; the history of each case keeps its escalations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_alert",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=True),
        sa.Column("escalation_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_alert_case_id")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["case_clock.id"], name=op.f("fk_case_alert_clock_id")
        ),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_case_alert_escalation_id")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_case_alert_mail_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_alert_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_alert")),
        sa.UniqueConstraint("escalation_id", name=op.f("uq_case_alert_escalation_id")),
        sa.UniqueConstraint("key", name=op.f("uq_case_alert_key")),
    )
    op.create_index("ix_case_alert_case_id_queued_at", "case_alert", ["case_id", "queued_at"])
    op.create_index(
        "ix_case_alert_clock_id_kind_planned_at", "case_alert", ["clock_id", "kind", "planned_at"]
    )
    op.create_index(op.f("ix_case_alert_mail_id"), "case_alert", ["mail_id"])
    op.add_column("escalation", sa.Column("put_right_by", sa.Date(), nullable=True))
    op.create_index("ix_notice_path", "notice", ["path"])


def downgrade() -> None:
    op.drop_index("ix_notice_path", "notice")
    op.drop_column("escalation", "put_right_by")
    op.drop_index(op.f("ix_case_alert_mail_id"), "case_alert")
    op.drop_index("ix_case_alert_clock_id_kind_planned_at", "case_alert")
    op.drop_index("ix_case_alert_case_id_queued_at", "case_alert")
    op.drop_table("case_alert")
