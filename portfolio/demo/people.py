"""The demo's centre and the people in it, plainly nobody."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.events import CentreAdded
from portfolio.domain.states import NoticeDelivery
from portfolio.models.person import Centre, User
from portfolio.services import acceptance, accounts, audit, invitations
from portfolio.services.invitations import Invitee

CENTRE = "Demo Training Centre"
SLUG = "demo"
PASSWORD = "demonstration only"  # noqa: S105 -- printed on the demo's own page; nothing real behind it


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo; ``about`` says on the sign-in page what to find there."""

    name: str
    email: str
    role: Role
    about: str


STAFF = (
    DemoPerson(
        "Demo Administrator 1",
        "administrator1@demo.test",
        Role.ADMINISTRATOR,
        "candidates, staff, registrations, a verifier's access",
    ),
    DemoPerson(
        "Demo Assessor 1",
        "assessor1@demo.test",
        Role.ASSESSOR,
        "a queue of work to judge, units ready to sign off",
    ),
    DemoPerson("Demo Assessor 2", "assessor2@demo.test", Role.ASSESSOR, "the NVQ candidates"),
    DemoPerson(
        "Demo IQA 1", "iqa1@demo.test", Role.IQA, "reads the portfolios assigned, signs nothing off"
    ),
    DemoPerson(
        "Demo Verifier 1",
        "verifier1@demo.test",
        Role.VERIFIER,
        "two portfolios open for two weeks, read only",
    ),
    DemoPerson(
        "Demo Coordinator 1",
        "coordinator1@demo.test",
        Role.COORDINATOR,
        "complaints, appeals and enquiries with their clocks",
    ),
    DemoPerson(
        "Demo Department Head 1",
        "head1@demo.test",
        Role.MANAGER,
        "what waits on a department head, and by when",
    ),
    DemoPerson(
        "Demo Senior Manager 1", "senior1@demo.test", Role.MANAGER, "told when nobody answers"
    ),
    DemoPerson(
        "Demo Managing Director",
        "director1@demo.test",
        Role.MANAGER,
        "appeals about how a complaint was handled",
    ),
    DemoPerson(
        "Demo Safeguarding Lead",
        "safeguarding1@demo.test",
        Role.MANAGER,
        "the one case that nobody else can read",
    ),
)


@dataclass(frozen=True)
class DemoCandidate:
    name: str
    email: str
    born_on: date
    uln: str
    number: str
    location: str
    about: str


CANDIDATES = (
    DemoCandidate(
        "Demo Candidate 1",
        "candidate1@demo.test",
        date(2004, 5, 17),
        "3914177763",
        "0001",
        "Demo Store, north",
        "just registered on the Diploma",
    ),
    DemoCandidate(
        "Demo Candidate 2",
        "candidate2@demo.test",
        date(1997, 11, 2),
        "4170669079",
        "0002",
        "Demo Contact Centre",
        "one unit short of the Diploma",
    ),
    DemoCandidate(
        "Demo Candidate 3",
        "candidate3@demo.test",
        date(2001, 8, 23),
        "5391500086",
        "0003",
        "Demo Store, south",
        "three units achieved, one sent back",
    ),
    DemoCandidate(
        "Demo Candidate 4",
        "candidate4@demo.test",
        date(1989, 1, 30),
        "1636083772",
        "0004",
        "Demo Help Desk",
        "half way through the Level 2 NVQ",
    ),
    DemoCandidate(
        "Demo Candidate 5",
        "candidate5@demo.test",
        date(1994, 4, 9),
        "9353374064",
        "0005",
        "Demo Contact Centre",
        "work waiting to be judged",
    ),
    DemoCandidate(
        "Demo Candidate 6",
        "candidate6@demo.test",
        date(2005, 12, 12),
        "9124158681",
        "0006",
        "Demo Store, north",
        "started the Level 2 NVQ last week",
    ),
)


def open_centre(session: Session) -> Centre:
    centre = Centre(name=CENTRE, number="99999", slug=SLUG, created_at=clock.now())
    session.add(centre)
    session.flush()
    audit.record(session, None, CentreAdded(centre.id, centre.name), centre_id=centre.id)
    return centre


def join(session: Session, centre: Centre, person: DemoPerson) -> Actor:
    """Invite a member of staff and accept for them."""
    invitee = Invitee(person.name, person.email, person.role, clock.today())
    invitation, _token = invitations.invite(
        session, None, centre.id, invitee, lambda _token: "/invitations/demo"
    )
    user = acceptance.accept(session, invitation, PASSWORD, None)
    settle(session, user)
    grant = invitation.grant
    return Actor(user.id, user.name, person.role, centre.id, centre.name, grant.id)


def settle(session: Session, user: User) -> None:
    """Past the first pages; and no mail for what the demo makes up about the past."""
    accounts.read_privacy_notice(session, None, user.id)
    user.delivery = NoticeDelivery.DAILY
