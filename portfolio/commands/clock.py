"""``clock``: when a deadline of the service standards is due, without a database."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portfolio.adapters.bank_holidays import DIVISIONS, calendar
from portfolio.domain.deadlines import RuleFault, due, parse_rule, parse_start


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    command = commands.add_parser("clock", help="when is a deadline due?")
    command.add_argument(
        "rule", metavar="RULE", help='"10 working days", "1 calendar month", "48 hours", "2 days"'
    )
    command.add_argument(
        "start", metavar="START", help="a date or a moment in UK time, as 2026-12-04T16:30"
    )
    command.add_argument(
        "--division",
        choices=sorted(DIVISIONS),
        default="england-and-wales",
        help="whose bank holidays count",
    )
    command.add_argument("--json", action="store_true", help="print the answer as JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """Print when it is due; exit status 2 for a rule or start that is none."""
    try:
        found = due(
            parse_rule(arguments.rule), parse_start(arguments.start), calendar(arguments.division)
        )
    except RuleFault as fault:
        print(fault, file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps({"due": found.isoformat()}))
    elif isinstance(found, datetime):
        print(f"{found:%A %-d %B %Y, %H:%M %Z}")
    else:
        print(f"{found:%A %-d %B %Y}")
    return 0
