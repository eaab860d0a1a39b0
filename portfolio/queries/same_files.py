"""Files in two portfolios: looking them up by indexes, and what a reader may know of a finding."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.domain import likeness
from portfolio.domain.actors import Actor, Role
from portfolio.domain.same_files import NOT_HANDED_IN, is_handed_in
from portfolio.domain.states import FileState
from portfolio.models.enrolment import Assignment, Candidate
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import User
from portfolio.models.same_file import PictureBand, PicturePrint, SameFile
from portfolio.queries.visibility import may_open, may_see

MOST = 20
"""Findings an item's page lists; a form of the whole centre may be in everybody's portfolio."""

NEXT_NAME = "\n"


@dataclass(frozen=True)
class Match:
    """Another candidate's file; ``bits_apart`` is None where the bytes are the same."""

    file: EvidenceFile
    bits_apart: int | None


@dataclass(frozen=True)
class Finding:
    """A finding as one reader may know it: ``open_to_reader`` says whether the other item is."""

    pair: SameFile
    own: EvidenceFile
    other: EvidenceFile
    open_to_reader: bool
    assessors: Sequence[str]

    @property
    def gone(self) -> bool:
        """Whether the other candidate has taken the file out since."""
        removed = self.other.removed_at is not None
        return not is_handed_in(self.other.evidence.state, self.other.state, removed=removed)


@dataclass(frozen=True)
class Findings:
    """Those of one item, open ones first; ``total`` counts the ones not listed too."""

    listed: Sequence[Finding]
    total: int

    @property
    def open(self) -> list[Finding]:
        return [one for one in self.listed if one.pair.settled_at is None]


def matches(session: Session, file: EvidenceFile, bits: int | None) -> list[Match]:
    """The files of other candidates of the centre that are the same as ``file``, or look it."""
    same = session.scalars(_of_others(file).where(EvidenceFile.sha256 == file.sha256)).all()
    found = [Match(one, None) for one in same]
    if bits is None or not likeness.tells_enough(bits):
        return found
    near = session.execute(
        _of_others(file)
        .join(PicturePrint, PicturePrint.file_id == EvidenceFile.id)
        .where(PicturePrint.id.in_(_sharing_a_band(file, bits)), EvidenceFile.sha256 != file.sha256)
        .add_columns(PicturePrint.bits)
    )
    for other, text in near:
        if likeness.look_alike(bits, int(text, 16)):
            found.append(Match(other, likeness.bits_apart(bits, int(text, 16))))
    return found


def _sharing_a_band(file: EvidenceFile, bits: int) -> Select[UUID]:
    return select(PictureBand.print_id).where(
        PictureBand.centre_id == file.evidence.candidate.centre_id,
        PictureBand.band.in_(likeness.bands(bits)),
    )


def _of_others(file: EvidenceFile) -> Select[EvidenceFile]:
    """Files handed in by other candidates of the centre; records of assessors are their own."""
    candidate = file.evidence.candidate
    return (
        select(EvidenceFile)
        .join(EvidenceFile.evidence)
        .join(Evidence.candidate)
        .options(contains_eager(EvidenceFile.evidence).contains_eager(Evidence.candidate))
        .where(
            Candidate.centre_id == candidate.centre_id,
            Candidate.user_id != candidate.user_id,
            Evidence.state.not_in(NOT_HANDED_IN),
            Evidence.staff_record.is_(False),
            EvidenceFile.state == FileState.STORED,
            EvidenceFile.removed_at.is_(None),
        )
    )


def print_of(session: Session, file_id: UUID) -> PicturePrint | None:
    """How the picture looks, once that was worked out."""
    return session.scalars(
        select(PicturePrint).where(PicturePrint.file_id == file_id)
    ).one_or_none()


def known(session: Session, file_id: UUID) -> set[UUID]:
    """The files this one is already known to be the same as."""
    rows = session.execute(
        select(SameFile.first_file_id, SameFile.second_file_id).where(_about({file_id}))
    )
    return {one for row in rows for one in row} - {file_id}


def has_open(session: Session, evidence_id: UUID) -> bool:
    """Whether a finding of the item waits for a reason."""
    files = select(EvidenceFile.id).where(EvidenceFile.evidence_id == evidence_id)
    query = select(SameFile.id).where(
        or_(SameFile.first_file_id.in_(files), SameFile.second_file_id.in_(files)),
        SameFile.settled_at.is_(None),
    )
    return session.scalars(query.limit(1)).first() is not None


def of_item(session: Session, actor: Actor, evidence: Evidence) -> Findings:
    """What ``actor`` may know of the item's findings, in one query.

    Whoever is the other candidate knows nothing, in whatever role they act.
    """
    own = {file.id: file for file in evidence.files}
    if not own:
        return Findings((), 0)
    rows = session.execute(_pairs(own.keys(), actor)).all()
    return Findings(
        [
            Finding(
                pair,
                own.get(pair.first_file_id) or own[pair.second_file_id],
                other,
                bool(opened),
                sorted(set((names or "").split(NEXT_NAME)) - {""}),
            )
            for pair, other, opened, names, _total in rows
        ],
        rows[0][4] if rows else 0,
    )


def _pairs(
    own: Collection[UUID], actor: Actor
) -> Select[SameFile, EvidenceFile, bool, str | None, int]:
    """Each pair with its other side, whether that is open to ``actor``, and who assesses it."""
    other = case(
        (SameFile.first_file_id.in_(own), SameFile.second_file_id), else_=SameFile.first_file_id
    )
    return (
        select(
            SameFile,
            EvidenceFile,
            and_(may_see(actor), may_open(actor)),
            _assessors(),
            func.count().over(),
        )
        .join(EvidenceFile, EvidenceFile.id == other)
        .join(EvidenceFile.evidence)
        .join(Evidence.candidate)
        .options(
            contains_eager(EvidenceFile.evidence).contains_eager(Evidence.candidate),
            joinedload(SameFile.settled_by),
        )
        .where(_about(own), Candidate.user_id != actor.user_id)
        .order_by(SameFile.settled_at.is_not(None), SameFile.found_at.desc(), SameFile.id)
        .limit(MOST)
    )


def _about(file_ids: Collection[UUID]) -> ColumnElement[bool]:
    return or_(SameFile.first_file_id.in_(file_ids), SameFile.second_file_id.in_(file_ids))


def _assessors() -> ColumnElement[str]:
    """The names of the people who assess the candidate now, one name more than once perhaps."""
    return (
        select(func.aggregate_strings(User.name, NEXT_NAME))
        .join(Assignment, Assignment.user_id == User.id)
        .where(
            Assignment.candidate_id == Candidate.id,
            Assignment.role == Role.ASSESSOR,
            Assignment.ended_at.is_(None),
        )
        .correlate(Candidate)
        .scalar_subquery()
    )
