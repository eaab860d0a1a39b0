"""``catalogue list`` and ``catalogue publish-to-all``: whose a qualification is."""

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from portfolio.commands.application import writing_session
from portfolio.domain.errors import Refusal, Refusals
from portfolio.queries import qualification_owners
from portfolio.services.publishing_to_all import publish_to_all


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    every = verbs.add_parser("list", help="every qualification: whose it is, versions and units")
    every.set_defaults(run=run_list)
    share = verbs.add_parser(
        "publish-to-all", help="make a centre's own qualification shared by all centres"
    )
    share.add_argument("code", metavar="QUALIFICATION-CODE", help="its entry code")
    share.add_argument("--centre", metavar="NAME", required=True, help="the centre that owns it")
    share.set_defaults(run=run_share)


def run_list(_arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """One line a qualification, shared ones first."""
    with writing_session(environ) as session:
        for one in qualification_owners.owners(session):
            draft = ", a draft" if one.draft else ""
            print(
                f"{one.entry_code}  {one.title}  ({one.centre or 'shared by all centres'}; "
                f"{one.versions} published{draft}; {one.units} units)"
            )
    return 0


def run_share(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Share it, or say on the error output what stands against it and change nothing."""
    try:
        with writing_session(environ) as session:
            shared = publish_to_all(session, arguments.centre, arguments.code)
    except Refusals as refusals:
        for refusal in refusals.refusals:
            print(refusal, file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{shared.entry_code} is shared by all centres now")
    print(f"Units: {', '.join(shared.units) or 'none of its own'}")
    print(f"Versions of criteria: {shared.specifications}")
    return 0
