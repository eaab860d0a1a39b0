"""The page an invitation's link opens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.models.person import RoleGrant, User
from portfolio.services import invitations
from portfolio.services.invitations import Invitee
from tests.conftest import NOON

PASSWORD = "marigold sheet petrol"
EMAIL = "nine@centre.test"


@pytest.fixture
def invite(cast, session):
    def invite(email=EMAIL):
        invitee = Invitee("Demo Assessor Nine", email, Role.ASSESSOR, clock.today())
        return invitations.invite(
            session, cast.administrator.actor, cast.centre.id, invitee, lambda token: token
        )

    return invite


def test_somebody_new_chooses_a_password_and_signs_in(cast, session, invite):
    _, token = invite()
    page = cast.visitor.get(f"/invitations/{token}")
    assert "Demo Training Centre invites Demo Assessor Nine" in page.words()

    reply = cast.visitor.submit(page, {"password": PASSWORD})

    assert (reply.status, reply.location) == (303, "/sign-in")
    sign_in = cast.visitor.get("/sign-in")
    home = cast.visitor.submit(sign_in, {"email": EMAIL, "password": PASSWORD})
    assert home.status == 303
    assert cast.visitor.get("/account/more").status == 200


def test_a_weak_password_is_refused_beside_its_field(cast, session, invite):
    _, token = invite()
    page = cast.visitor.get(f"/invitations/{token}")

    reply = cast.visitor.submit(page, {"password": "password1"})

    assert reply.status == 422
    assert reply.html.select_one("#password-error")
    assert session.scalars(select(User.password_hash).where(User.email == EMAIL)).one() is None


def test_the_page_does_not_tell_whether_the_address_has_an_account(cast, make, invite):
    make.user(email="known@centre.test", password_hash="kept")
    pages = [
        cast.visitor.get(f"/invitations/{invite(email)[1]}").words().replace(email, "")
        for email in ("known@centre.test", "unknown@centre.test")
    ]

    assert pages[0] == pages[1]


def test_whoever_has_an_account_accepts_signed_in_and_keeps_it(cast, session, invite):
    stranger = cast.stranger
    stranger.user.password_hash = "kept"
    session.flush()
    _, token = invite(stranger.user.email)
    page = stranger.get(f"/invitations/{token}")
    assert page.html.select_one("main [type=password]") is None

    reply = stranger.submit(page, {})

    assert reply.status == 303
    assert stranger.user.password_hash == "kept"
    held = select(RoleGrant.centre_id).where(
        RoleGrant.user_id == stranger.user.id, RoleGrant.accepted_at.is_not(None)
    )
    assert set(session.scalars(held)) == {cast.centre.id, cast.elsewhere.id}


def test_the_link_alone_gives_nobody_a_role_in_anothers_name(cast, session, make, invite):
    known = make.user(email="known@centre.test", password_hash="kept")
    invitation, token = invite("known@centre.test")

    for browser in (cast.visitor, cast.assessor):
        page = browser.get(f"/invitations/{token}")
        reply = browser.submit(page, {"password": PASSWORD})
        assert reply.status == 422
        assert "Sign in as known@centre.test" in reply.words()

    assert known.password_hash == "kept"
    assert invitation.used_at is None


@pytest.mark.parametrize("case", ["used", "taken back", "run out"])
def test_a_link_that_opens_nothing_says_why(cast, session, invite, case):
    invitation, token = invite()
    if case == "used":
        page = cast.visitor.get(f"/invitations/{token}")
        cast.visitor.submit(page, {"password": PASSWORD})
    if case == "taken back":
        invitations.revoke(session, cast.administrator.actor, invitation)
    if case == "run out":
        clock.use(lambda: NOON + timedelta(days=7))

    page = cast.visitor.get(f"/invitations/{token}")

    said = {"used": "accepted already", "taken back": "took this invitation back"}
    assert said.get(case, "has run out") in page.words()
    assert page.html.select_one("main form") is None
    assert cast.visitor.post(f"/invitations/{token}", {"password": PASSWORD}).status == 422


def test_an_unknown_link_is_not_found(cast):
    assert cast.visitor.get("/invitations/made-up").status == 404
