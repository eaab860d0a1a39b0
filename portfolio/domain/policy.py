"""The one table of who may do what: any row of a permission, all columns of the row."""

from collections.abc import Callable, Mapping, Sequence

from portfolio.domain.actors import Actor, Facts, Role
from portfolio.domain.permissions import Permission

Predicate = Callable[[Actor, Facts], bool]


def is_the_candidate(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.CANDIDATE and actor.user_id == facts.candidate_user_id


def is_not_the_candidate(actor: Actor, facts: Facts) -> bool:
    return actor.user_id != facts.candidate_user_id


def is_the_owner(actor: Actor, facts: Facts) -> bool:
    return actor.user_id == facts.owner_user_id


def belongs_to_the_centre(actor: Actor, facts: Facts) -> bool:
    return actor.centre_id == facts.centre_id


def is_shared(actor: Actor, facts: Facts) -> bool:
    return facts.centre_id is None


def is_an_assessor(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.ASSESSOR


def is_an_iqa(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.IQA


def is_a_verifier(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.VERIFIER


def administers(actor: Actor, facts: Facts) -> bool:
    return actor.role in {Role.ADMINISTRATOR, Role.HEAD}


def answers_for_the_service(actor: Actor, facts: Facts) -> bool:
    return actor.role in {Role.ADMINISTRATOR, Role.HEAD, Role.COORDINATOR}


def oversees_cases(actor: Actor, facts: Facts) -> bool:
    return actor.role in {Role.HEAD, Role.COORDINATOR}


def is_staff(actor: Actor, facts: Facts) -> bool:
    return actor.is_staff


def is_concerned(actor: Actor, facts: Facts) -> bool:
    return actor.is_staff and actor.user_id in facts.concerned_user_ids


def is_open_to_staff(actor: Actor, facts: Facts) -> bool:
    return not facts.locked


def is_a_candidate(actor: Actor, facts: Facts) -> bool:
    return actor.role is Role.CANDIDATE


CASE_KEEPERS = (
    belongs_to_the_centre,
    answers_for_the_service,
    is_open_to_staff,
    is_not_the_candidate,
)
CASE_CONCERNED = (belongs_to_the_centre, is_concerned, is_not_the_candidate)
KEEPERS = (belongs_to_the_centre, answers_for_the_service)
STAFF = (belongs_to_the_centre, is_staff)

ITS_ASSESSOR = (belongs_to_the_centre, is_an_assessor, is_not_the_candidate)
ITS_IQA = (belongs_to_the_centre, is_an_iqa, is_not_the_candidate)
ITS_VERIFIER = (belongs_to_the_centre, is_a_verifier, is_not_the_candidate)
ITS_ADMINISTRATOR = (belongs_to_the_centre, administers, is_not_the_candidate)
ITS_CANDIDATE = (belongs_to_the_centre, is_the_candidate)
OWNER = (is_the_owner,)

READERS: Sequence[Sequence[Predicate]] = (
    ITS_CANDIDATE,
    ITS_ASSESSOR,
    ITS_IQA,
    ITS_VERIFIER,
    ITS_ADMINISTRATOR,
)

POLICY: Mapping[Permission, Sequence[Sequence[Predicate]]] = {
    Permission.USE_ACCOUNT: [OWNER],
    Permission.READ_PORTFOLIO: READERS,
    Permission.READ_EVIDENCE: READERS,
    Permission.READ_UNIT: READERS,
    Permission.READ_HISTORY: READERS,
    Permission.ADD_EVIDENCE: [ITS_CANDIDATE],
    Permission.EDIT_EVIDENCE: [ITS_CANDIDATE],
    Permission.ORDER_EVIDENCE: [ITS_CANDIDATE],
    Permission.SUBMIT_EVIDENCE: [ITS_CANDIDATE],
    Permission.WITHDRAW_EVIDENCE: [ITS_CANDIDATE],
    Permission.COMMENT_ON_RECORD: [ITS_CANDIDATE],
    Permission.CHOOSE_UNITS: [ITS_CANDIDATE, ITS_ASSESSOR],
    Permission.DECLARE_UNIT: [ITS_CANDIDATE],
    Permission.READ_QUEUE: [(belongs_to_the_centre, is_an_assessor)],
    Permission.JUDGE_EVIDENCE: [ITS_ASSESSOR],
    Permission.TAG_EVIDENCE: [ITS_ASSESSOR],
    Permission.READ_SAME_FILES: [ITS_ASSESSOR, ITS_IQA, ITS_VERIFIER],
    Permission.SETTLE_SAME_FILES: [ITS_ASSESSOR],
    Permission.ADD_RECORD: [ITS_ASSESSOR],
    Permission.SIGN_OFF_UNIT: [ITS_ASSESSOR],
    Permission.WITHDRAW_SIGN_OFF: [ITS_ASSESSOR],
    Permission.READ_CANDIDATES: [
        (belongs_to_the_centre, is_an_assessor),
        (belongs_to_the_centre, is_an_iqa),
    ],
    Permission.READ_TRACKER: [
        (belongs_to_the_centre, is_an_assessor),
        (belongs_to_the_centre, is_an_iqa),
        (belongs_to_the_centre, administers),
    ],
    Permission.READ_PEOPLE: [(belongs_to_the_centre, administers)],
    Permission.INVITE_PERSON: [(belongs_to_the_centre, administers)],
    Permission.CHANGE_ROLES: [(belongs_to_the_centre, administers)],
    Permission.REGISTER_CANDIDATE: [(belongs_to_the_centre, administers)],
    Permission.CHANGE_ENROLMENT: [ITS_ADMINISTRATOR],
    Permission.ASSIGN_STAFF: [ITS_ADMINISTRATOR],
    Permission.GRANT_ACCESS: [(belongs_to_the_centre, administers)],
    Permission.OVERSEE_FILES: [ITS_ADMINISTRATOR],
    Permission.READ_CATALOGUE: [(belongs_to_the_centre,), (is_shared,)],
    Permission.EDIT_CATALOGUE: [(belongs_to_the_centre, administers)],
    Permission.READ_CASES: [KEEPERS],
    Permission.RECORD_CASE: [STAFF],
    Permission.READ_CASE: [CASE_KEEPERS, CASE_CONCERNED],
    Permission.WORK_ON_CASE: [CASE_KEEPERS, CASE_CONCERNED],
    Permission.NAME_REVIEWER: [CASE_KEEPERS],
    Permission.REVIEW_APPEAL: [
        (*ITS_ASSESSOR, is_the_owner),
        (*ITS_IQA, is_the_owner),
    ],
    Permission.ANSWER_ESCALATION: [CASE_CONCERNED],
    Permission.FOLLOW_OWN_CASE: [ITS_CANDIDATE],
    Permission.BRING_CASE: [(belongs_to_the_centre, is_a_candidate)],
    Permission.READ_WAITING_CASES: [STAFF],
    Permission.CHANGE_IMPROVEMENT: [KEEPERS, (belongs_to_the_centre, is_staff, is_the_owner)],
    Permission.UNMASK_REGISTER: [(belongs_to_the_centre, oversees_cases)],
    Permission.READ_PROCEDURE: [STAFF, (is_shared, is_staff)],
    Permission.EDIT_PROCEDURE: [KEEPERS],
    Permission.READ_VISIT: [(belongs_to_the_centre, is_a_verifier)],
    Permission.READ_DOCUMENTS: [(belongs_to_the_centre,)],
    Permission.PUBLISH_SERVICE: [(belongs_to_the_centre, answers_for_the_service)],
    Permission.RECORD_CPD: [(belongs_to_the_centre, is_staff)],
}


def allows(actor: Actor, permission: Permission, facts: Facts) -> bool:
    """Whether the actor may do this to a thing of which these are the facts."""
    return any(all(holds(actor, facts) for holds in row) for row in POLICY[permission])
