"""Staff: invitations, ends of roles, moves of caseloads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment
from portfolio.models.person import Invitation, RoleGrant
from tests.conftest import NOON

INVITED = {"name": "Demo Assessor Nine", "email": "nine@centre.test", "role": "Assessor"}


@pytest.fixture
def invite(cast):
    def invite(**changes):
        page = cast.administrator.get("/centre/staff/invite")
        return cast.administrator.submit(page, INVITED | changes)

    return invite


@pytest.fixture
def press(cast):
    """Press the button whose form leads to an address ending so."""

    def press(ending, page="/centre/staff"):
        opened = cast.administrator.get(page)
        return cast.administrator.submit(opened, {}, f"main form[action$='{ending}']")

    return press


def grant_of(session, person):
    return session.scalars(
        select(RoleGrant).where(RoleGrant.user_id == person.user.id, RoleGrant.role == person.role)
    ).one()


def test_an_invited_person_is_listed_with_their_link_to_copy(cast, invite):
    reply = invite()

    page = cast.administrator.get(reply.location)
    assert (reply.status, reply.location) == (303, "/centre/staff")
    assert "Demo Assessor Nine is invited as Assessor" in page.words()
    assert "Invited, link until 1 December 2026" in page.words()
    assert page.html.select_one("#invitation-link")["value"].startswith("https://")


def test_the_link_in_the_mail_changes_when_it_is_sent_again(cast, session, invite, press):
    invite()
    before = session.scalars(select(Invitation.token_hash)).one()

    reply = press("/send-again")

    assert reply.status == 303
    assert session.scalars(select(Invitation.token_hash)).one() != before
    assert "The earlier link no longer works" in cast.administrator.get(reply.location).words()


def test_an_invitation_is_taken_back(cast, session, invite, press):
    invite()

    press("/revoke")

    assert session.scalars(select(Invitation)).one().revoked_at == NOON
    assert "nine@centre.test" not in cast.administrator.get("/centre/staff").words()


def test_an_invitation_that_ran_out_says_so(cast, session, invite):
    invite()
    session.scalars(select(Invitation)).one().expires_at = NOON - timedelta(minutes=1)
    session.flush()

    assert "Invitation ran out" in cast.administrator.get("/centre/staff").words()


def test_until_it_is_accepted_the_centre_sees_only_what_it_typed(cast, make, session, invite):
    known = make.user("Secret Other Name", email="nine@centre.test", password_hash="kept")
    make.grant(known, cast.elsewhere, Role.ASSESSOR)
    invite()

    grant = session.scalars(
        select(RoleGrant).where(
            RoleGrant.user_id == known.id, RoleGrant.centre_id == cast.centre.id
        )
    ).one()
    for page in (
        "/centre/staff",
        f"/centre/staff/{grant.id}/end",
        f"/centre/staff/{grant.id}/move",
    ):
        shown = cast.administrator.get(page).text
        assert "Secret Other Name" not in shown
        assert "Demo Assessor Nine" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "nine"}, "Enter an e-mail address with an @"),
        ({"name": " "}, "Enter the person's name"),
        ({"role": "Candidate"}, "Not a valid choice"),
        ({"role": "External verifier"}, "Not a valid choice"),
        ({"ends_on-day": "31", "ends_on-month": "2", "ends_on-year": "2027"}, "as a real date"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_lost(session, invite, changes, said):
    reply = invite(**changes)

    assert (reply.status, said in reply.words()) == (422, True)
    assert session.scalars(select(Invitation)).all() == []


def test_the_actors_own_address_is_refused(cast, invite):
    reply = invite(email=cast.administrator.user.email, role="Head of Centre")

    assert "Nobody can give themselves a role" in reply.html.select_one("#email-error").text


def test_a_role_ends_after_its_last_day(cast, session):
    grant = grant_of(session, cast.assessor)
    page = cast.administrator.get(f"/centre/staff/{grant.id}/end")
    last = {"last_day-day": "30", "last_day-month": "11", "last_day-year": "2026"}

    assert cast.administrator.submit(page, last).status == 303

    assert str(grant.ends_on) == "2026-11-30"
    assert "to 30 November 2026" in cast.administrator.get("/centre/staff").words()


def test_somebody_whose_role_ended_at_once_is_out_and_their_candidates_can_be_moved(cast, session):
    grant = grant_of(session, cast.assessor)
    page = cast.administrator.get(f"/centre/staff/{grant.id}/end")
    cast.administrator.submit(page, {})

    assert cast.assessor.get(f"/portfolios/{cast.profile.id}").status == 303
    listed = cast.administrator.get("/centre/staff")
    assert listed.html.select_one(f"a[href='/centre/staff/{grant.id}/move']")


def test_the_last_administrator_stays(cast, session):
    grant = grant_of(session, cast.administrator)
    page = cast.administrator.get(f"/centre/staff/{grant.id}/end")

    reply = cast.administrator.submit(page, {})

    assert reply.status == 422
    assert "The centre needs an administrator" in reply.words()


def test_a_whole_caseload_moves_after_the_page_said_how_many(cast, session):
    grant = grant_of(session, cast.assessor)
    url = f"/centre/staff/{grant.id}/move"
    assert "Nobody else is assessor" in cast.administrator.get(url).words()
    taking = cast.other_assessor.user.id
    page = cast.administrator.get(url)
    assert "1 registration moves, all at once" in page.words()

    reply = cast.administrator.submit(page, {"to": str(taking)})

    assert reply.status == 303
    rows = session.scalars(
        select(Assignment).where(Assignment.role == Role.ASSESSOR).order_by(Assignment.ended_at)
    )
    assert {(row.user_id, row.ended_at) for row in rows} == {
        (cast.assessor.user.id, clock.now()),
        (taking, None),
    }
    assert "caseload:moved" in session.scalars(select(AuditEntry.name)).all()


@pytest.mark.parametrize("page", ["end", "move"])
def test_roles_of_another_centre_are_not_found(cast, session, page):
    grant = grant_of(session, cast.assessor)

    assert cast.stranger_administrator.get(f"/centre/staff/{grant.id}/{page}").status == 404


def test_invitations_of_another_centre_are_not_found(cast, session, invite):
    invite()
    invitation = session.scalars(select(Invitation)).one()

    for deed in ("send-again", "revoke"):
        url = f"/centre/invitations/{invitation.id}/{deed}"
        assert cast.stranger_administrator.post(url, {}).status == 404


def test_nobody_is_invited_without_a_role(cast):
    page = cast.administrator.get("/centre/staff/invite")
    reply = cast.administrator.submit(page, {"role": ""})
    words = [link.text for link in reply.html.select("#error-summary a")]
    assert "Choose the role" in words
    assert not [word for word in words if "valid" in word]
