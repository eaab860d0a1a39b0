"""Units that a candidate wants in the plan, and units left out of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_wish",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("wish", sa.String(40), nullable=False),
        sa.Column("wished_by_id", sa.Uuid(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_unit_wish_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_wish_unit_id")),
        sa.ForeignKeyConstraint(
            ["wished_by_id"], ["user.id"], name=op.f("fk_unit_wish_wished_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_wish")),
        sa.UniqueConstraint(
            "enrolment_id", "unit_id", name=op.f("uq_unit_wish_enrolment_id_unit_id")
        ),
    )
    op.create_index("ix_unit_wish_unit_id", "unit_wish", ["unit_id"])


def downgrade() -> None:
    op.drop_index("ix_unit_wish_unit_id", "unit_wish")
    op.drop_table("unit_wish")
