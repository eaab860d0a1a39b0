"""The state words of evidence, criteria, units and declarations: the same in every page and row."""

from enum import StrEnum


class EvidenceState(StrEnum):
    """Where one item of evidence stands between its author and the assessor."""

    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    ACCEPTED = "Accepted"
    REFERRED = "Referred"
    WITHDRAWN = "Withdrawn"
    RETURNED = "Returned"
    FROZEN = "Frozen"


class CriterionState(StrEnum):
    """How far a candidate is with one assessment criterion."""

    OPEN = "Open"
    TAGGED = "Tagged"
    MET = "Met"
    NOT_YET = "Not yet"


class UnitState(StrEnum):
    """How far a candidate is with one unit."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    READY = "Ready"
    REFERRED = "Referred"
    ACHIEVED = "Achieved"


class DeclarationState(StrEnum):
    """Whether the candidate's own-work declaration covers the evidence as it is now."""

    UNSIGNED = "Unsigned"
    SIGNED = "Signed"
    VOID = "Void"
