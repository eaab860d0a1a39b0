"""What the next page says once lies with the sign-in instead of in the cookie."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flash",
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("tone", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name=op.f("fk_flash_sign_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flash")),
    )
    op.create_index(op.f("ix_flash_sign_in_id"), "flash", ["sign_in_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_flash_sign_in_id"), "flash")
    op.drop_table("flash")
