"""Files in two candidates' portfolios: found once, told to the assessors, settled with a reason.

Found between files that assessors have before them, when the second of the two gets there. A
finding is kept when a file is taken out again later: what was handed in was handed in. Records that
assessors made are not compared, and a candidate's own files not with each other.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import likeness
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict
from portfolio.domain.same_file_events import SameFileFound, SameFileSettled
from portfolio.domain.same_files import check_reason, is_handed_in
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import User
from portfolio.models.same_file import PictureBand, PicturePrint, SameFile
from portfolio.queries import evidence_submission
from portfolio.queries import same_files as queries
from portfolio.queries.same_files import Match
from portfolio.services import audit, notices, outbox
from portfolio.services.notices import News

JOB = "find-same-files"


def look_for(session: Session, file_ids: Iterable[UUID], occasion: str = "") -> None:
    """Queue a search for each file, once for each occasion."""
    for file_id in file_ids:
        outbox.enqueue(session, JOB, f"{JOB}:{file_id}:{occasion}", {"file_id": str(file_id)})


def find(session: Session, file_id: UUID, bits: int | None) -> list[SameFile]:
    """Record what is new about this file, and tell the assessors of both sides.

    ``bits`` is how a picture looks; None for other files and for one worked out before.
    """
    file = session.get_one(EvidenceFile, file_id)
    bits = _kept_print(session, file, bits)
    item = file.evidence
    removed = file.removed_at is not None
    if item.staff_record or not is_handed_in(item.state, file.state, removed=removed):
        return []
    known = queries.known(session, file.id)
    new = [one for one in queries.matches(session, file, bits) if one.file.id not in known]
    if not new:
        return []
    concerned = {item.id: item} | {one.file.evidence_id: one.file.evidence for one in new}
    untold = [one for one in concerned.values() if not queries.has_open(session, one.id)]
    pairs = [_record(session, file, one) for one in new]
    _tell(session, untold)
    session.flush()
    return pairs


def settle(
    session: Session, actor: Actor, evidence: Evidence, pair_ids: Collection[UUID], reason: str
) -> None:
    """Record why it is all right, for both sides of each of these findings of the item.

    Refuses without a reason; Conflict when somebody else recorded one meanwhile.
    """
    own = {file.id for file in evidence.files}
    pairs = session.scalars(
        select(SameFile)
        .where(SameFile.id.in_(pair_ids))
        .order_by(SameFile.id)
        .with_for_update(of=SameFile)
        .execution_options(populate_existing=True)
    ).all()
    chosen = [one for one in pairs if own & {one.first_file_id, one.second_file_id}]
    check_reason(reason, len(chosen))
    if by_id := next((one.settled_by_id for one in chosen if one.settled_by_id), None):
        raise Conflict(f"{session.get_one(User, by_id).name} has recorded a reason meanwhile")
    for pair in chosen:
        pair.settled_at, pair.settled_by_id = clock.now(), actor.user_id
        pair.reason = reason.strip()
    for item, files in _by_item(chosen):
        words = tuple(sorted({f"{file.name} {file.sha256}" for file in files}))
        event = SameFileSettled(item.id, item.code, words, reason.strip())
        audit.record(session, actor, event, candidate_id=item.candidate_id)
    session.flush()


def _by_item(pairs: Sequence[SameFile]) -> list[tuple[Evidence, list[EvidenceFile]]]:
    found: dict[UUID, tuple[Evidence, list[EvidenceFile]]] = {}
    for pair in pairs:
        for file in (pair.first, pair.second):
            found.setdefault(file.evidence_id, (file.evidence, []))[1].append(file)
    return list(found.values())


def _kept_print(session: Session, file: EvidenceFile, bits: int | None) -> int | None:
    """How the picture looks, kept for those that come after it."""
    if (kept := queries.print_of(session, file.id)) is not None:
        return kept.number
    if bits is None:
        return None
    kept = PicturePrint(file_id=file.id, bits=f"{bits:032x}")
    session.add(kept)
    session.flush()
    if likeness.tells_enough(bits):
        centre_id = file.evidence.candidate.centre_id
        session.add_all(
            PictureBand(print_id=kept.id, centre_id=centre_id, band=band)
            for band in likeness.bands(bits)
        )
    return bits


def _record(session: Session, file: EvidenceFile, match: Match) -> SameFile:
    """One row for the pair, and an entry in the trail of each side that names that side only."""
    first, second = sorted((file, match.file), key=lambda one: one.id)
    pair = SameFile(first=first, second=second, bits_apart=match.bits_apart, found_at=clock.now())
    session.add(pair)
    for side in (first, second):
        item = side.evidence
        event = SameFileFound(
            item.id, item.code, f"{side.name} {side.sha256}", match.bits_apart is not None
        )
        centre_id = item.candidate.centre_id
        audit.record(session, None, event, candidate_id=item.candidate_id, centre_id=centre_id)
    session.flush()
    return pair


def _tell(session: Session, items: Sequence[Evidence]) -> None:
    """Tell each assessor concerned once, of the first of their items; candidates never."""
    candidates = {item.candidate.user_id for item in items}
    told: set[UUID] = set()
    for item in items:
        units = {tag.unit_id for tag in item.current_tags}
        for user_id in set(evidence_submission.assessors_of(session, units)) - candidates - told:
            told.add(user_id)
            news = News(
                key=f"same-file:found:{item.id}:{clock.now():%Y%m%dT%H%M%S%f}:{user_id}",
                centre_id=item.candidate.centre_id,
                kind="same-file:found",
                text="A file of an item you assess is in another candidate’s portfolio too",
                path=f"/evidence/{item.id}#same-files",
            )
            notices.tell(session, user_id, news)
