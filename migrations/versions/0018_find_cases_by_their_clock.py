"""Find cases by their clock"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_case_tracker": (
        "centre_id",
        "sort_at",
        "id",
        "clock_amber_at",
        "kind",
        "stage_name",
        "category_label",
        "formal",
        "with_id",
        "locked_at",
        "candidate_id",
    ),
    "ix_case_centre_id_stage_name": ("centre_id", "stage_name"),
    "ix_case_centre_id_category_label": ("centre_id", "category_label"),
    "ix_case_centre_id_closed_at": ("centre_id", "closed_at", "in_time"),
}


def upgrade() -> None:
    op.drop_index("ix_case_centre_id_sort_at", table_name="case")
    for name, columns in INDEXES.items():
        op.create_index(name, "case", list(columns), unique=False)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="case")
    op.create_index(
        "ix_case_centre_id_sort_at", "case", ["centre_id", "sort_at", "id"], unique=False
    )
