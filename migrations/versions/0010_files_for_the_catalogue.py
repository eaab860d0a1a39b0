"""Files somebody sent to make a qualification of, until it is saved or thrown away

They are no record: going back forgets them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_upload",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_catalogue_upload_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user.id"], name=op.f("fk_catalogue_upload_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_upload")),
    )
    op.create_index(op.f("ix_catalogue_upload_created_at"), "catalogue_upload", ["created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_catalogue_upload_created_at"), "catalogue_upload")
    op.drop_table("catalogue_upload")
