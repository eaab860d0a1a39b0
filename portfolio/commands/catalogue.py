"""``prepare`` and ``catalogue load``: bring the database and the catalogue up to this version."""

import argparse
from collections.abc import Mapping
from typing import Any

import flask_migrate

from portfolio import create_app
from portfolio.catalogue import read_procedures, read_shipped
from portfolio.commands import exchange, sharing
from portfolio.commands.application import writing_session
from portfolio.config import Settings
from portfolio.extensions import db
from portfolio.services import catalogue, procedures


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    prepare = commands.add_parser(
        "prepare", help="migrate the database and load the catalogue; safe to repeat"
    )
    prepare.set_defaults(run=run_prepare)
    family = commands.add_parser("catalogue", help="the qualifications and their units")
    verbs = family.add_subparsers(required=True, metavar="verb")
    load = verbs.add_parser("load", help="load the shipped catalogue; safe to repeat")
    load.set_defaults(run=run_load)
    exchange.add_to(verbs)
    sharing.add_to(verbs)


def run_prepare(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Migrate, then load the catalogue."""
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return run_load(arguments, environ)


def run_load(_arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Load the shipped catalogue and say what changed."""
    with writing_session(environ) as session:
        report = catalogue.load(session, read_shipped())
        loaded = procedures.load(session, read_procedures())
    if report.changed:
        print(f"Qualifications: {_listed(report.qualifications)}")
        print(f"Units: {len(report.units)}, with new criteria: {len(report.specifications)}")
    if loaded:
        print(f"Procedures: {_listed(loaded)}")
    if not report.changed and not loaded:
        print("The catalogue is up to date")
    return 0


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) or "none changed"
