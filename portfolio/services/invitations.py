"""Inviting people to a role: one person, one account, one e-mail address.

Nobody at a centre learns from an invitation whether its address already had an account: until the
invitation is accepted, the centre sees only the name and address it typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.people_events import InvitationRevoked, InvitationSentAgain, PersonInvited
from portfolio.models.person import Centre, Invitation, RoleGrant, User
from portfolio.queries.accounts import normal_email
from portfolio.queries.sign_ins import token_hash
from portfolio.services import audit, mail

LASTS = timedelta(days=7)

LinkTo = Callable[[str], str]
"""From the secret token of an invitation to the whole address of its page."""


@dataclass(frozen=True)
class Invitee:
    """Who is invited to which role; ``starts_on`` and ``ends_on`` are inclusive days."""

    name: str
    email: str
    role: Role
    starts_on: date
    ends_on: date | None = None


def invite(
    session: Session, actor: Actor | None, centre_id: UUID, invitee: Invitee, link_to: LinkTo
) -> tuple[Invitation, str]:
    """Invite a person by e-mail; returns the invitation and its secret token, stored nowhere.

    Raises Refusal for an address that holds or awaits the role here, for the actor's own address
    and for dates the wrong way round.
    """
    if invitee.ends_on is not None and invitee.ends_on < invitee.starts_on:
        raise Refusal("The last day must not be before the first", "ends_on")
    email = normal_email(invitee.email)
    user = session.scalar(select(User).where(User.email == email))
    if user is None:
        user = User(
            email=email, name=invitee.name.strip(), password_hash=None, created_at=clock.now()
        )
        session.add(user)
        session.flush()
    elif actor is not None and user.id == actor.user_id:
        raise Refusal("Nobody can give themselves a role. Ask another administrator", "email")
    grant = _grant(session, actor, centre_id, user, invitee)
    token = token_urlsafe(32)
    invitation = Invitation(
        centre_id=centre_id,
        grant_id=grant.id,
        name=invitee.name.strip(),
        email=email,
        token_hash=token_hash(token),
        expires_at=clock.now() + LASTS,
        sent_times=1,
        created_by_id=actor.user_id if actor else None,
        created_at=clock.now(),
    )
    session.add(invitation)
    event = PersonInvited(grant.id, invitee.role.value, invitee.starts_on, invitee.ends_on)
    audit.record(session, actor, event, centre_id=centre_id)
    session.flush()
    _send(session, invitation, link_to(token))
    return invitation, token


def send_again(session: Session, actor: Actor, invitation: Invitation, link_to: LinkTo) -> str:
    """Send the invitation under a new token, good for another seven days; the old link is dead."""
    _check_waiting(invitation)
    token = token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.expires_at = clock.now() + LASTS
    invitation.sent_times += 1
    event = InvitationSentAgain(invitation.grant_id, invitation.sent_times)
    audit.record(session, actor, event)
    session.flush()
    _send(session, invitation, link_to(token))
    return token


def revoke(session: Session, actor: Actor, invitation: Invitation) -> None:
    """Take the invitation back, and the role it offered."""
    _check_waiting(invitation)
    invitation.revoked_at = invitation.grant.revoked_at = clock.now()
    event = InvitationRevoked(invitation.grant_id, invitation.grant.role.value)
    audit.record(session, actor, event)
    session.flush()


def _grant(
    session: Session, actor: Actor | None, centre_id: UUID, user: User, invitee: Invitee
) -> RoleGrant:
    held = session.scalar(
        select(RoleGrant).where(
            RoleGrant.user_id == user.id,
            RoleGrant.centre_id == centre_id,
            RoleGrant.role == invitee.role,
            RoleGrant.revoked_at.is_(None),
        )
    )
    if held is not None:
        _make_way(held)
        session.flush()
    grant = RoleGrant(
        user_id=user.id,
        centre_id=centre_id,
        role=invitee.role,
        starts_on=invitee.starts_on,
        ends_on=invitee.ends_on,
        granted_by_id=actor.user_id if actor else None,
        created_at=clock.now(),
    )
    session.add(grant)
    session.flush()
    return grant


def _make_way(held: RoleGrant) -> None:
    """Close a grant that has run out, so that a new one can be open; refuse one that stands."""
    role = held.role.value
    if held.ends_on is not None and held.ends_on < clock.today():
        held.revoked_at = clock.now()
    elif held.accepted_at is None:
        raise Refusal(f"An invitation as {role} already waits for this address", "email")
    else:
        raise Refusal(f"This address already has the role {role} here", "email")


def _check_waiting(invitation: Invitation) -> None:
    if invitation.used_at is not None:
        raise Refusal("This invitation has been accepted")
    if invitation.revoked_at is not None:
        raise Refusal("This invitation was taken back. Invite the person again")


def _send(session: Session, invitation: Invitation, link: str) -> None:
    centre = session.get_one(Centre, invitation.centre_id)
    role = invitation.grant.role.value
    lines = (
        f"{centre.name} invites you to Portfolio as {role}.",
        "Open this link to accept. It works once, until "
        f"{invitation.expires_at.day} {invitation.expires_at:%B %Y}:",
        link,
        f"{centre.name} sent this because your address was given for this role. "
        "If you did not expect it, do nothing.",
    )
    mail.queue(
        session,
        f"invitation:{invitation.id}:{invitation.sent_times}",
        invitation.email,
        f"Your invitation to Portfolio from {centre.name}",
        "\n\n".join(lines) + "\n",
        secret=True,
    )
