"""Files in the portfolios of two candidates, and how pictures look."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture_print",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("bits", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_file.id"], name=op.f("fk_picture_print_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_print")),
        sa.UniqueConstraint("file_id", name=op.f("uq_picture_print_file_id")),
    )
    op.create_table(
        "picture_band",
        sa.Column("print_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_picture_band_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["print_id"], ["picture_print.id"], name=op.f("fk_picture_band_print_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_band")),
    )
    op.create_index("ix_picture_band_centre_id_band", "picture_band", ["centre_id", "band"])
    op.create_index(op.f("ix_picture_band_print_id"), "picture_band", ["print_id"])
    op.create_table(
        "same_file",
        sa.Column("first_file_id", sa.Uuid(), nullable=False),
        sa.Column("second_file_id", sa.Uuid(), nullable=False),
        sa.Column("bits_apart", sa.Integer(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_file_id <> second_file_id", name=op.f("ck_same_file_two_files")),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL) "
            "AND (settled_at IS NULL) = (reason = '')",
            name=op.f("ck_same_file_settled_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["first_file_id"], ["evidence_file.id"], name=op.f("fk_same_file_first_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_file_id"], ["evidence_file.id"], name=op.f("fk_same_file_second_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user.id"], name=op.f("fk_same_file_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_file")),
        sa.UniqueConstraint(
            "first_file_id",
            "second_file_id",
            name=op.f("uq_same_file_first_file_id_second_file_id"),
        ),
    )
    op.create_index(op.f("ix_same_file_second_file_id"), "same_file", ["second_file_id"])


def downgrade() -> None:
    op.drop_table("same_file")
    op.drop_table("picture_band")
    op.drop_table("picture_print")
