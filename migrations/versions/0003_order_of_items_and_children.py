"""The place of each item in its portfolio's index, and permission for pictures of children."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "candidate", sa.Column("index_version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "evidence", sa.Column("place_in_index", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute(sa.text("UPDATE evidence SET place_in_index = item_number"))
    op.add_column("evidence", sa.Column("shows_children", sa.Boolean(), nullable=True))
    op.add_column(
        "evidence", sa.Column("permission_from", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "evidence_file",
        sa.Column("is_permission", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("evidence_file", "is_permission")
    op.drop_column("evidence", "permission_from")
    op.drop_column("evidence", "shows_children")
    op.drop_column("evidence", "place_in_index")
    op.drop_column("candidate", "index_version")
