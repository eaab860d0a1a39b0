"""Registering candidates."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment, Candidate
from portfolio.models.job import OutgoingMail
from portfolio.models.notice import Notice
from portfolio.services import registration
from portfolio.services.profiles import Profile, UlnInUse
from portfolio.services.registration import AlreadyCandidate, Entry
from tests.cast import RULE

TODAY = date(2026, 11, 24)
EMAIL = "new.candidate@centre.test"
PROFILE = Profile("Demo Candidate Eleven", "Demo shop floor", date(1999, 3, 14), uln="9276308686")


def link_to(token):
    return f"https://portfolio.test/invitations/{token}"


@pytest.fixture
def qualification(make):
    units = [make.unit({1: 2}), make.unit()]
    found = make.qualification(units, entry_code="10380")
    make.rule(found, RULE)
    return found


@pytest.fixture
def entry(qualification):
    return Entry(qualification.id, starts_on=TODAY, registered_on=TODAY)


@pytest.fixture
def register(session, administrator, entry):
    def register(profile=PROFILE, email=EMAIL, **changes):
        return registration.register(
            session, administrator, email, profile, replace(entry, **changes), link_to
        )[0]

    return register


def refused(call, *args, **kwargs):
    with pytest.raises(Refusals) as raised:
        call(*args, **kwargs)
    return {refusal.field: refusal.message for refusal in raised.value.refusals}


@pytest.mark.req("R-041")
def test_a_registered_candidate_has_profile_units_staff_and_an_invitation(
    session, register, staff, centre
):
    assessor, assurer = staff(Role.ASSESSOR), staff(Role.IQA)

    enrolment = register(
        assessor_id=assessor.id,
        quality_assurer_id=assurer.id,
        confirmed_on=TODAY,
        informed_on=TODAY,
        initial_assessment_on=TODAY,
        initial_assessment_outcome="Works at level 2",
    )

    candidate = enrolment.candidate
    assert (candidate.centre_id, candidate.location) == (centre.id, "Demo shop floor")
    assert enrolment.status is EnrolmentStatus.ACTIVE
    assert [chosen.unit_id for chosen in enrolment.chosen] != []
    units = session.scalars(select(UnitProgress)).all()
    assert [unit.state for unit in units] == [UnitState.NOT_STARTED] * 2
    assert {a.user_id for a in session.scalars(select(Assignment))} == {assessor.id, assurer.id}
    assert session.scalars(select(OutgoingMail.to)).all() == [EMAIL]
    told = session.scalars(select(Notice.user_id)).all()
    assert sorted(told) == sorted([assessor.id, assurer.id, *[candidate.user_id] * 2])
    names = session.scalars(select(AuditEntry.name).order_by(AuditEntry.sequence)).all()
    assert names == ["person:invited", "candidate:registered", "staff:assigned", "staff:assigned"]


def test_notices_of_an_assignment_name_no_candidate(session, register, staff):
    register(assessor_id=staff(Role.ASSESSOR).id)

    assert not [n for n in session.scalars(select(Notice.text)) if "Eleven" in n]


@pytest.mark.req("R-041")
def test_a_missing_location_is_refused_by_its_field(register):
    assert refused(register, replace(PROFILE, location=" ")) == {"location": "Enter the location"}


@pytest.mark.req("R-042")
@pytest.mark.parametrize("uln", ["1000000042", "1000000063", "0000000042", "123456789"])
def test_a_wrong_uln_is_refused_without_proposing_another(register, uln):
    message = refused(register, replace(PROFILE, uln=uln))["uln"]

    assert "1000000043" not in message


@pytest.mark.req("R-042")
@pytest.mark.parametrize("uln", ["1000000043", "9276308686", "", "9999999999"])
def test_a_sound_blank_or_temporary_uln_is_kept(register, uln):
    assert register(replace(PROFILE, uln=uln)).candidate.uln == (uln or None)


@pytest.mark.req("R-046")
def test_a_uln_of_another_candidate_here_is_refused_with_that_profile(session, register):
    holder = register().candidate

    with pytest.raises(Refusals) as raised:
        register(email="second@centre.test")

    (refusal,) = raised.value.refusals
    assert isinstance(refusal, UlnInUse)
    assert (refusal.field, refusal.candidate_id) == ("uln", holder.id)
    assert len(session.scalars(select(Candidate)).all()) == 1


@pytest.mark.req("R-046")
def test_a_uln_at_another_centre_is_no_reason_to_refuse(make, register):
    make.candidate(make.centre(), uln=PROFILE.uln)

    assert register().candidate.uln == PROFILE.uln


@pytest.mark.req("R-047")
def test_a_candidate_too_young_is_refused_beside_the_date_of_birth(register):
    young = replace(PROFILE, date_of_birth=date(2011, 9, 2))

    assert "approved for ages 16-18, 19+" in refused(register, young)["date_of_birth"]


@pytest.mark.req("R-048")
def test_a_closed_scheme_takes_no_new_registration(session, register, qualification):
    qualification.closed_for_entry = True

    assert "closed for entry" in refused(register)["qualification"]
    assert session.scalars(select(Candidate)).all() == []


@pytest.mark.req("R-048", "R-049", part="the earlier registration itself")
def test_an_earlier_registration_on_a_closed_scheme_keeps_its_original_date(
    register, qualification
):
    qualification.closed_for_entry = True
    qualification.last_certification_on = date(2018, 8, 31)
    first = date(2016, 9, 5)

    enrolment = register(registered_on=first, starts_on=first, earlier=True)

    assert enrolment.registered_on == first
    message = refused(
        register, email="late@centre.test", registered_on=date(2018, 9, 1), earlier=True
    )
    assert "closed for certification on 31 August 2018" in message["registered_on"]


@pytest.mark.req("R-052")
def test_nothing_about_earlier_qualifications_is_asked_for(register):
    assert register(replace(PROFILE, uln="")).id


def test_every_reason_is_given_at_once(register, qualification):
    qualification.closed_for_entry = True
    wrong = replace(PROFILE, uln="1000000042", location="")

    assert set(refused(register, wrong)) == {"uln", "location", "qualification"}


def test_an_address_of_a_candidate_here_leads_to_that_profile(register):
    known = register().candidate

    with pytest.raises(Refusals) as raised:
        register(replace(PROFILE, uln=""), email="NEW.candidate@centre.test")

    (refusal,) = raised.value.refusals
    assert isinstance(refusal, AlreadyCandidate)
    assert refusal.candidate_id == known.id


def test_a_person_with_an_account_elsewhere_is_registered_like_anybody(make, register):
    known = make.user("Known Elsewhere", email=EMAIL)
    make.candidate(make.centre(), known)

    candidate = register().candidate

    assert (candidate.user_id, candidate.name) == (known.id, PROFILE.name)


def test_a_date_in_the_future_is_refused(register):
    assert set(refused(register, informed_on=date(2026, 11, 25))) == {"informed_on"}


def test_an_initial_assessment_needs_its_outcome(register):
    assert set(refused(register, initial_assessment_on=TODAY)) == {"initial_assessment_outcome"}


def test_a_second_qualification_goes_on_with_units_already_begun(
    session, make, register, administrator, qualification, entry
):
    candidate = register().candidate
    shared = qualification.placements[0].unit
    other = make.qualification([shared, make.unit()])
    make.rule(other, RULE)
    wanted = replace(entry, qualification_id=other.id)

    enrolment = registration.add_qualification(session, administrator, candidate, wanted)

    session.expire_all()
    assert len(enrolment.chosen) == 2
    assert len(session.scalars(select(UnitProgress)).all()) == 3
    with pytest.raises(Refusal, match="is registered on"):
        registration.add_qualification(session, administrator, candidate, wanted)


def test_an_unknown_qualification_is_refused(make, register):
    with pytest.raises(Refusal) as raised:
        register(qualification_id=make.centre().id)

    assert raised.value.field == "qualification"
