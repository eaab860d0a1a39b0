"""The words for the state of things: the same in the database, the pages and the mails."""

from enum import StrEnum


class EvidenceState(StrEnum):
    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    ACCEPTED = "Accepted"
    REFERRED = "Referred"
    WITHDRAWN = "Withdrawn"
    RETURNED = "Returned"
    FROZEN = "Frozen"


class UploadState(StrEnum):
    """A file on its way in; once it is whole, FileState goes on from here."""

    RECEIVING = "receiving"
    RECEIVED = "received"
    REFUSED = "refused"
    ENDED = "ended"
    """Given up by the person, too old, or a refusal they have read."""


class FileState(StrEnum):
    """A file that arrived whole. Only what is stored opens or counts towards a declaration."""

    CHECKING = "checking"
    STORED = "stored"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


class CriterionState(StrEnum):
    OPEN = "Open"
    TAGGED = "Tagged"
    MET = "Met"
    NOT_YET = "Not yet"


class UnitState(StrEnum):
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    READY = "Ready"
    REFERRED = "Referred"
    ACHIEVED = "Achieved"


class DeclarationState(StrEnum):
    UNSIGNED = "Unsigned"
    SIGNED = "Signed"
    VOID = "Void"


class EnrolmentStatus(StrEnum):
    ACTIVE = "Active"
    ON_BREAK = "On break"
    WITHDRAWN = "Withdrawn"
    COMPLETED = "Completed"


class DecisionOutcome(StrEnum):
    MET = "Met"
    NOT_YET = "Not yet"


class DecisionStage(StrEnum):
    FORMATIVE = "Formative"
    SUMMATIVE = "Summative"


class NoticeDelivery(StrEnum):
    """When a person gets their notices by e-mail."""

    AT_ONCE = "At once"
    DAILY = "Once a day"
