"""The first tables, and the triggers that keep the audit trail append-only."""

import sqlalchemy as sa
from alembic import op

from portfolio.models.triggers import guard_audit_trail

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
    )
    op.create_table(
        "job",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["done_at", "failed_at", "due_at"], unique=False)

    op.create_table(
        "outgoing_mail",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
    )
    op.create_table(
        "qualification",
        sa.Column("entry_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("awarding_body", sa.Text(), nullable=False),
        sa.Column("grading", sa.Text(), nullable=False),
        sa.Column("guided_hours", sa.Integer(), nullable=True),
        sa.Column("total_hours", sa.Integer(), nullable=True),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("age_bands", sa.JSON(), nullable=False),
        sa.Column("simulation", sa.Boolean(), nullable=False),
        sa.Column("closed_for_entry", sa.Boolean(), nullable=False),
        sa.Column("last_entry_on", sa.Date(), nullable=True),
        sa.Column("last_certification_on", sa.Date(), nullable=True),
        sa.Column("facts_sha256", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint("entry_code", name=op.f("uq_qualification_entry_code")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
        sa.UniqueConstraint("key", name=op.f("uq_sign_in_failure_key")),
    )
    op.create_table(
        "unit",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credit", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("guided_hours", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("reference", name=op.f("uq_unit_reference")),
    )
    op.create_table(
        "user",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("delivery", sa.String(40), nullable=False),
        sa.Column("privacy_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("privacy_version", sa.Text(), nullable=True),
        sa.Column("originality_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "candidate",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("uln", sa.Text(), nullable=True),
        sa.Column("candidate_number", sa.Text(), nullable=True),
        sa.Column("publicly_funded", sa.Boolean(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("last_evidence_number", sa.Integer(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_candidate_centre_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_candidate_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("centre_id", "user_id", name=op.f("uq_candidate_centre_id_user_id")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_candidate_centre_id_uln",
            ["centre_id", "uln"],
            unique=True,
            sqlite_where=sa.text("uln IS NOT NULL AND uln <> '9999999999'"),
            postgresql_where=sa.text("uln IS NOT NULL AND uln <> '9999999999'"),
        )

    op.create_table(
        "combination_rule",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_combination_rule_qualification_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_combination_rule")),
        sa.UniqueConstraint(
            "qualification_id", "version", name=op.f("uq_combination_rule_qualification_id_version")
        ),
    )
    op.create_table(
        "form_key",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("led_to", sa.Text(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_form_key_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_key")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_form_key_user_id_key")),
    )
    op.create_table(
        "notice",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_notice_centre_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_user_id_read_at", ["user_id", "read_at"], unique=False)

    op.create_table(
        "password_reset",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_password_reset_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_token_hash")),
    )
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_password_reset_user_id"), ["user_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_role_grant_centre_id")),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["user.id"], name=op.f("fk_role_grant_granted_by_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_centre_id_role", ["centre_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_role_grant_open",
            ["user_id", "centre_id", "role"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "unit_group",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"], ["qualification.id"], name=op.f("fk_unit_group_qualification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group")),
        sa.UniqueConstraint(
            "qualification_id", "letter", name=op.f("uq_unit_group_qualification_id_letter")
        ),
    )
    op.create_table(
        "unit_placement",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_number", sa.Text(), nullable=False),
        sa.Column("group_letter", sa.Text(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_unit_placement_qualification_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_placement_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_placement")),
        sa.UniqueConstraint(
            "qualification_id", "unit_id", name=op.f("uq_unit_placement_qualification_id_unit_id")
        ),
        sa.UniqueConstraint(
            "qualification_id",
            "unit_number",
            name=op.f("uq_unit_placement_qualification_id_unit_number"),
        ),
    )
    with op.batch_alter_table("unit_placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_placement_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_specification",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_specification_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_specification")),
        sa.UniqueConstraint(
            "unit_id", "version", name=op.f("uq_unit_specification_unit_id_version")
        ),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=True),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_audit_entry_actor_id")),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_audit_entry_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_audit_entry_centre_id")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_audit_entry_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_audit_entry_actor_id", ["actor_id", "name", "sequence"], unique=False
        )
        batch_op.create_index(
            "ix_audit_entry_candidate_id", ["candidate_id", "sequence"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_entry_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index("ix_audit_entry_subject_id", ["subject_id", "sequence"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("registration_confirmed_on", sa.Date(), nullable=True),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("matched_note", sa.Text(), nullable=False),
        sa.Column("initial_assessment_on", sa.Date(), nullable=True),
        sa.Column("initial_assessment_outcome", sa.Text(), nullable=False),
        sa.Column("progress_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_enrolment_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["qualification_id"], ["qualification.id"], name=op.f("fk_enrolment_qualification_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["combination_rule.id"], name=op.f("fk_enrolment_rule_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "candidate_id",
            "qualification_id",
            name=op.f("uq_enrolment_candidate_id_qualification_id"),
        ),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_qualification_id"), ["qualification_id"], unique=False
        )

    op.create_table(
        "evidence",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("item_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("produced_by", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("group_work", sa.Boolean(), nullable=False),
        sa.Column("own_contribution", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("no_sources", sa.Boolean(), nullable=False),
        sa.Column("no_personal_details_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_record", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resubmitted", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_evidence_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_evidence_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "candidate_id", "item_number", name=op.f("uq_evidence_candidate_id_item_number")
        ),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(
            "ix_evidence_candidate_id_state",
            ["candidate_id", "state", "submitted_at"],
            unique=False,
        )

    op.create_table(
        "invitation",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_times", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_invitation_centre_id")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_invitation_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["role_grant.id"], name=op.f("fk_invitation_grant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_invitation_centre_id_created_at", ["centre_id", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_invitation_grant_id"), ["grant_id"], unique=False)

    op.create_table(
        "learning_outcome",
        sa.Column("specification_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["specification_id"],
            ["unit_specification.id"],
            name=op.f("fk_learning_outcome_specification_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_outcome")),
        sa.UniqueConstraint(
            "specification_id", "number", name=op.f("uq_learning_outcome_specification_id_number")
        ),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=True),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["role_grant.id"], name=op.f("fk_sign_in_grant_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "unit_progress",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("specification_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_unit_progress_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["specification_id"],
            ["unit_specification.id"],
            name=op.f("fk_unit_progress_specification_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_progress_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_progress")),
        sa.UniqueConstraint(
            "candidate_id", "unit_id", name=op.f("uq_unit_progress_candidate_id_unit_id")
        ),
    )
    with op.batch_alter_table("unit_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_progress_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "verifier_access",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("granted_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_verifier_access_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_verifier_access_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["user.id"], name=op.f("fk_verifier_access_granted_by_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_verifier_access_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifier_access")),
    )
    with op.batch_alter_table("verifier_access", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verifier_access_candidate_id"), ["candidate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_verifier_access_centre_id"), ["centre_id"], unique=False
        )
        batch_op.create_index(
            "ix_verifier_access_user_id_candidate_id", ["user_id", "candidate_id"], unique=False
        )

    op.create_table(
        "assessment",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "released_at IS NULL OR feedback <> ''",
            name=op.f("ck_assessment_released_with_feedback"),
        ),
        sa.CheckConstraint(
            "(released_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_assessment_released_with_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["user.id"], name=op.f("fk_assessment_assessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_assessment_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_assessor_id"), ["assessor_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assessment_evidence_id"), ["evidence_id"], unique=False
        )
        batch_op.create_index(
            "uq_assessment_open",
            ["evidence_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.create_table(
        "assignment",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "role IN ('Assessor', 'Internal quality assurer')",
            name=op.f("ck_assignment_staff_role"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f("ck_assignment_ended_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["began_by_id"], ["user.id"], name=op.f("fk_assignment_began_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_assignment_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["user.id"], name=op.f("fk_assignment_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_assignment_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_candidate_id", ["candidate_id", "user_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assignment_enrolment_id"), ["enrolment_id"], unique=False
        )
        batch_op.create_index(
            "ix_assignment_user_id_role",
            ["user_id", "role", "ended_at", "candidate_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_assignment_current",
            ["enrolment_id", "role"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "chosen_unit",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_by_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chosen_by_id"], ["user.id"], name=op.f("fk_chosen_unit_chosen_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_chosen_unit_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_chosen_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_unit")),
        sa.UniqueConstraint(
            "enrolment_id", "unit_id", name=op.f("uq_chosen_unit_enrolment_id_unit_id")
        ),
    )
    with op.batch_alter_table("chosen_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chosen_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("specification_id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["learning_outcome.id"], name=op.f("fk_criterion_outcome_id")
        ),
        sa.ForeignKeyConstraint(
            ["specification_id"],
            ["unit_specification.id"],
            name=op.f("fk_criterion_specification_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint(
            "specification_id",
            "criterion_number",
            name=op.f("uq_criterion_specification_id_criterion_number"),
        ),
    )
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_outcome_id"), ["outcome_id"], unique=False)
        batch_op.create_index(
            "ix_criterion_specification_id_position", ["specification_id", "position"], unique=False
        )

    op.create_table(
        "declaration",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=False),
        sa.Column("signed_role", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wording_version", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("network_address", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["user.id"], name=op.f("fk_declaration_signed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit_progress.id"], name=op.f("fk_declaration_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index("ix_declaration_unit_id", ["unit_id", "signed_at"], unique=False)
        batch_op.create_index(
            "uq_declaration_standing",
            ["unit_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "evidence_file",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("copies_state", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_evidence_file_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_file_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_evidence_file_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["user.id"], name=op.f("fk_evidence_file_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_file_key")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_file_candidate_id"), ["candidate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evidence_file_evidence_id"), ["evidence_id"], unique=False
        )
        batch_op.create_index("ix_evidence_file_sha256", ["sha256"], unique=False)

    op.create_table(
        "record_comment",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_record_comment_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_record_comment_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_comment")),
    )
    with op.batch_alter_table("record_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_record_comment_evidence_id"), ["evidence_id"], unique=False
        )

    op.create_table(
        "sign_off",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_user_id", sa.Uuid(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=False),
        sa.Column("signed_role", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authenticity", sa.JSON(), nullable=False),
        sa.Column("authenticity_note", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("wording_version", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("network_address", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_sign_off_withdrawn_by_somebody"),
        ),
        sa.CheckConstraint(
            "signed_by_id <> candidate_user_id", name=op.f("ck_sign_off_not_self_signed")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_user_id"], ["user.id"], name=op.f("fk_sign_off_candidate_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["user.id"], name=op.f("fk_sign_off_signed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit_progress.id"], name=op.f("fk_sign_off_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_sign_off_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index("ix_sign_off_unit_id", ["unit_id", "signed_at"], unique=False)
        batch_op.create_index(
            "uq_sign_off_standing",
            ["unit_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "decision",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
        sa.Column("superseded_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("justification <> ''", name=op.f("ck_decision_justified")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_decision_assessment_id")
        ),
        sa.ForeignKeyConstraint(["assessor_id"], ["user.id"], name=op.f("fk_decision_assessor_id")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_decision_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_decision_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["user.id"], name=op.f("fk_decision_superseded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit_progress.id"], name=op.f("fk_decision_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_assessment_id"), ["assessment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_decision_criterion_id"), ["criterion_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_decision_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index("ix_decision_unit_id", ["unit_id", "criterion_id"], unique=False)
        batch_op.create_index(
            "uq_decision_current",
            ["evidence_id", "criterion_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "evidence_tag",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("tagged_by_id", sa.Uuid(), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)",
            name=op.f("ck_evidence_tag_removed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_evidence_tag_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_tag_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_evidence_tag_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["tagged_by_id"], ["user.id"], name=op.f("fk_evidence_tag_tagged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit_progress.id"], name=op.f("fk_evidence_tag_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_tag")),
    )
    with op.batch_alter_table("evidence_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_tag_criterion_id"), ["criterion_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evidence_tag_evidence_id"), ["evidence_id"], unique=False
        )
        batch_op.create_index("ix_evidence_tag_unit_id", ["unit_id", "criterion_id"], unique=False)
        batch_op.create_index(
            "uq_evidence_tag_current",
            ["evidence_id", "criterion_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "file_copy",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_file.id"], name=op.f("fk_file_copy_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_copy")),
        sa.UniqueConstraint("file_id", "kind", "page", name=op.f("uq_file_copy_file_id_kind_page")),
        sa.UniqueConstraint("key", name=op.f("uq_file_copy_key")),
    )
    guard_audit_trail(op.get_bind())


def downgrade() -> None:
    op.drop_table("file_copy")
    with op.batch_alter_table("evidence_tag", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evidence_tag_current",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )
        batch_op.drop_index("ix_evidence_tag_unit_id")
        batch_op.drop_index(batch_op.f("ix_evidence_tag_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_tag_criterion_id"))

    op.drop_table("evidence_tag")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_decision_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index("ix_decision_unit_id")
        batch_op.drop_index(batch_op.f("ix_decision_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_decision_criterion_id"))
        batch_op.drop_index(batch_op.f("ix_decision_assessment_id"))

    op.drop_table("decision")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_off_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_sign_off_unit_id")

    op.drop_table("sign_off")
    with op.batch_alter_table("record_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_comment_evidence_id"))

    op.drop_table("record_comment")
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_file_sha256")
        batch_op.drop_index(batch_op.f("ix_evidence_file_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_file_candidate_id"))

    op.drop_table("evidence_file")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_declaration_standing",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index("ix_declaration_unit_id")

    op.drop_table("declaration")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_index("ix_criterion_specification_id_position")
        batch_op.drop_index(batch_op.f("ix_criterion_outcome_id"))

    op.drop_table("criterion")
    with op.batch_alter_table("chosen_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chosen_unit_unit_id"))

    op.drop_table("chosen_unit")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assignment_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_assignment_user_id_role")
        batch_op.drop_index(batch_op.f("ix_assignment_enrolment_id"))
        batch_op.drop_index("ix_assignment_candidate_id")

    op.drop_table("assignment")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assessment_open",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_assessment_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_assessor_id"))

    op.drop_table("assessment")
    with op.batch_alter_table("verifier_access", schema=None) as batch_op:
        batch_op.drop_index("ix_verifier_access_user_id_candidate_id")
        batch_op.drop_index(batch_op.f("ix_verifier_access_centre_id"))
        batch_op.drop_index(batch_op.f("ix_verifier_access_candidate_id"))

    op.drop_table("verifier_access")
    with op.batch_alter_table("unit_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_progress_unit_id"))

    op.drop_table("unit_progress")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    op.drop_table("learning_outcome")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_grant_id"))
        batch_op.drop_index("ix_invitation_centre_id_created_at")

    op.drop_table("invitation")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_candidate_id_state")

    op.drop_table("evidence")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_qualification_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject_id")
        batch_op.drop_index(batch_op.f("ix_audit_entry_centre_id"))
        batch_op.drop_index("ix_audit_entry_candidate_id")
        batch_op.drop_index("ix_audit_entry_actor_id")

    op.drop_table("audit_entry")
    op.drop_table("unit_specification")
    with op.batch_alter_table("unit_placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_placement_unit_id"))

    op.drop_table("unit_placement")
    op.drop_table("unit_group")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_role_grant_open",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_role_grant_user_id"))
        batch_op.drop_index("ix_role_grant_centre_id_role")

    op.drop_table("role_grant")
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_password_reset_user_id"))

    op.drop_table("password_reset")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_user_id_read_at")

    op.drop_table("notice")
    op.drop_table("form_key")
    op.drop_table("combination_rule")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_candidate_centre_id_uln",
            sqlite_where=sa.text("uln IS NOT NULL AND uln <> '9999999999'"),
            postgresql_where=sa.text("uln IS NOT NULL AND uln <> '9999999999'"),
        )
        batch_op.drop_index(batch_op.f("ix_candidate_user_id"))

    op.drop_table("candidate")
    op.drop_table("user")
    op.drop_table("unit")
    op.drop_table("sign_in_failure")
    op.drop_table("qualification")
    op.drop_table("outgoing_mail")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
    op.drop_table("centre")
