"""Inviting people, accepting, sending again, taking back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.adapters import passwords
from portfolio.domain.actors import Role
from portfolio.domain.errors import Refusal
from portfolio.models.audit import AuditEntry
from portfolio.models.job import OutgoingMail
from portfolio.models.person import RoleGrant, User
from portfolio.queries import people
from portfolio.queries.sign_ins import grants_of
from portfolio.services import acceptance, invitations
from portfolio.services.invitations import Invitee
from tests.conftest import NOON

PASSWORD = "marigold sheet petrol"
STARTS = date(2026, 11, 24)


def link_to(token):
    return f"https://portfolio.test/invitations/{token}"


@pytest.fixture
def invite(session, administrator, centre):
    def invite(email="new@centre.test", role=Role.ASSESSOR, **more):
        invitee = Invitee("Demo Assessor", email, role, STARTS, **more)
        return invitations.invite(session, administrator, centre.id, invitee, link_to)

    return invite


def trail(session):
    return session.scalars(select(AuditEntry.name).order_by(AuditEntry.sequence)).all()


def test_somebody_new_is_mailed_a_link_and_gets_the_role_by_choosing_a_password(session, invite):
    invitation, token = invite("  New@Centre.test ")

    mail = session.scalars(select(OutgoingMail)).one()
    assert mail.to == "new@centre.test"
    assert link_to(token) in mail.text
    assert token not in invitation.token_hash
    assert session.scalars(grants_of(invitation.grant.user_id)).all() == []

    user = acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)

    assert passwords.verify(user.password_hash, PASSWORD)
    assert [grant.role for grant in session.scalars(grants_of(user.id))] == [Role.ASSESSOR]
    assert {"person:invited", "invitation:accepted"} <= set(trail(session))


def test_a_weak_password_is_refused_beside_its_field_and_the_link_stays_open(session, invite):
    _, token = invite()

    with pytest.raises(Refusal) as refused:
        acceptance.accept(session, people.invitation_of(session, token), "password", None)

    assert refused.value.field == "password"
    assert people.invitation_of(session, token).used_at is None


def test_a_link_works_once(session, invite):
    _, token = invite()
    acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)

    with pytest.raises(Refusal, match="accepted already"):
        acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)


def test_a_link_runs_out_after_seven_days(session, invite):
    invitation, token = invite()
    assert invitation.expires_at == NOON + timedelta(days=7)
    clock.use(lambda: NOON + timedelta(days=7))

    with pytest.raises(Refusal, match="run out"):
        acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)


def test_sending_again_makes_a_new_link_and_kills_the_old_one(session, invite, administrator):
    invitation, old = invite()
    clock.use(lambda: NOON + timedelta(days=30))

    new = invitations.send_again(session, administrator, invitation, link_to)

    assert people.invitation_of(session, old) is None
    assert people.invitation_of(session, new) == invitation
    assert invitation.expires_at == NOON + timedelta(days=37)
    assert len(session.scalars(select(OutgoingMail)).all()) == 2


def test_an_invitation_taken_back_opens_nothing(session, invite, administrator):
    invitation, _ = invite()
    invitations.revoke(session, administrator, invitation)

    with pytest.raises(Refusal, match="took this invitation back"):
        acceptance.accept(session, invitation, PASSWORD, None)
    assert trail(session)[-1] == "invitation:revoked"


def test_an_invitation_taken_back_can_be_made_anew(session, invite, administrator):
    invitation, _ = invite()
    invitations.revoke(session, administrator, invitation)

    again, _ = invite()

    assert again.grant_id != invitation.grant_id


def test_one_person_has_one_account_whatever_the_centre(session, make, invite):
    known = make.user("Demo Freelancer", email="known@centre.test", password_hash="kept")
    make.grant(known, make.centre(), Role.ASSESSOR)

    invitation, token = invite("KNOWN@centre.test")

    assert invitation.grant.user_id == known.id
    assert (invitation.name, known.name) == ("Demo Assessor", "Demo Freelancer")
    assert len(session.scalars(select(User).where(User.email == known.email)).all()) == 1
    with pytest.raises(Refusal, match="Sign in as"):
        acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)
    acceptance.accept(session, people.invitation_of(session, token), None, known.id)
    assert known.password_hash == "kept"


def test_another_persons_sign_in_does_not_accept_an_invitation(session, make, invite):
    make.user("Demo Freelancer", email="known@centre.test", password_hash="kept")
    invitation, _ = invite("known@centre.test")

    with pytest.raises(Refusal, match="Sign in as known"):
        acceptance.accept(session, invitation, None, make.user().id)


def test_nobody_gives_themselves_a_role(session, invite, administrator):
    own = session.get_one(User, administrator.user_id)

    with pytest.raises(Refusal, match="Nobody can give themselves a role") as refused:
        invite(own.email, Role.HEAD)

    assert refused.value.field == "email"


def test_a_role_held_or_waited_for_is_not_offered_twice(session, invite):
    _, token = invite()
    with pytest.raises(Refusal, match="already waits"):
        invite()

    acceptance.accept(session, people.invitation_of(session, token), PASSWORD, None)
    with pytest.raises(Refusal, match="already has the role"):
        invite()


def test_a_role_that_ran_out_can_be_given_again(session, make, centre, invite):
    person = make.user(email="back@centre.test", password_hash="kept")
    old = make.grant(person, centre, Role.ASSESSOR, ends_on=STARTS - timedelta(days=1))

    invite("back@centre.test")

    assert old.revoked_at is not None
    open_ones = select(RoleGrant).where(
        RoleGrant.user_id == person.id, RoleGrant.revoked_at.is_(None)
    )
    assert len(session.scalars(open_ones).all()) == 1


def test_dates_the_wrong_way_round_are_refused(invite):
    with pytest.raises(Refusal) as refused:
        invite(ends_on=STARTS - timedelta(days=1))

    assert refused.value.field == "ends_on"
