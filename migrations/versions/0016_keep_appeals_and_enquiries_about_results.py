"""Keep appeals and enquiries about results"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_user_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("snapshot_sha256", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_appeal_decided_with_outcome")
        ),
        sa.CheckConstraint(
            "reviewer_id <> candidate_user_id", name=op.f("ck_appeal_not_self_reviewed")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_appeal_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_user_id"], ["user.id"], name=op.f("fk_appeal_candidate_user_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_appeal_case_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_appeal_reviewer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit_progress.id"], name=op.f("fk_appeal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("case_id", name=op.f("uq_appeal_case_id")),
    )
    op.create_index("ix_appeal_candidate_id", "appeal", ["candidate_id"])
    op.create_index("ix_appeal_reviewer_id", "appeal", ["reviewer_id"])
    op.create_index("ix_appeal_unit_id", "appeal", ["unit_id"])

    op.create_table(
        "result_enquiry",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(result_on IS NULL) = (result = '')", name=op.f("ck_result_enquiry_result_with_date")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_result_enquiry_case_id")),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_result_enquiry_qualification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_result_enquiry_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_result_enquiry_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_enquiry")),
        sa.UniqueConstraint("case_id", name=op.f("uq_result_enquiry_case_id")),
    )
    op.create_table(
        "appeal_involved",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_involved_appeal_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_appeal_involved_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_involved")),
        sa.UniqueConstraint(
            "appeal_id", "user_id", name=op.f("uq_appeal_involved_appeal_id_user_id")
        ),
    )
    op.create_table(
        "enquiry_candidate",
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_enquiry_candidate_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["result_enquiry.id"], name=op.f("fk_enquiry_candidate_enquiry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_candidate")),
        sa.UniqueConstraint(
            "enquiry_id", "candidate_id", name=op.f("uq_enquiry_candidate_enquiry_id_candidate_id")
        ),
    )
    op.create_index("ix_enquiry_candidate_candidate_id", "enquiry_candidate", ["candidate_id"])

    op.create_table(
        "evidence_freeze",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_evidence_freeze_appeal_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_freeze_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_freeze")),
        sa.UniqueConstraint(
            "appeal_id", "evidence_id", name=op.f("uq_evidence_freeze_appeal_id_evidence_id")
        ),
    )
    op.create_index(
        "ix_evidence_freeze_open",
        "evidence_freeze",
        ["evidence_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "appeal_point",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("criterion_id", sa.Uuid(), nullable=True),
        sa.Column("sign_off_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("superseding_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'Criterion') = (decision_id IS NOT NULL)",
            name=op.f("ck_appeal_point_names_decision"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (reasons = '')", name=op.f("ck_appeal_point_outcome_with_reasons")
        ),
        sa.CheckConstraint(
            "decided_by_id <> reviewer_id", name=op.f("ck_appeal_point_reviewed_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_point_appeal_id")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_appeal_point_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_appeal_point_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_appeal_point_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_appeal_point_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user.id"], name=op.f("fk_appeal_point_reviewer_id")
        ),
        sa.ForeignKeyConstraint(
            ["sign_off_id"], ["sign_off.id"], name=op.f("fk_appeal_point_sign_off_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseding_id"], ["decision.id"], name=op.f("fk_appeal_point_superseding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_point")),
    )
    op.create_index("ix_appeal_point_appeal_id", "appeal_point", ["appeal_id"])
    op.create_index("ix_appeal_point_evidence_id", "appeal_point", ["evidence_id"])
    op.create_index("ix_appeal_point_decision_id", "appeal_point", ["decision_id"])
    op.create_index("ix_appeal_point_superseding_id", "appeal_point", ["superseding_id"])


evidence = sa.table("evidence", sa.column("id", sa.Uuid()), sa.column("state", sa.Text()))
freeze = sa.table(
    "evidence_freeze",
    sa.column("evidence_id", sa.Uuid()),
    sa.column("state_before", sa.Text()),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)


def _free_evidence() -> None:
    """What is frozen goes back to the state it had, for nothing would ever free it again."""
    connection = op.get_bind()
    held = sa.select(freeze.c.evidence_id, freeze.c.state_before).where(freeze.c.ended_at.is_(None))
    for evidence_id, state in connection.execute(held).all():
        connection.execute(
            sa.update(evidence).where(evidence.c.id == evidence_id).values(state=state)
        )


def downgrade() -> None:
    _free_evidence()
    op.drop_table("appeal_point")
    op.drop_table("evidence_freeze")
    op.drop_table("enquiry_candidate")
    op.drop_table("appeal_involved")
    op.drop_table("result_enquiry")
    op.drop_table("appeal")
