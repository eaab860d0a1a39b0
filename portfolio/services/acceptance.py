"""Accepting an invitation: the only way into a role."""

from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.people_events import InvitationAccepted
from portfolio.models.person import Invitation, User
from portfolio.services import accounts, audit


def check_open(invitation: Invitation) -> None:
    """Raise Refusal, in words for the invited person, for a link that opens nothing any more."""
    if invitation.used_at is not None:
        raise Refusal("This invitation has been accepted already. Sign in to go on")
    if invitation.revoked_at is not None or invitation.grant.revoked_at is not None:
        raise Refusal("The centre took this invitation back. Ask it if you expected otherwise")
    if invitation.expires_at <= clock.now():
        raise Refusal("This invitation has run out. Ask the centre to send it again")


def is_for_somebody_new(invitation: Invitation) -> bool:
    """Whether the invited person has yet to choose the password of their account."""
    return invitation.grant.user.password_hash is None


def accept(
    session: Session, invitation: Invitation, password: str | None, signed_in_as: UUID | None
) -> User:
    """Take up the role; somebody new chooses the password of their account by it.

    Whoever has an account must be signed in as that person: the link alone gives nobody a role in
    another's name. Raises Refusal for a link that is used, taken back or run out, beside
    "password" for one too weak, and for a person not signed in.
    """
    check_open(invitation)
    grant = invitation.grant
    user = grant.user
    if is_for_somebody_new(invitation):
        accounts.choose_password(session, user, password or "", "invitation")
    elif signed_in_as != user.id:
        raise Refusal(f"Sign in as {invitation.email}, then accept the invitation")
    invitation.used_at = grant.accepted_at = clock.now()
    event = InvitationAccepted(grant.id, grant.role.value)
    entry = audit.record(session, None, event, centre_id=grant.centre_id)
    entry.actor_id = user.id
    session.flush()
    return user
