"""What a centre publishes, and its support of providers and staff

A version that is published never changes: the database refuses it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MESSAGE = "a published version never changes"
SQLITE = tuple(
    f"CREATE TRIGGER document_version_no_{verb.lower()} BEFORE {verb} ON document_version "
    f"WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "CREATE TRIGGER document_version_no_change BEFORE UPDATE OR DELETE ON document_version "
    "FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) "
    "EXECUTE FUNCTION refuse_published_change()",
)


def upgrade() -> None:
    op.create_table(
        "development_entry",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_development_entry_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_development_entry_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_entry")),
    )
    op.create_index(op.f("ix_development_entry_centre_id"), "development_entry", ["centre_id"])
    op.create_index(
        "ix_development_entry_user_id_centre_id", "development_entry", ["user_id", "centre_id"]
    )

    op.create_table(
        "service_notice",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("posted_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_service_notice_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["posted_by_id"], ["user.id"], name=op.f("fk_service_notice_posted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_notice")),
    )
    op.create_index(
        "ix_service_notice_centre_id_dated_on", "service_notice", ["centre_id", "dated_on"]
    )

    op.create_table(
        "support_meeting",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(held_on IS NULL) = (recorded_by_id IS NULL)",
            name=op.f("ck_support_meeting_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_support_meeting_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["user.id"], name=op.f("fk_support_meeting_planned_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_support_meeting_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_meeting")),
    )
    op.create_index(
        "ix_support_meeting_centre_id_planned_on", "support_meeting", ["centre_id", "planned_on"]
    )

    op.create_table(
        "useful_link",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("takes_complaints", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_useful_link_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_useful_link")),
    )
    op.create_index("ix_useful_link_centre_id_position", "useful_link", ["centre_id", "position"])

    op.create_table(
        "document",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("copyright_of", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=True),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_document_added_by_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_document_centre_id")),
        sa.ForeignKeyConstraint(
            ["qualification_id"], ["qualification.id"], name=op.f("fk_document_qualification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_centre_id_kind", "document", ["centre_id", "kind"])

    op.create_table(
        "guidance",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_how", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_on_on", sa.Date(), nullable=True),
        sa.Column("passed_on_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_guidance_centre_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["user.id"], name=op.f("fk_guidance_given_by_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["support_meeting.id"], name=op.f("fk_guidance_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance")),
    )
    op.create_index("ix_guidance_centre_id_given_on", "guidance", ["centre_id", "given_on"])
    op.create_index(op.f("ix_guidance_meeting_id"), "guidance", ["meeting_id"])

    op.create_table(
        "document_version",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.Column("key_updates", sa.JSON(), nullable=False),
        sa.Column("tells_candidates", sa.Boolean(), nullable=False),
        sa.Column("asks_reading", sa.Boolean(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)",
            name=op.f("ck_document_version_published_by_somebody"),
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR dated_on IS NOT NULL",
            name=op.f("ck_document_version_published_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["user.id"], name=op.f("fk_document_version_drafted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_document_version_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["document_version.id"], name=op.f("fk_document_version_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_version_document_id_number")
        ),
    )
    op.create_index(
        "uq_document_version_draft",
        "document_version",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )

    op.create_table(
        "document_file",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["user.id"], name=op.f("fk_document_file_uploaded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name=op.f("fk_document_file_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_file")),
        sa.UniqueConstraint("key", name=op.f("uq_document_file_key")),
        sa.UniqueConstraint("version_id", name=op.f("uq_document_file_version_id")),
    )
    op.create_table(
        "document_reader",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_document_reader_user_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name=op.f("fk_document_reader_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_reader")),
        sa.UniqueConstraint(
            "version_id", "user_id", name=op.f("uq_document_reader_version_id_user_id")
        ),
    )
    op.create_index(op.f("ix_document_reader_user_id"), "document_reader", ["user_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_document_reader_user_id"), "document_reader")

    op.drop_table("document_reader")
    op.drop_table("document_file")
    op.drop_index(
        "uq_document_version_draft",
        "document_version",
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )

    op.drop_table("document_version")
    op.drop_index(op.f("ix_guidance_meeting_id"), "guidance")
    op.drop_index("ix_guidance_centre_id_given_on", "guidance")

    op.drop_table("guidance")
    op.drop_index("ix_document_centre_id_kind", "document")

    op.drop_table("document")
    op.drop_index("ix_useful_link_centre_id_position", "useful_link")

    op.drop_table("useful_link")
    op.drop_index("ix_support_meeting_centre_id_planned_on", "support_meeting")

    op.drop_table("support_meeting")
    op.drop_index("ix_service_notice_centre_id_dated_on", "service_notice")

    op.drop_table("service_notice")
    op.drop_index("ix_development_entry_user_id_centre_id", "development_entry")
    op.drop_index(op.f("ix_development_entry_centre_id"), "development_entry")

    op.drop_table("development_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_published_change()")
