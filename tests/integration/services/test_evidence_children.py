"""An item that shows children: kept back without permission, handed in with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Refusals
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.services import evidence as services
from portfolio.services import evidence_replacing, evidence_submitting
from portfolio.services.evidence_files import Received
from tests.integration.services.evidence import description


@pytest.fixture
def photo(cast, make) -> Evidence:
    item = make.evidence(cast.profile, title="", kind="")
    make.file(item, "play-corner.jpg", media_type="image/jpeg")
    return item


@pytest.fixture
def letter(photo, make) -> EvidenceFile:
    """The signed letter of a parent, photographed."""
    return make.file(photo, "letter.jpg", media_type="image/jpeg")


@pytest.fixture
def submit(session, cast, make, photo):
    unit = session.scalars(
        select(UnitProgress).where(UnitProgress.candidate_id == cast.profile.id)
    ).first()
    criteria = [make.criteria(unit)[0].id]

    def submit(**said) -> Evidence:
        whole = description(photo, criteria, **said)
        return evidence_submitting.submit(session, cast.candidate.actor, photo, whole)

    return submit


def refused(submit, **said) -> list[str | None]:
    with pytest.raises(Refusals) as caught:
        submit(**said)
    return [refusal.field for refusal in caught.value.refusals]


@pytest.mark.req("R-084")
def test_a_photograph_of_children_is_handed_in_only_with_permission(session, photo, letter, submit):
    assert refused(submit, shows_children=None) == ["shows_children"]
    assert refused(submit, shows_children=True) == ["permissions", "permission_from"]
    somebody_elses = frozenset({photo.id})
    said = {"shows_children": True, "permission_from": " Parent of the child "}
    assert refused(submit, permission_files=somebody_elses, **said) == ["permissions"]

    submit(permission_files=frozenset({letter.id}), **said)
    assert photo.state is EvidenceState.SUBMITTED
    assert photo.permissions == [letter]
    trace = session.scalars(select(AuditEntry).where(AuditEntry.name == "evidence:submitted")).one()
    assert trace.details["shows_children"] is True
    assert trace.details["permission_from"] == "Parent of the child"
    assert trace.details["permissions"] == [f"letter.jpg {letter.sha256}"]


@pytest.mark.req("R-084")
def test_a_permission_is_not_itself_the_evidence(photo, submit):
    only = frozenset(file.id for file in photo.files)
    said = {"shows_children": True, "permission_from": "Parent", "permission_files": only}
    assert refused(submit, **said) == ["files"]


@pytest.mark.req("R-084")
def test_saying_no_children_takes_the_marks_away(session, cast, photo, letter):
    actor = cast.candidate.actor
    yes = {"shows_children": True, "permission_files": {letter.id}, "permission_from": "Parent"}
    services.describe(session, actor, photo, description(photo, **yes))
    session.flush()
    no = yes | {"shows_children": False}
    services.describe(session, actor, photo, description(photo, **no))
    session.flush()

    assert (photo.permissions, photo.permission_from) == ([], "")
    last = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.name == "evidence:described")
        .order_by(AuditEntry.sequence.desc())
    ).first()
    assert set(last.details["fields"]) == {"shows_children", "permission_from", "permissions"}


@pytest.mark.req("R-084", "R-099", part="a replaced permission is still the permission")
def test_a_replaced_permission_is_still_one(session, cast, photo, letter, submit):
    submit(shows_children=True, permission_files={letter.id}, permission_from="Parent")
    photo.state = EvidenceState.REFERRED
    session.flush()
    by = Received(f"c/{cast.centre.id}/00/{1:032x}", "clearer.jpg", 10, "a" * 64, "image/jpeg")
    new = evidence_replacing.replace(session, cast.candidate.actor, photo, letter.id, by)
    assert photo.permissions == [new]
