"""Files on their way in, what is known of a file being checked, and files of 2 GiB and more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BYTES = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "upload_token",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_upload_token_centre_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_upload_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_upload_token_token_hash")),
    )
    op.create_index(op.f("ix_upload_token_person_id"), "upload_token", ["person_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", BYTES, nullable=False),
        sa.Column("offset", BYTES, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'refused') = (reason <> '')", name=op.f("ck_upload_refused_with_reason")
        ),
        sa.CheckConstraint(
            '"offset" >= 0 AND "offset" <= size', name=op.f("ck_upload_within_size")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_upload_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_upload_evidence_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["evidence_file.id"], name=op.f("fk_upload_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_upload_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("person_id", "item_key", name=op.f("uq_upload_person_id_item_key")),
    )
    op.create_index(op.f("ix_upload_candidate_id"), "upload", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_upload_evidence_id"), "upload", ["evidence_id"], unique=False)
    op.create_index("ix_upload_state_expires_at", "upload", ["state", "expires_at"], unique=False)

    op.create_table(
        "upload_chunk",
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("start", BYTES, nullable=False),
        sa.Column("size", BYTES, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_chunk_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_chunk")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_chunk_key")),
        sa.UniqueConstraint("upload_id", "start", name=op.f("uq_upload_chunk_upload_id_start")),
    )
    op.add_column("evidence", sa.Column("capture_key", sa.Text(), nullable=True))
    op.create_index(
        "uq_evidence_capture_key", "evidence", ["candidate_id", "capture_key"], unique=True
    )

    op.add_column(
        "evidence_file", sa.Column("state", sa.String(40), server_default="stored", nullable=False)
    )
    op.add_column(
        "evidence_file", sa.Column("state_reason", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "evidence_file", sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "evidence_file", sa.Column("captured_from", sa.Text(), server_default="", nullable=False)
    )
    _size_of_files(BYTES, sa.Integer())


def downgrade() -> None:
    op.drop_column("evidence_file", "captured_from")
    op.drop_column("evidence_file", "captured_at")
    op.drop_column("evidence_file", "state_reason")
    op.drop_column("evidence_file", "state")

    op.drop_index("uq_evidence_capture_key", "evidence")
    op.drop_column("evidence", "capture_key")

    op.drop_table("upload_chunk")
    op.drop_index("ix_upload_state_expires_at", "upload")
    op.drop_index(op.f("ix_upload_evidence_id"), "upload")
    op.drop_index(op.f("ix_upload_candidate_id"), "upload")

    op.drop_table("upload")
    op.drop_index(op.f("ix_upload_token_person_id"), "upload_token")

    op.drop_table("upload_token")
    _size_of_files(sa.Integer(), BYTES)


def _size_of_files(to: sa.types.TypeEngine[int], of: sa.types.TypeEngine[int]) -> None:
    """PostgreSQL's integer ends below 2 GiB, the largest file allowed; SQLite's never does."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("evidence_file", "size", type_=to, existing_type=of)
