"""One object of each kind that a URL can name, all belonging to the cast's candidate.

Every text of them carries MARKER: no answer to somebody without business there may contain it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from portfolio import clock
from portfolio.adapters.unit_documents import of_text
from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState, UploadState
from portfolio.domain.unit_reading import read
from portfolio.domain.unit_review import of_reading
from portfolio.models.assessment import UnitProgress
from portfolio.models.notice import Notice
from portfolio.models.person import Invitation
from portfolio.models.unit_import import UnitImport
from portfolio.models.upload import Upload, UploadToken
from portfolio.queries.sign_ins import token_hash
from portfolio.services import catalogue_uploads, unit_imports
from tests.architecture.of_cases import of_cases
from tests.architecture.of_documents import MARKER, of_documents
from tests.architecture.of_procedures import of_procedures
from tests.cast import RULE, Cast
from tests.client import Browser

CONNECTED = ("candidate", "assessor", "quality_assurer", "verifier", "administrator")
UNCONNECTED = ("other_candidate", "other_assessor", "stranger", "stranger_administrator")
STRANGERS = ("stranger", "stranger_administrator")


def a_package() -> bytes:
    """A CASE package of one statement."""
    item = {"identifier": "one", "fullStatement": MARKER}
    document = {"identifier": "all", "title": MARKER}
    return json.dumps({"CFDocument": document, "CFItems": [item]}).encode()


def a_unit_import(session: Any, person: Any, centre_id: Any) -> Any:
    """The id of an import whose document was read: one unit, not saved yet."""
    sent = UnitImport(
        centre_id=centre_id, person_id=person.id, name=f"{MARKER}.txt", created_at=clock.now()
    )
    text = f"Unit title: {MARKER}\nReference: L/506/2150\n1. Know {MARKER}\n1.1 Name {MARKER}\n"
    unit_imports.was_read(sent, of_reading(read(of_text(text))))
    session.add(sent)
    session.flush()
    return sent.id


def is_of_the_catalogue(rule: Any) -> bool:
    """Whether the rule is about what everybody at the centre sees, not about a candidate."""
    return rule.endpoint.startswith(
        ("cases.new", "catalogue.", "what_if.", "documents.", "procedures.")
    )


def without_business(rule: Any) -> tuple[str, ...]:
    """Who must find nothing at an address of this rule."""
    return STRANGERS if is_of_the_catalogue(rule) else UNCONNECTED


class World:
    """The values of URL converters, by name."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        make, session = cast.make, cast.make.session
        cast.profile.name = cast.candidate.user.name = f"Demo {MARKER}"
        unit = self._unit()
        self.evidence = make.evidence(
            cast.profile, state=EvidenceState.SUBMITTED, title=MARKER, description=MARKER
        )
        self.evidence.submitted_at = clock.now()
        file = make.file(self.evidence, name=f"{MARKER}.pdf")
        make.tag(self.evidence, unit, make.criteria(unit)[0].id)
        grant = make.grant(make.user(f"Demo {MARKER}"), cast.centre, Role.ASSESSOR)
        invitation = Invitation(
            centre_id=cast.centre.id,
            grant_id=grant.id,
            name=MARKER,
            email="marker@centre.test",
            token_hash=token_hash("invitation-token"),
            expires_at=clock.now() + timedelta(days=7),
            created_at=clock.now(),
        )
        notice = Notice(
            key=MARKER,
            user_id=cast.candidate.user.id,
            centre_id=cast.centre.id,
            kind="evidence:referred",
            text=MARKER,
            path="/",
            created_at=clock.now(),
        )
        upload = Upload(
            person_id=cast.candidate.user.id,
            candidate_id=cast.profile.id,
            evidence_id=self.evidence.id,
            item_key=MARKER,
            name=f"{MARKER}.pdf",
            size=10,
            offset=0,
            state=UploadState.RECEIVING,
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(days=1),
        )
        token = UploadToken(
            person_id=cast.candidate.user.id,
            centre_id=cast.centre.id,
            name=MARKER,
            token_hash=token_hash("upload-token"),
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(days=30),
        )
        session.add_all([invitation, notice, upload, token])
        session.flush()
        access = make.access(cast.verifier.user, cast.profile, cast.administrator.user)
        self.ids: dict[str, Any] = {
            "candidate_id": cast.profile.id,
            "enrolment_id": cast.enrolment.id,
            "unit_id": unit.id,
            "evidence_id": self.evidence.id,
            "file_id": file.id,
            "upload_id": upload.id,
            "token_id": token.id,
            "criterion_id": make.criteria(unit)[0].id,
            "grant_id": grant.id,
            "invitation_id": invitation.id,
            "access_id": access.id,
            "notice_id": notice.id,
            "sign_in_id": uuid4(),
            "sign_off_id": uuid4(),
            "declaration_id": uuid4(),
            "user_id": cast.assessor.user.id,
            "token": "unknown-token",
            "signature": "unknown-signature",
            "which": "original",
            "unit_number": "1",
            "page": 1,
            "entry_code": cast.qualification.entry_code,
        }
        self.catalogue_ids: dict[str, Any] = self._catalogue()
        self.ids |= of_documents(session, cast)
        self.ids |= of_procedures(session, cast)
        self.ids |= {"slug": cast.centre.slug, "about": "complaint", "case_id": uuid4()}
        self.ids |= of_cases(session, cast)
        self.facts = cast.profile.facts()
        self.people = {name: getattr(cast, name) for name in (*CONNECTED, *UNCONNECTED, "visitor")}
        self.cookies = {name: one.client.get_cookie("session") for name, one in self.people.items()}
        session.flush()

    def check_pages(self, checking: bool) -> None:
        """Whether each page that opens is checked as a document, which takes a while."""
        for person in self.people.values():
            person.checking = checking

    def restore_cookies(self) -> None:
        """Everybody holds again the cookie they began with, whatever a route made of it."""
        for name, person in self.people.items():
            person.client.set_cookie("session", self.cookies[name].value)

    def _unit(self) -> UnitProgress:
        return (
            self.cast.make.session.query(UnitProgress)
            .filter_by(candidate_id=self.cast.profile.id)
            .first()
        )

    def _catalogue(self) -> dict[str, Any]:
        """A qualification of the centre's own with a unit of its own."""
        make, centre_id = self.cast.make, self.cast.centre.id
        unit = make.unit(title=f"Demo {MARKER}", centre_id=centre_id)
        make.specification(unit, {1: 1}, centre_id=centre_id, published_at=None)
        specification = make.specification(unit, {1: 1}, centre_id=centre_id, version=2)
        make.specification(unit, {1: 1}, centre_id=centre_id, version=3)
        qualification = make.qualification(
            [unit], title=f"Demo {MARKER}", entry_code=MARKER, centre_id=centre_id
        )
        make.rule(qualification, RULE, centre_id=centre_id)
        make.rule(qualification, RULE, centre_id=centre_id, version=2, published_at=None)
        sent = catalogue_uploads.keep(
            make.session, centre_id, self.cast.administrator.user.id, f"{MARKER}.json", a_package()
        )
        return {
            "qualification_id": qualification.id,
            "import_id": sent.id,
            "unit_import_id": a_unit_import(make.session, self.cast.administrator.user, centre_id),
            "place": 0,
            "letter": "A",
            "outcome_number": 1,
            "unit_id": unit.id,
            "specification_id": specification.id,
            "criterion_id": specification.outcomes[0].criteria[0].id,
        }

    def url(self, rule: Any) -> str:
        """The address of ``rule`` filled with this world's ids; an unknown name is a failure."""
        ids = self.ids | (self.catalogue_ids if is_of_the_catalogue(rule) else {})
        missing = rule.arguments - set(ids)
        assert not missing, f"{rule.rule}: name a test object for {missing}"
        _, path = rule.build({name: ids[name] for name in rule.arguments})
        return str(path)

    def persona(self, name: str) -> Browser:
        return self.people[name]
