"""The status of a registration, and changes to the profile behind it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.states import EnrolmentStatus
from portfolio.models.audit import AuditEntry
from portfolio.services import enrolment_status, profiles
from portfolio.services.profiles import Profile
from tests.cast import RULE

ACTIVE, BREAK = EnrolmentStatus.ACTIVE, EnrolmentStatus.ON_BREAK


@pytest.fixture
def enrolment(make, centre):
    qualification = make.qualification([])
    rule = make.rule(qualification, RULE)
    return make.enrolment(make.candidate(centre), qualification, rule)


def test_a_status_changes_with_its_reason(session, administrator, enrolment):
    enrolment_status.change(
        session, administrator, enrolment, BREAK, seen=ACTIVE, reason=" Parental leave "
    )

    assert enrolment.status is BREAK
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.details == {"before": "Active", "after": "On break", "reason": "Parental leave"}


@pytest.mark.parametrize(
    ("status", "reason", "field"), [(BREAK, "  ", "reason"), (ACTIVE, "x", "status")]
)
def test_no_reason_or_no_change_is_refused(
    session, administrator, enrolment, status, reason, field
):
    with pytest.raises(Refusal) as refused:
        enrolment_status.change(
            session, administrator, enrolment, status, seen=ACTIVE, reason=reason
        )

    assert refused.value.field == field


def test_the_second_of_two_changes_is_told(session, administrator, enrolment):
    with pytest.raises(Conflict, match="to Active"):
        enrolment_status.change(
            session, administrator, enrolment, EnrolmentStatus.COMPLETED, seen=BREAK, reason="x"
        )


@pytest.fixture
def profile(enrolment):
    candidate = enrolment.candidate
    return Profile(candidate.name, candidate.location, candidate.born_on)


def test_a_changed_profile_says_what_changed_and_not_to_what(
    session, administrator, enrolment, profile
):
    candidate = enrolment.candidate
    changed = replace(profile, uln="9276308686", location="Demo warehouse")

    profiles.change(session, administrator, candidate, changed, version=1)

    assert (candidate.uln, candidate.profile_version) == ("9276308686", 2)
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.details == {"changed": ["location", "uln"]}


def test_saving_an_unchanged_profile_leaves_no_trace(session, administrator, enrolment, profile):
    profiles.change(session, administrator, enrolment.candidate, profile, version=1)

    assert session.scalars(select(AuditEntry)).all() == []


def test_a_profile_changed_meanwhile_is_not_overwritten(session, administrator, enrolment, profile):
    with pytest.raises(Conflict):
        profiles.change(session, administrator, enrolment.candidate, profile, version=7)


@pytest.mark.req("R-046")
def test_another_candidates_uln_is_refused_in_the_profile_too(
    session, make, administrator, enrolment, profile
):
    make.candidate(enrolment.candidate.centre, uln="9276308686")
    wanted = replace(profile, uln="9276308686")

    with pytest.raises(Refusals) as refused:
        profiles.change(session, administrator, enrolment.candidate, wanted, version=1)

    assert [refusal.field for refusal in refused.value.refusals] == ["uln"]
