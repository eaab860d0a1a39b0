"""python -m portfolio …: the worker and what a centre's technician needs."""

import argparse
import os
import sys
from collections.abc import Callable

from portfolio.commands import catalogue, centre, clock, demo, roc, units, work
from portfolio.config import MissingSetting

Command = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments; each sets ``run``."""
    top = argparse.ArgumentParser(prog="python -m portfolio", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")
    for module in (catalogue, centre, clock, demo, roc, units, work):
        module.add_to(commands)
    return top


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit status."""
    chosen = parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen, os.environ)
    except MissingSetting as missing:
        print(missing, file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
