"""How the virus check of a case's file went

Files kept before stay as they are: nobody has looked at them, and they say so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_file", sa.Column("scan", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("case_file", "scan")
