"""The page "More": links that do not fit in the navigation, by role."""

from dataclasses import dataclass

from flask import current_app, url_for

from portfolio.domain.actors import Actor, Role


@dataclass(frozen=True)
class Place:
    label: str
    about: str
    endpoint: str

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


OF_PUBLISHERS = [
    Place(
        "Provider support", "Meetings, guidance and who passed it on", "documents.provider_support"
    ),
    Place(
        "Development of staff", "What staff did to stay up to date", "documents.staff_development"
    ),
    Place("Public notices", "Changes of your service, for anybody", "documents.notices"),
]
WAITING_CASES = Place(
    "Waiting for me", "Complaints and appeals that wait on you, by when", "cases.waiting"
)
PROCEDURES = Place(
    "Procedures", "Stages and deadlines, offices, bank holidays", "procedures.profiles"
)
OF_CASES = [
    WAITING_CASES,
    Place(
        "Complaints, appeals and enquiries",
        "Every case, closest to its limit first",
        "cases.tracker",
    ),
    PROCEDURES,
]
OF_REPORTS = [
    Place("Trends", "Cases by category and quarter, service standards", "cases.trends"),
    Place("Report of a period", "What came, how it was answered, lessons", "cases.report"),
    Place("Senior management meetings", "Plan them; the pack of each", "cases.meetings"),
    Place("Improvements", "Lessons learnt, and what is done about them", "cases.improvements"),
    Place("Registers", "Every case of a year as a file", "cases.registers"),
]
OF_ROLE: dict[Role, list[Place]] = {
    Role.CANDIDATE: [
        Place("Your evidence", "Everything you added, with its state", "candidates.evidence_list"),
        Place("Your units", "Choose units and see how far each one is", "candidates.units"),
        Place("Feedback", "What your assessor wrote", "candidates.feedback"),
        Place(
            "Complaints, appeals and enquiries",
            "Tell your centre what is not right, and follow what becomes of it",
            "following.own_cases",
        ),
        Place("Review your course", "What is good and what to improve", "candidates.course_review"),
    ],
    Role.ASSESSOR: [
        Place("Queue", "What waits for your judgement", "assessors.queue"),
        Place("Candidates", "Everybody you assess", "assessors.candidates"),
        Place("Tracker", "Candidates by unit, as a table or a file", "tracker.grid"),
        WAITING_CASES,
    ],
    Role.IQA: [
        Place("Candidates", "Everybody you quality-assure", "quality_assurers.candidates"),
        Place("Tracker", "Candidates by unit, as a table or a file", "tracker.grid"),
        WAITING_CASES,
    ],
    Role.VERIFIER: [
        Place("Visit", "What is open to you, and until when", "external_verifiers.visit"),
        Place("What you opened", "The record of your reading", "external_verifiers.opened"),
    ],
    Role.ADMINISTRATOR: [
        Place("Candidates", "Register candidates, assign staff", "administrators.candidates"),
        Place("Tracker", "Candidates by unit, as a table or a file", "tracker.grid"),
        Place("Staff", "Invite people, grant and end roles", "administrators.staff"),
        Place("Verifiers", "Open portfolios to an external verifier", "administrators.verifiers"),
        Place(
            "Files being received", "What is stuck, refused or held back", "administrators.files"
        ),
        *OF_CASES,
        *OF_REPORTS,
        *OF_PUBLISHERS,
    ],
    Role.COORDINATOR: [*OF_CASES, *OF_REPORTS, *OF_PUBLISHERS],
    Role.MANAGER: [WAITING_CASES, PROCEDURES],
}
OF_STAFF = [
    Place(
        "Record what somebody brought",
        "A complaint, appeal, question or feedback, by telephone or in person",
        "cases.new",
    ),
    Place("Professional development", "Your own record of courses", "documents.own_development"),
]
OF_EVERYBODY = [
    Place("Documents", "What your centre publishes, and what to read", "documents.index"),
    Place("Downloads", "Forms, calculator, tracker, resources", "documents.downloads"),
    Place("Useful links and contacts", "Whom to turn to outside", "documents.links"),
    Place("Qualifications", "What each consists of and asks for", "catalogue.qualifications"),
    Place("Messages", "News about your work, unread first", "accounts.notices"),
    Place("Your profile", "Name, e-mails, password, signed-in devices", "accounts.profile"),
    Place("Your roles", "See your roles and change between them", "accounts.roles"),
    Place("Help", "How Portfolio works", "help.start"),
]


def more_places(actor: Actor | None) -> list[Place]:
    """The links for this role that lead somewhere."""
    own = OF_ROLE.get(_like(actor.role), []) if actor else []
    staff = OF_STAFF if actor and actor.is_staff else []
    return [
        place
        for place in [*own, *staff, *OF_EVERYBODY]
        if place.endpoint in current_app.view_functions
    ]


def _like(role: Role) -> Role:
    return Role.ADMINISTRATOR if role is Role.HEAD else role
