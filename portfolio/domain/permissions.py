"""Everything anyone can be allowed to do, as noun:verb."""

from enum import StrEnum


class Permission(StrEnum):
    USE_ACCOUNT = "account:use"
    """See and change what belongs to one's own account: profile, sign-ins, notices."""

    READ_PORTFOLIO = "portfolio:read"
    READ_EVIDENCE = "evidence:read"
    READ_UNIT = "unit:read"
    READ_HISTORY = "history:read"
    """The audit trail of an object, for whoever may see the object."""

    ADD_EVIDENCE = "evidence:add"
    EDIT_EVIDENCE = "evidence:edit"
    ORDER_EVIDENCE = "evidence:order"
    """Choose the place of one's items in the index of the portfolio."""
    SUBMIT_EVIDENCE = "evidence:submit"
    WITHDRAW_EVIDENCE = "evidence:withdraw"
    COMMENT_ON_RECORD = "record:comment"
    CHOOSE_UNITS = "units:choose"
    DECLARE_UNIT = "unit:declare"

    READ_QUEUE = "queue:read"
    JUDGE_EVIDENCE = "evidence:judge"
    TAG_EVIDENCE = "evidence:tag"
    READ_SAME_FILES = "same-files:read"
    """Files that are in another candidate's portfolio too; never for candidates."""
    SETTLE_SAME_FILES = "same-files:settle"
    ADD_RECORD = "record:add"
    SIGN_OFF_UNIT = "unit:sign-off"
    WITHDRAW_SIGN_OFF = "unit:withdraw-sign-off"

    READ_CANDIDATES = "candidates:read"
    """The list of the candidates one works with."""
    READ_TRACKER = "tracker:read"
    """Candidates by units: of those one works with, or of the whole centre (R-338)."""

    READ_PEOPLE = "people:read"
    INVITE_PERSON = "person:invite"
    CHANGE_ROLES = "roles:change"
    REGISTER_CANDIDATE = "candidate:register"
    CHANGE_ENROLMENT = "enrolment:change"
    ASSIGN_STAFF = "staff:assign"
    GRANT_ACCESS = "access:grant"

    OVERSEE_FILES = "files:oversee"
    """See which files are stuck on their way in, and have them tried again."""

    READ_CATALOGUE = "catalogue:read"
    """See qualifications and units: those shared by all centres, and one's own centre's."""
    EDIT_CATALOGUE = "catalogue:edit"
    """Add, edit and publish what is the centre's own: qualifications, units, criteria, readings."""

    READ_VISIT = "visit:read"
    """A verifier's own page: who was opened to them, until when, and what they opened."""

    READ_DOCUMENTS = "documents:read"
    """See what the centre publishes for its own people, and say that one has read it."""
    PUBLISH_SERVICE = "service:publish"
    """Write what the centre says of its service: documents, fees, notices, links, guidance."""
    RECORD_CPD = "cpd:record"
    """Keep a record of one's own professional development; staff only."""
