"""Keep what comes without an account"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staged_file",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_staged_file_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_file")),
        sa.UniqueConstraint("key", name=op.f("uq_staged_file_key")),
    )
    op.create_index(op.f("ix_staged_file_form_key"), "staged_file", ["form_key"], unique=False)
    op.create_index(op.f("ix_staged_file_staged_at"), "staged_file", ["staged_at"], unique=False)

    op.create_table(
        "course_review",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("to_improve", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_course_review_candidate_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_course_review_case_id")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_course_review_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_review")),
    )
    op.create_index(
        op.f("ix_course_review_candidate_id"), "course_review", ["candidate_id"], unique=False
    )
    op.create_index(op.f("ix_course_review_case_id"), "course_review", ["case_id"], unique=False)
    op.create_index(
        "ix_course_review_centre_id_reviewed_at",
        "course_review",
        ["centre_id", "reviewed_at"],
        unique=False,
    )

    op.create_table(
        "public_sending",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bytes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_public_sending_case_id")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_public_sending_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_sending")),
        sa.UniqueConstraint("form_key", name=op.f("uq_public_sending_form_key")),
    )
    op.create_index(op.f("ix_public_sending_case_id"), "public_sending", ["case_id"], unique=False)
    op.create_index(
        "ix_public_sending_centre_id_at", "public_sending", ["centre_id", "at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_public_sending_centre_id_at", "public_sending")
    op.drop_index(op.f("ix_public_sending_case_id"), "public_sending")

    op.drop_table("public_sending")
    op.drop_index("ix_course_review_centre_id_reviewed_at", "course_review")
    op.drop_index(op.f("ix_course_review_case_id"), "course_review")
    op.drop_index(op.f("ix_course_review_candidate_id"), "course_review")

    op.drop_table("course_review")
    op.drop_index(op.f("ix_staged_file_staged_at"), "staged_file")
    op.drop_index(op.f("ix_staged_file_form_key"), "staged_file")

    op.drop_table("staged_file")
