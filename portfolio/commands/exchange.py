"""``catalogue export`` and ``catalogue import``: whole qualifications in formats of others."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.commands.application import writing_session
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.exchange.completing import complete
from portfolio.domain.exchange.content import ExchangeFault, Written
from portfolio.domain.exchange.formats import FORMATS, read_file, write_file
from portfolio.models.person import Centre
from portfolio.models.programme import Qualification
from portfolio.queries import whole_qualification
from portfolio.queries.versions import visible
from portfolio.services import qualification_import


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    export = verbs.add_parser("export", help="write a qualification for another program")
    export.add_argument("code", metavar="CODE", help="the qualification's entry code, as 03456")
    export.add_argument(
        "--format", choices=FORMATS, required=True, help="1EdTech CASE v1.1, or a Mahara .matrix"
    )
    export.add_argument("--output", metavar="FILE", type=Path, help="instead of printing it")
    export.add_argument("--centre", metavar="CENTRE", help="as the centre has it: name or number")
    export.set_defaults(run=run_export)
    read = verbs.add_parser("import", help="add a qualification from a CASE or .matrix file")
    read.add_argument("file", metavar="FILE", type=Path)
    read.add_argument("--centre", metavar="CENTRE", help="as the centre's own: name or number")
    read.add_argument(
        "--fact",
        metavar="FIELD=VALUE",
        type=fact,
        action="append",
        default=[],
        help="what the file does not say, as entry_code=03456; may be repeated",
    )
    read.add_argument(
        "--publish", action="store_true", help="at once, to all centres, instead of as a draft"
    )
    read.set_defaults(run=run_import)


def fact(typed: str) -> tuple[str, str]:
    """A field and its value."""
    field, equals, value = typed.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{typed} is not written as FIELD=VALUE")
    return field, value


def run_export(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Write the version in force, and say on the error output what the format leaves out."""
    with writing_session(environ) as session:
        try:
            centre_id = _centre_id(session, arguments.centre)
            written = _exported(session, arguments.code, arguments.format, centre_id)
        except Refusal as refusal:
            return _refused(refusal)
    if arguments.output:
        arguments.output.write_text(written.content, encoding="utf-8")
    else:
        print(written.content, end="")
    _tell("Left out:", written.left_out)
    return 0


def run_import(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Add the qualification; say what is doubtful, what is left out, what is missing."""
    if arguments.publish and arguments.centre:
        return _refused(Refusal("A centre publishes what is its own on its pages"))
    try:
        found = read_file(arguments.file.read_bytes())
        qualification = complete(found.qualification, dict(arguments.fact))
    except OSError as error:
        return _refused(Refusal(f"{arguments.file} cannot be read: {error.strerror}"))
    except (ExchangeFault, Refusals) as refusal:
        return _refused(refusal)
    with writing_session(environ) as session:
        try:
            centre_id = _centre_id(session, arguments.centre)
            comparison, _ = qualification_import.compared(session, qualification, centre_id)
            source = f"{found.format}, {arguments.file.name}"
            row = qualification_import.import_qualification(
                session, None, qualification, centre_id, source, publish=arguments.publish
            )
        except Refusal as refusal:
            session.rollback()
            return _refused(refusal)
        state = "published to all" if arguments.publish else "a draft"
        print(f"Added {row.entry_code} {row.title}, {state}, from {source}")
        print(
            f"Units: {len(comparison.added)} added, {len(comparison.reused)} known already, "
            f"{len(comparison.new_criteria)} with criteria from the file"
        )
    _tell("Look at:", (*found.doubts, *comparison.doubts))
    _tell("Left out:", found.left_out)
    return 0


def _centre_id(session: Session, named: str | None) -> UUID | None:
    if named is None:
        return None
    found = session.scalars(
        select(Centre.id).where(or_(Centre.name == named, Centre.number == named))
    ).all()
    if len(found) != 1:
        raise Refusal(f"{len(found)} centres have the name or number {named}")
    return found[0]


def _exported(session: Session, code: str, format_name: str, centre_id: UUID | None) -> Written:
    row = session.scalar(
        select(Qualification)
        .where(Qualification.entry_code == code, visible(centre_id, Qualification))
        .order_by(Qualification.centre_id.is_(None))
        .limit(1)
    )
    whole = whole_qualification.latest(session, row, centre_id) if row else None
    if row is None or whole is None:
        raise Refusal(f"There is no qualification {code}")
    return write_file(
        format_name,
        whole.qualification,
        version=whole.version,
        changed_at=whole.changed_at,
        owner=row.centre_id.hex if row.centre_id else "",
    )


def _refused(refusal: Refusal) -> int:
    for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
        print(f"{one} (--fact {one.field}=…)" if one.field else str(one), file=sys.stderr)
    return 2


def _tell(heading: str, sentences: Iterable[str]) -> None:
    told = list(sentences)
    if told:
        print(heading, file=sys.stderr)
    for sentence in told:
        print(f"  {sentence}", file=sys.stderr)
