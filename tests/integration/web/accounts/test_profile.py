"""One's own account: devices, e-mails, the notices read once."""

import pytest
from sqlalchemy import select

from portfolio.domain.states import NoticeDelivery
from portfolio.models.audit import AuditEntry
from portfolio.models.person import SignIn, User
from portfolio.services import sign_ins
from tests.client import Browser


def test_the_profile_shows_whom_it_belongs_to_and_every_device(cast, make):
    person = cast.assessor
    sign_ins.begin(make.session, person.user, "Android, Chrome", keep=True)
    words = person.get("/account").words()
    assert person.user.email in words
    assert "Test browser (this one)" in words
    assert "Android, Chrome" in words
    assert "kept until 24 December 2026" in words


def test_a_device_is_signed_out_from_the_list(cast, make, session):
    person = cast.assessor
    token = sign_ins.begin(make.session, person.user, "Android, Chrome", keep=True)
    lost = session.scalars(select(SignIn).where(SignIn.kept)).one()
    reply = person.post(f"/account/sign-ins/{lost.id}/end")
    assert reply.location == "/account"
    assert Browser(cast.app, token).get("/account").status == 303
    assert person.get("/account").status == 200


def test_nobody_signs_out_somebody_elses_device(cast, session):
    foreign = session.scalars(select(SignIn).where(SignIn.user_id == cast.verifier.user.id)).one()
    assert cast.assessor.post(f"/account/sign-ins/{foreign.id}/end").status == 404
    assert cast.verifier.get("/account").status == 200


def test_a_person_chooses_when_e_mails_come(cast, session):
    person = cast.assessor
    page = person.get("/account/emails")
    reply = person.submit(page, {"delivery": NoticeDelivery.DAILY.value})
    assert reply.location == "/account"
    assert session.get_one(User, person.user.id).delivery is NoticeDelivery.DAILY
    assert "Once a day" in person.get("/account").words()


@pytest.mark.req("R-330")
def test_a_candidate_reads_the_privacy_notice_at_the_first_sign_in(cast, make, session):
    person = cast.candidate
    person.user.privacy_read_at = None
    page = person.get("/privacy/read?next=/account")
    words = page.words()
    assert "What it is for" in words
    assert "At least three years after your certificate" in words
    assert not page.html.select("nav.pf-nav")
    assert person.submit(page, {}).location == "/account"
    user = session.get_one(User, person.user.id)
    assert user.privacy_read_at is not None
    assert user.privacy_version == "1"
    assert "privacy-notice:read" in set(session.scalars(select(AuditEntry.name)))
    assert not person.get("/privacy/read").html.select("#privacy-form")


@pytest.mark.req("R-125", part="the confirmation; the block before it belongs to adding evidence")
def test_a_candidate_confirms_to_know_what_plagiarism_is(cast, session):
    person = cast.candidate
    person.user.originality_confirmed_at = None
    page = person.get("/account/originality?next=/account/more")
    assert "disqualified" in page.words()
    refused = person.submit(page, {})
    assert refused.status == 422
    assert "Tick the box" in refused.words()
    assert person.submit(refused, {"understood": "y"}).location == "/account/more"
    user = session.get_one(User, person.user.id)
    assert user.originality_confirmed_at is not None
    assert "originality:confirmed" in set(session.scalars(select(AuditEntry.name)))


@pytest.mark.parametrize("page", ["", "/accessibility", "/privacy", "/complaints"])
def test_help_is_open_to_everybody(cast, page):
    assert cast.visitor.get(f"/help{page}").status == 200
    own = cast.candidate.get(f"/help{page}")
    assert own.status == 200 or own.location == f"/service/{cast.centre.slug}"


@pytest.mark.req("R-330")
def test_anybody_can_read_how_long_data_is_kept(cast):
    assert "At least three years" in cast.visitor.get("/help/privacy").words()


@pytest.mark.req("R-330")
def test_a_candidate_reads_the_privacy_notice_before_any_other_page(cast, app):
    cast.candidate.user.privacy_read_at = None
    for url in ("/candidate", "/candidate/units"):
        reply = cast.candidate.get(url)
        assert (reply.status, reply.location) == (303, f"/privacy/read?next={url}")
