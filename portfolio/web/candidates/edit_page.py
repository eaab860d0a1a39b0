"""What stands on the page an item is described on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, request
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from portfolio.adapters import file_types
from portfolio.adapters.file_names import extension
from portfolio.domain.actors import Actor
from portfolio.domain.date_words import time_of_day
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.queries import evidence_criteria, evidence_page, evidence_submission, uploads
from portfolio.queries.uploads import OnItsWay
from portfolio.services import evidence_files
from portfolio.web import file_links, file_states
from portfolio.web.candidates.date_offered import taken_first
from portfolio.web.candidates.evidence_forms import MOST_WORDS, EvidenceForm, stored
from portfolio.web.cross_references import other_units
from portfolio.web.filters import taken
from portfolio.web.htmx import page

_KINDS = {"image": "Photo", "video": "Video", "audio": "Audio"}


@dataclass(frozen=True)
class FileRow:
    """One upload as the component ``file_row`` shows it."""

    id: UUID
    name: str
    size: int
    kind: str
    sentence: str
    thumbnail: str | None
    seen: bool
    """The assessor has had it: it is replaced, not removed."""
    state: str
    sent: int | None = None
    remove: str = "remove"
    """The name of the button that takes it out."""


def show(
    actor: Actor,
    evidence: Evidence,
    form: EvidenceForm,
    status: int = 200,
    earlier: str | None = None,
) -> Response:
    """The page with everything typed and chosen; ``earlier`` says who was faster, if anybody."""
    form.permissions.choices = [SelectChoice(str(f.id), f.name) for f in evidence.current_files]
    session = db_session()
    units, chosen = evidence_criteria.to_pick_from(session, evidence, form.criteria.data or [])
    return page(
        "candidates/edit_evidence.html",
        status=status,
        evidence=evidence,
        form=form,
        buttons=True,
        **file_list(actor, evidence),
        removed=_just_removed(evidence),
        units=units,
        chosen=chosen,
        others=other_units(units, chosen),
        feedback=evidence_page.latest_feedback(session, evidence.id),
        earlier=earlier,
        stored=stored(evidence),
        first_taken=taken_first(evidence),
        limit=MOST_WORDS,
        demonstration_wording=any(unit.demonstration for unit in units),
    )


def file_list(actor: Actor, evidence: Evidence) -> dict[str, Any]:
    """What the list of the item's files needs."""
    coming = uploads.on_their_way(db_session(), evidence.id)
    rows = [_row(actor, file) for file in evidence.current_files]
    rows += [_row_on_its_way(upload) for upload in coming]
    followed = file_states.is_followed(evidence) or any(map(file_states.is_coming, coming))
    return {"rows": rows, "following": followed}


def conflict(actor: Actor, evidence: Evidence, form: EvidenceForm) -> Response:
    """Somebody was faster: say who and when, keep what was typed, and let the person decide.

    The page carries the new version, so that pressing again replaces what the other one saved.
    """
    session = db_session()
    session.rollback()
    form.version.data = str(evidence.version)
    return show(actor, evidence, form, 409, earlier=_who_and_when(session, actor, evidence))


def submitted_words(session: Session, evidence: Evidence) -> str:
    """What happened and who has it now."""
    units = {tag.unit_id for tag in evidence.current_tags}
    names = evidence_submission.assessor_names(session, units)
    who = " and ".join(names) if names else "Your centre"
    return f"{evidence.code} is submitted. {who} {'have' if len(names) > 1 else 'has'} it now"


def _row(actor: Actor, file: EvidenceFile) -> FileRow:
    found = file_types.of_media_type(file.media_type)
    thumbnails = [copy for copy in file.copies if copy.kind == "thumbnail"]
    name = file_links.copy_name(thumbnails[0]) if thumbnails else None
    return FileRow(
        file.id,
        file.name,
        file.size,
        _KINDS.get(found.kind if found else "", "Document"),
        _sentence(file),
        file_links.link(actor, file, name) if name and file_states.opens(file) else None,
        evidence_files.was_submitted(file.evidence, file),
        file_states.tag(file),
    )


def _row_on_its_way(upload: OnItsWay) -> FileRow:
    ending = extension(upload.name)
    found = next((kind for kind in file_types.ACCEPTED if ending in kind.extensions), None)
    standing = file_states.on_its_way(upload)
    return FileRow(
        upload.id,
        upload.name,
        upload.size,
        _KINDS.get(found.kind if found else "", "Document"),
        f"{standing.sentence}.",
        thumbnail=None,
        seen=False,
        state=standing.tag,
        sent=upload.percent,
        remove="give-up",
    )


def _sentence(file: EvidenceFile) -> str:
    newer = file.media_type in {"image/heic", "image/heif", "image/avif"}
    if newer and file_states.opens(file):
        said = "Your original is kept; your assessor sees a JPEG copy."
    else:
        said = f"{file_states.sentence(file)}."
    if file.captured_at is None:
        return said
    return f"{said} {taken(file.captured_at, file.captured_from)}."


def _just_removed(evidence: Evidence) -> EvidenceFile | None:
    """The file the last press removed, which may be put back until the page is left."""
    wanted = request.args.get("removed", "")
    gone = [file for file in evidence.files if str(file.id) == wanted and file.removed_at]
    return gone[0] if gone and not evidence_files.was_submitted(evidence, gone[0]) else None


def _who_and_when(session: Session, actor: Actor, evidence: Evidence) -> str:
    last = evidence_page.last_change(session, evidence.id)
    if last is None:
        return "It was changed after you opened this page"
    who = "You" if last.user_id == actor.user_id else last.name
    where = " in another window" if last.user_id == actor.user_id else ""
    return f"{who} changed it{where} at {time_of_day(last.at)}"
