"""Tables: typed columns and named constraints; no queries, no rules."""

from portfolio.models import (
    assessment,
    audit,
    catalogue_upload,
    enrolment,
    evidence,
    job,
    notice,
    orphan,
    person,
    programme,
    same_file,
    specification,
    unit_import,
    upload,
)

__all__ = [
    "assessment",
    "audit",
    "catalogue_upload",
    "enrolment",
    "evidence",
    "job",
    "notice",
    "orphan",
    "person",
    "programme",
    "same_file",
    "specification",
    "unit_import",
    "upload",
]
