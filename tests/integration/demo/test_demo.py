"""The demo is what the README promises, and stays in the past."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from portfolio import clock
from portfolio.adapters.likeness import picture_bits
from portfolio.adapters.storage import store_from
from portfolio.catalogue import read_procedures, read_shipped
from portfolio.demo import centre, people
from portfolio.demo.own_copies import own_copy
from portfolio.domain.cases import CaseState
from portfolio.domain.likeness import look_alike
from portfolio.domain.procedure import CaseKind
from portfolio.domain.states import EvidenceState, FileState, UnitState
from portfolio.extensions import db
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.case import Case
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.person import RoleGrant
from portfolio.services import catalogue, procedures
from tests.conftest import NOON, rolled_back

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.quickly_with("sqlite")]
EVERY_STATE_ON_THE_WAY = {
    EvidenceState.DRAFT,
    EvidenceState.SUBMITTED,
    EvidenceState.ACCEPTED,
    EvidenceState.REFERRED,
}
EVERY_KIND = {
    "image/jpeg",
    "image/heic",
    "application/pdf",
    "audio/mp4",
    "video/mp4",
    "text/plain",
}


@pytest.fixture(scope="module")
def demo(migrated_app, settings):
    """The demo, made once: the tests only read it."""
    clock.use(lambda: NOON)
    with rolled_back(migrated_app):
        session = db.session()
        catalogue.load(session, read_shipped())
        procedures.load(session, read_procedures())
        centre.create(session, store_from(settings))
        session.flush()
        yield session


def test_the_demo_is_one_centre_with_every_role_and_six_candidates_on_their_way(demo):
    roles = {grant.role for grant in demo.query(RoleGrant).all()}
    assert roles == {person.role for person in people.STAFF} | {"Candidate"}
    candidates = demo.query(Candidate).order_by(Candidate.name).all()
    assert [one.name for one in candidates] == [one.name for one in people.CANDIDATES]
    nearly = demo.query(UnitProgress).filter_by(candidate_id=candidates[1].id).all()
    states = [unit.state for unit in nearly]
    assert states.count(UnitState.ACHIEVED) == 10
    assert states.count(UnitState.READY) == 1
    assert {item.state for item in demo.query(Evidence).all()} >= EVERY_STATE_ON_THE_WAY
    assert {file.media_type for file in demo.query(EvidenceFile).all()} >= EVERY_KIND
    latest = demo.query(AuditEntry).order_by(AuditEntry.at.desc()).first()
    assert latest.at <= clock.now(), "nothing in the demo happens in the future"


def test_the_demo_has_cases_of_every_kind_and_in_every_state(demo):
    made = demo.query(Case).all()
    assert {case.kind for case in made} == set(CaseKind) - {CaseKind.APPEAL}
    assert {case.state for case in made} == set(CaseState)
    assert sum(case.locked_at is not None for case in made) == 1
    running = [case for case in made if case.state is CaseState.OPEN and case.clock_due_at]
    assert any(case.clock_due_at < clock.now() for case in running), "one is overdue"
    assert all(case.received_at <= clock.now() for case in made)


def test_no_mail_of_the_made_up_past_waits_with_links_that_lead_nowhere(demo):
    assert demo.query(OutgoingMail).filter_by(sent_at=None).count() == 0
    assert {file.state for file in demo.query(EvidenceFile).all()} == {FileState.STORED}
    names = {job.name for job in demo.query(Job).all()}
    assert names <= {"check-file", "make-copies", "find-same-files", "daily-digest"}


def test_no_two_demo_candidates_hold_the_same_file(demo):
    held = demo.query(EvidenceFile.sha256, EvidenceFile.candidate_id).distinct().all()
    fingerprints = [sha256 for sha256, _candidate_id in held]
    assert len(fingerprints) == len(set(fingerprints))


@pytest.mark.parametrize("name", ["help-desk.jpg", "complaint-log.heic"])
def test_no_two_demo_candidates_hold_nearly_the_same_picture(name):
    bits = [looks(own_copy(name, number)) for number in range(len(people.CANDIDATES))]
    assert not any(look_alike(one, other) for one, other in combinations(bits, 2))


def looks(content: bytes) -> int:
    out = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.convert("RGB").save(out, "JPEG")
    return picture_bits([out.getvalue()])
