"""Indexes over the few files somebody has to look at: not stored, or not checked for viruses."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NOT_STORED = sa.text("state <> 'stored'")
NOT_SCANNED = sa.text("scan = 'not virus-checked'")


def upgrade() -> None:
    op.create_index(
        "ix_evidence_file_not_stored",
        "evidence_file",
        ["state", "uploaded_at"],
        sqlite_where=NOT_STORED,
        postgresql_where=NOT_STORED,
    )
    op.create_index(
        "ix_evidence_file_not_scanned",
        "evidence_file",
        ["uploaded_at"],
        sqlite_where=NOT_SCANNED,
        postgresql_where=NOT_SCANNED,
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_file_not_scanned", "evidence_file")
    op.drop_index("ix_evidence_file_not_stored", "evidence_file")
