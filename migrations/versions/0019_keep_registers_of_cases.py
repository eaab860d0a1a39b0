"""Keep registers of cases"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_register",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unmasked", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("csv_key", sa.Text(), nullable=True),
        sa.Column("csv_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pdf_key", sa.Text(), nullable=True),
        sa.Column("pdf_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_case_register_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_case_register_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_register")),
        sa.UniqueConstraint("csv_key", name=op.f("uq_case_register_csv_key")),
        sa.UniqueConstraint("pdf_key", name=op.f("uq_case_register_pdf_key")),
    )
    op.create_index(
        "ix_case_register_centre_id_asked_at", "case_register", ["centre_id", "asked_at"]
    )


def downgrade() -> None:
    op.drop_table("case_register")
