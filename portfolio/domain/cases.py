"""The words of a case: its state, how it ended, what its record is made of."""

from enum import StrEnum


class CaseState(StrEnum):
    OPEN = "Open"
    PAUSED = "Paused"
    CLOSED = "Closed"


class Outcome(StrEnum):
    """How a stage or a case ended."""

    UPHELD = "Upheld"
    PARTLY_UPHELD = "Partly upheld"
    NOT_UPHELD = "Not upheld"
    ANSWERED = "Answered"
    REDIRECTED = "Redirected"
    WITHDRAWN = "Withdrawn"


class Satisfaction(StrEnum):
    """What the complainant thinks of the outcome (R-291)."""

    SATISFIED = "Satisfied"
    NOT_SATISFIED = "Not satisfied"
    NOT_KNOWN = "Not known"


class Relation(StrEnum):
    """Who the person is to the centre."""

    CANDIDATE = "Candidate"
    PARENT = "Parent or carer"
    EMPLOYER = "Employer"
    PROVIDER = "Training provider"
    STAFF = "Member of staff"
    PUBLIC = "Somebody else"


class EntryKind(StrEnum):
    """What a line of a case's history tells of."""

    RECEIVED = "Received"
    ACKNOWLEDGED = "Acknowledged"
    TOLD = "Told"
    CONTACT = "Contact"
    MESSAGE = "Message"
    ADDED = "Added by the person"
    FILE = "File"
    NOTE = "Note"
    CLOCK = "Clock"
    ESCALATION = "Escalation"
    STAGE = "Stage"
    ANSWER = "Answer"
    OUTSIDE = "Outside body"
    CHANGE = "Change"
    CLOSED = "Closed"
