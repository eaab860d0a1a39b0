"""Keep procedures, cases and their clocks"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


centre = sa.table("centre", sa.column("id", sa.Uuid()), sa.column("slug", sa.Text()))


def _name_public_pages() -> None:
    """Each centre's pages get an address of their own; it chooses a better one itself."""
    connection = op.get_bind()
    for (centre_id,) in connection.execute(sa.select(centre.c.id)).all():
        connection.execute(
            sa.update(centre).where(centre.c.id == centre_id).values(slug=centre_id.hex[:12])
        )


def upgrade() -> None:
    op.create_table(
        "case_counter",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_case_counter_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_counter")),
        sa.UniqueConstraint(
            "centre_id", "kind", "year", name=op.f("uq_case_counter_centre_id_kind_year")
        ),
    )
    op.create_table(
        "holiday_change",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_holiday_change_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_change")),
        sa.UniqueConstraint("centre_id", "day", name=op.f("uq_holiday_change_centre_id_day")),
    )
    op.create_table(
        "office_holder",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("provision_area", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_office_holder_centre_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_office_holder_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holder")),
    )
    op.create_index(op.f("ix_office_holder_user_id"), "office_holder", ["user_id"], unique=False)
    op.create_index(
        "uq_office_holder_open",
        "office_holder",
        ["centre_id", "office", "provision_area", "user_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "procedure",
        sa.Column("centre_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_procedure_centre_id")),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["procedure.id"], name=op.f("fk_procedure_copied_from_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("centre_id", "key", name=op.f("uq_procedure_centre_id_key")),
    )
    op.create_table(
        "senior_meeting",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_senior_meeting_centre_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_senior_meeting")),
        sa.UniqueConstraint(
            "centre_id", "held_on", name=op.f("uq_senior_meeting_centre_id_held_on")
        ),
    )
    op.create_table(
        "procedure_version",
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_procedure_version_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_procedure_version_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_version")),
        sa.UniqueConstraint(
            "procedure_id", "number", name=op.f("uq_procedure_version_procedure_id_number")
        ),
    )
    op.create_table(
        "service_settings",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("complaints_inbox", sa.Text(), nullable=False),
        sa.Column("admin_address", sa.Text(), nullable=False),
        sa.Column("head_office", sa.Text(), nullable=False),
        sa.Column("director_contact", sa.Text(), nullable=False),
        sa.Column("contract_contact", sa.Text(), nullable=False),
        sa.Column("hold_to_morning", sa.Boolean(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_service_settings_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_service_settings_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_settings")),
        sa.UniqueConstraint("centre_id", name=op.f("uq_service_settings_centre_id")),
    )
    op.create_table(
        "case",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("track", sa.String(40), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("category_label", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_on", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(40), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("provision_area", sa.Text(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("equality", sa.Boolean(), nullable=False),
        sa.Column("characteristics", sa.JSON(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("receiver_name", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("with_id", sa.Uuid(), nullable=True),
        sa.Column("with_office", sa.String(40), nullable=False),
        sa.Column("procedure_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage_key", sa.Text(), nullable=False),
        sa.Column("stage_name", sa.Text(), nullable=False),
        sa.Column("formal", sa.Boolean(), nullable=False),
        sa.Column("clock_label", sa.Text(), nullable=False),
        sa.Column("clock_rule", sa.Text(), nullable=False),
        sa.Column("clock_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_amber_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("satisfaction", sa.String(40), nullable=True),
        sa.Column("satisfaction_words", sa.Text(), nullable=False),
        sa.Column("continues_id", sa.Uuid(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_case_candidate_id")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_case_centre_id")),
        sa.ForeignKeyConstraint(["continues_id"], ["case.id"], name=op.f("fk_case_continues_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_case_owner_id")),
        sa.ForeignKeyConstraint(
            ["qualification_id"], ["qualification.id"], name=op.f("fk_case_qualification_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_case_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name=op.f("fk_case_version_id")
        ),
        sa.ForeignKeyConstraint(["with_id"], ["user.id"], name=op.f("fk_case_with_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("centre_id", "reference", name=op.f("uq_case_centre_id_reference")),
    )
    op.create_index(op.f("ix_case_candidate_id"), "case", ["candidate_id"], unique=False)
    op.create_index(
        "ix_case_centre_id_received_at", "case", ["centre_id", "received_at"], unique=False
    )
    op.create_index(
        "ix_case_centre_id_sort_at", "case", ["centre_id", "sort_at", "id"], unique=False
    )
    op.create_index(
        "ix_case_centre_id_with_id", "case", ["centre_id", "with_id", "state"], unique=False
    )

    op.create_table(
        "case_concern",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_concern_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_concern_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_concern")),
        sa.UniqueConstraint("case_id", "user_id", name=op.f("uq_case_concern_case_id_user_id")),
    )
    op.create_index(op.f("ix_case_concern_user_id"), "case_concern", ["user_id"], unique=False)

    op.create_table(
        "case_entry",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_words", sa.Text(), nullable=False),
        sa.Column("staff_only", sa.Boolean(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_case_entry_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_entry_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
    )
    op.create_index("ix_case_entry_case_id_at", "case_entry", ["case_id", "at"], unique=False)

    op.create_table(
        "case_file",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("staff_only", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_case_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_file_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("key", name=op.f("uq_case_file_key")),
    )
    op.create_index(op.f("ix_case_file_case_id"), "case_file", ["case_id"], unique=False)

    op.create_table(
        "case_link",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_case_link_token_hash")),
    )
    op.create_index(op.f("ix_case_link_case_id"), "case_link", ["case_id"], unique=False)

    op.create_table(
        "case_message",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("with_procedure", sa.Boolean(), nullable=False),
        sa.Column("withheld_reason", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_message_case_id")),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name=op.f("fk_case_message_mail_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_case_message_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
    )
    op.create_index(op.f("ix_case_message_case_id"), "case_message", ["case_id"], unique=False)

    op.create_table(
        "case_pause",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paused_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_pause_case_id")),
        sa.ForeignKeyConstraint(
            ["paused_by_id"], ["user.id"], name=op.f("fk_case_pause_paused_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pause")),
    )
    op.create_index(op.f("ix_case_pause_case_id"), "case_pause", ["case_id"], unique=False)

    op.create_table(
        "case_stage",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_person", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("late_decision", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("target_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("investigate", sa.Boolean(), nullable=True),
        sa.Column("investigation", sa.Text(), nullable=False),
        sa.Column("escalated_to", sa.Text(), nullable=False),
        sa.Column("dealt_by", sa.Text(), nullable=False),
        sa.Column("signed_off_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("logged_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["began_by_id"], ["user.id"], name=op.f("fk_case_stage_began_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_stage_case_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["senior_meeting.id"], name=op.f("fk_case_stage_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_stage")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_stage_case_id_position")),
    )
    op.create_table(
        "improvement_action",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_improvement_action_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_improvement_action_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_improvement_action_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_improvement_action_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action")),
    )
    op.create_index(
        op.f("ix_improvement_action_case_id"), "improvement_action", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_improvement_action_centre_id"), "improvement_action", ["centre_id"], unique=False
    )

    op.create_table(
        "outside_contact",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_outside_contact_case_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_outside_contact_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_contact")),
    )
    op.create_index(
        op.f("ix_outside_contact_case_id"), "outside_contact", ["case_id"], unique=False
    )

    op.create_table(
        "case_clock",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("stops", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amber_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_clock_case_id")),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["case_stage.id"], name=op.f("fk_case_clock_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
        sa.UniqueConstraint("stage_id", "key", name=op.f("uq_case_clock_stage_id_key")),
    )
    op.create_index("ix_case_clock_case_id", "case_clock", ["case_id"], unique=False)
    op.create_index("ix_case_clock_indicator", "case_clock", ["indicator", "due_at"], unique=False)
    op.create_index(
        "ix_case_clock_stopped_at_due_at", "case_clock", ["stopped_at", "due_at"], unique=False
    )

    op.create_table(
        "escalation",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("resolves", sa.Boolean(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_escalation_case_id")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["case_clock.id"], name=op.f("fk_escalation_clock_id")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["user.id"], name=op.f("fk_escalation_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("clock_id", "rung", name=op.f("uq_escalation_clock_id_rung")),
    )
    op.create_index(op.f("ix_escalation_case_id"), "escalation", ["case_id"], unique=False)
    op.create_index(
        "ix_escalation_holder_id_replied_at",
        "escalation",
        ["holder_id", "replied_at"],
        unique=False,
    )

    op.add_column("centre", sa.Column("slug", sa.Text(), server_default="", nullable=False))
    _name_public_pages()
    op.create_index("uq_centre_slug", "centre", ["slug"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_centre_slug", "centre")
    op.drop_column("centre", "slug")
    op.drop_index("ix_escalation_holder_id_replied_at", "escalation")
    op.drop_index(op.f("ix_escalation_case_id"), "escalation")
    op.drop_table("escalation")
    op.drop_index("ix_case_clock_stopped_at_due_at", "case_clock")
    op.drop_index("ix_case_clock_indicator", "case_clock")
    op.drop_index("ix_case_clock_case_id", "case_clock")
    op.drop_table("case_clock")
    op.drop_index(op.f("ix_outside_contact_case_id"), "outside_contact")
    op.drop_table("outside_contact")
    op.drop_index(op.f("ix_improvement_action_centre_id"), "improvement_action")
    op.drop_index(op.f("ix_improvement_action_case_id"), "improvement_action")
    op.drop_table("improvement_action")
    op.drop_table("case_stage")
    op.drop_index(op.f("ix_case_pause_case_id"), "case_pause")
    op.drop_table("case_pause")
    op.drop_index(op.f("ix_case_message_case_id"), "case_message")
    op.drop_table("case_message")
    op.drop_index(op.f("ix_case_link_case_id"), "case_link")
    op.drop_table("case_link")
    op.drop_index(op.f("ix_case_file_case_id"), "case_file")
    op.drop_table("case_file")
    op.drop_index("ix_case_entry_case_id_at", "case_entry")
    op.drop_table("case_entry")
    op.drop_index(op.f("ix_case_concern_user_id"), "case_concern")
    op.drop_table("case_concern")
    op.drop_index("ix_case_centre_id_with_id", "case")
    op.drop_index("ix_case_centre_id_sort_at", "case")
    op.drop_index("ix_case_centre_id_received_at", "case")
    op.drop_index(op.f("ix_case_candidate_id"), "case")
    op.drop_table("case")
    op.drop_table("service_settings")
    op.drop_table("procedure_version")
    op.drop_table("senior_meeting")
    op.drop_table("procedure")
    op.drop_index(
        "uq_office_holder_open",
        "office_holder",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_office_holder_user_id"), "office_holder")
    op.drop_table("office_holder")
    op.drop_table("holiday_change")
    op.drop_table("case_counter")
