"""``centre add``: a centre and the invitation of its first administrator."""

import argparse
from collections.abc import Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email

from portfolio import clock
from portfolio.commands.application import writing_session
from portfolio.domain.actors import Role
from portfolio.outside import outside
from portfolio.services import centres, invitations
from portfolio.services.invitations import Invitee


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    family = commands.add_parser("centre", help="the centres")
    verbs = family.add_subparsers(required=True, metavar="verb")
    add = verbs.add_parser("add", help="add a centre and invite its first administrator")
    add.add_argument("name", metavar="NAME", help="the centre's name")
    add.add_argument(
        "--admin", metavar="EMAIL", required=True, type=email, help="the administrator's address"
    )
    add.set_defaults(run=run_add)


def email(typed: str) -> str:
    """An address of the right form; whether mail arrives there is not asked."""
    try:
        found = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return found.normalized


def run_add(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Add the centre and print the link by which its administrator begins."""
    with writing_session(environ) as session:
        centre = centres.add(session, arguments.name)
        name = arguments.admin.partition("@")[0]
        invitee = Invitee(name, arguments.admin, Role.ADMINISTRATOR, clock.today())
        invitation, token = invitations.invite(session, None, centre.id, invitee, link_to)
        print(f"Added {centre.name}. {arguments.admin} begins here, until")
        print(f"{invitation.expires_at:%d %B %Y}, once:")
        print(link_to(token))
    return 0


def link_to(token: str) -> str:
    """The whole address of an invitation."""
    return outside().address(f"/invitations/{token}")
