"""Catalogue of the centre: own qualifications, units and wordings beside the shared ones

What was there is shared by all centres, and published since it was made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_qualification",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("last_entry_on", sa.Date(), nullable=True),
        sa.Column("last_certification_on", sa.Date(), nullable=True),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_centre_qualification_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name=op.f("fk_centre_qualification_changed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_centre_qualification_qualification_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_qualification")),
        sa.UniqueConstraint(
            "centre_id",
            "qualification_id",
            name=op.f("uq_centre_qualification_centre_id_qualification_id"),
        ),
    )
    with op.batch_alter_table("centre_qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_centre_qualification_qualification_id"),
            ["qualification_id"],
            unique=False,
        )

    op.create_table(
        "resource_confirmation",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_resource_confirmation_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user.id"], name=op.f("fk_resource_confirmation_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_resource_confirmation_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_confirmation")),
        sa.UniqueConstraint(
            "centre_id",
            "unit_id",
            "resource",
            name=op.f("uq_resource_confirmation_centre_id_unit_id_resource"),
        ),
    )
    with op.batch_alter_table("resource_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resource_confirmation_unit_id"), ["unit_id"], unique=False
        )

    op.create_table(
        "criterion_note",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_criterion_note_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_criterion_note_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_criterion_note_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_note")),
        sa.UniqueConstraint(
            "centre_id", "criterion_id", name=op.f("uq_criterion_note_centre_id_criterion_id")
        ),
    )
    with op.batch_alter_table("criterion_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_criterion_note_criterion_id"), ["criterion_id"], unique=False
        )

    with op.batch_alter_table("combination_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("structure_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("published_by_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_combination_rule_qualification_id_version"), type_="unique"
        )
        batch_op.create_index(
            "uq_combination_rule_qualification_id_version_own",
            ["centre_id", "qualification_id", "version"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_combination_rule_qualification_id_version_shared",
            ["qualification_id", "version"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_combination_rule_published_by_id"), "user", ["published_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_combination_rule_centre_id"), "centre", ["centre_id"], ["id"]
        )

    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guidance", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("learning_outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.Text(), server_default="outcome", nullable=False))

    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("about", sa.JSON(), server_default="{}", nullable=False))
        batch_op.drop_constraint(batch_op.f("uq_qualification_entry_code"), type_="unique")
        batch_op.create_index(
            "uq_qualification_entry_code_own",
            ["centre_id", "entry_code"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_qualification_entry_code_shared",
            ["entry_code"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_qualification_centre_id"), "centre", ["centre_id"], ["id"]
        )

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_unit_reference"), type_="unique")
        batch_op.create_index(
            "uq_unit_reference_own",
            ["centre_id", "reference"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_unit_reference_shared",
            ["reference"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_unit_centre_id"), "centre", ["centre_id"], ["id"]
        )

    with op.batch_alter_table("unit_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("since_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.add_column(sa.Column("until_version", sa.Integer(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_unit_group_qualification_id_letter"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_group_qualification_id_letter_since_version"),
            ["qualification_id", "letter", "since_version"],
        )

    with op.batch_alter_table("unit_placement", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("since_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.add_column(sa.Column("until_version", sa.Integer(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_id"), type_="unique"
        )
        batch_op.drop_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_number"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_id_since_version"),
            ["qualification_id", "unit_id", "since_version"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_number_since_version"),
            ["qualification_id", "unit_number", "since_version"],
        )

    with op.batch_alter_table("unit_specification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("created_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("published_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("edits", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("source_name", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("purpose", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("knowledge", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("assessed_how", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("guidance", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("nos_codes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("resources", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("document_url", sa.Text(), server_default="", nullable=False))
        batch_op.drop_constraint(
            batch_op.f("uq_unit_specification_unit_id_version"), type_="unique"
        )
        batch_op.create_index(
            "uq_unit_specification_draft",
            ["unit_id", "centre_id"],
            unique=True,
            sqlite_where=sa.text("published_at IS NULL AND centre_id IS NOT NULL"),
            postgresql_where=sa.text("published_at IS NULL AND centre_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_unit_specification_unit_id_version_own",
            ["centre_id", "unit_id", "version"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_unit_specification_unit_id_version_shared",
            ["unit_id", "version"],
            unique=True,
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_unit_specification_published_by_id"), "user", ["published_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_unit_specification_centre_id"), "centre", ["centre_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_unit_specification_created_by_id"), "user", ["created_by_id"], ["id"]
        )

    for name in ("combination_rule", "unit_specification"):
        rows = sa.table(name, sa.column("published_at"), sa.column("created_at"))
        op.execute(rows.update().values(published_at=rows.c.created_at))


OWN = ("qualification", "unit", "combination_rule", "unit_specification")


def refuse_what_is_a_centres_own() -> None:
    """The tables of before would show it to every centre, and cannot hold a code twice."""
    for name in OWN:
        rows = sa.table(name, sa.column("centre_id"))
        query = sa.select(sa.func.count()).select_from(rows).where(rows.c.centre_id.is_not(None))
        if found := op.get_bind().scalar(query):
            raise RuntimeError(
                f"{found} rows of {name} are a centre's own; export them and delete them first"
            )


def downgrade() -> None:
    refuse_what_is_a_centres_own()
    for name in ("unit_placement", "unit_group"):
        # Before, a list of units had one version: the one that stands.
        rows = sa.table(name, sa.column("until_version"))
        op.execute(rows.delete().where(rows.c.until_version.is_not(None)))
    with op.batch_alter_table("unit_specification", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_unit_specification_created_by_id"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_unit_specification_centre_id"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_unit_specification_published_by_id"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_unit_specification_unit_id_version_shared",
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_unit_specification_unit_id_version_own",
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_unit_specification_draft",
            sqlite_where=sa.text("published_at IS NULL AND centre_id IS NOT NULL"),
            postgresql_where=sa.text("published_at IS NULL AND centre_id IS NOT NULL"),
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_specification_unit_id_version"), ["unit_id", "version"]
        )
        batch_op.drop_column("document_url")
        batch_op.drop_column("resources")
        batch_op.drop_column("nos_codes")
        batch_op.drop_column("guidance")
        batch_op.drop_column("assessed_how")
        batch_op.drop_column("knowledge")
        batch_op.drop_column("purpose")
        batch_op.drop_column("expires_on")
        batch_op.drop_column("source_name")
        batch_op.drop_column("edits")
        batch_op.drop_column("published_by_id")
        batch_op.drop_column("published_at")
        batch_op.drop_column("created_by_id")
        batch_op.drop_column("centre_id")

    with op.batch_alter_table("unit_placement", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_number_since_version"),
            type_="unique",
        )
        batch_op.drop_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_id_since_version"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_number"),
            ["qualification_id", "unit_number"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_placement_qualification_id_unit_id"),
            ["qualification_id", "unit_id"],
        )
        batch_op.drop_column("until_version")
        batch_op.drop_column("since_version")

    with op.batch_alter_table("unit_group", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_unit_group_qualification_id_letter_since_version"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_unit_group_qualification_id_letter"), ["qualification_id", "letter"]
        )
        batch_op.drop_column("until_version")
        batch_op.drop_column("since_version")

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_unit_centre_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_unit_reference_shared",
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_unit_reference_own",
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_unit_reference"), ["reference"])
        batch_op.drop_column("centre_id")

    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_qualification_centre_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_qualification_entry_code_shared",
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_qualification_entry_code_own",
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_qualification_entry_code"), ["entry_code"])
        batch_op.drop_column("about")
        batch_op.drop_column("centre_id")

    with op.batch_alter_table("learning_outcome", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_column("guidance")

    with op.batch_alter_table("combination_rule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_combination_rule_centre_id"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_combination_rule_published_by_id"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_combination_rule_qualification_id_version_shared",
            sqlite_where=sa.text("centre_id IS NULL"),
            postgresql_where=sa.text("centre_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_combination_rule_qualification_id_version_own",
            sqlite_where=sa.text("centre_id IS NOT NULL"),
            postgresql_where=sa.text("centre_id IS NOT NULL"),
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_combination_rule_qualification_id_version"),
            ["qualification_id", "version"],
        )
        batch_op.drop_column("published_by_id")
        batch_op.drop_column("published_at")
        batch_op.drop_column("reason")
        batch_op.drop_column("structure_version")
        batch_op.drop_column("centre_id")

    with op.batch_alter_table("criterion_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criterion_note_criterion_id"))

    op.drop_table("criterion_note")
    with op.batch_alter_table("resource_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_confirmation_unit_id"))

    op.drop_table("resource_confirmation")
    with op.batch_alter_table("centre_qualification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_centre_qualification_qualification_id"))

    op.drop_table("centre_qualification")
