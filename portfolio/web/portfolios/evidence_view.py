"""What stands on the page of one item: the file in view, the facts and the decisions."""

from dataclasses import dataclass

from flask import Response, request, url_for

from portfolio.adapters import file_types
from portfolio.domain.actors import Actor
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence, EvidenceFile, FileCopy
from portfolio.queries import evidence_page
from portfolio.web import file_links
from portfolio.web.forms import Form
from portfolio.web.htmx import page


@dataclass(frozen=True)
class FileTab:
    """One file of the strip under the viewer."""

    name: str
    href: str
    kind: str


@dataclass(frozen=True)
class Stage:
    """The file in view: ``image`` is the copy shown, ``plays`` how a player takes the original,
    and without either ``why_not`` says why it must be downloaded."""

    file: EvidenceFile
    label: str
    original: str
    image: str | None
    plays: str | None
    why_not: str
    previous: str | None = None
    next: str | None = None
    pages: int = 0
    page: int = 1


def show(actor: Actor, evidence: Evidence, form: Form, status: int = 200) -> Response:
    """The item for any of its readers; unreleased decisions are nobody's but the assessor's."""
    session = db_session()
    judged = evidence_page.feedback(session, evidence.id)
    return page(
        "portfolios/evidence.html",
        status=status,
        evidence=evidence,
        kind=_kind_words(evidence.kind),
        units=evidence_page.tagged_units(session, evidence.id),
        judged=judged,
        replaced=evidence_page.replaced_files(evidence, judged),
        comments=evidence_page.comments(session, evidence.id),
        stage=_stage(actor, evidence),
        tabs=[_tab(evidence, file) for file in evidence.current_files],
        form=form,
        link=lambda file: file_links.link(actor, file),
        commentable=evidence.staff_record
        or evidence.state in {EvidenceState.ACCEPTED, EvidenceState.REFERRED},
    )


def _kind_words(kind: str) -> str:
    return EvidenceType(kind).words if kind in set(EvidenceType) else "No type yet"


def _tab(evidence: Evidence, file: EvidenceFile) -> FileTab:
    found = file_types.of_media_type(file.media_type)
    href = url_for("portfolios.evidence", evidence_id=evidence.id, file=file.id)
    return FileTab(file.name, href, found.kind if found else "document")


def _stage(actor: Actor, evidence: Evidence) -> Stage | None:
    """The file the address asks for, else the first; None for an item without files."""
    files = evidence.current_files
    if not files:
        return None
    wanted = request.args.get("file", "")
    file = next((one for one in files if str(one.id) == wanted), files[0])
    pages = [copy for copy in file.copies if copy.kind in {"screen", "page"}]
    number = min(max(request.args.get("page", 1, type=int), 1), max(len(pages), 1))
    copy = pages[number - 1] if pages else None
    found = file_types.of_media_type(file.media_type)
    plays = found.kind if found and found.inline and found.kind in {"audio", "video"} else None
    several = len(pages) > 1
    return Stage(
        file,
        label=f"{file.name}, page {number} of {len(pages)}" if several else file.name,
        original=file_links.link(actor, file),
        image=_image(actor, file, copy),
        plays=plays,
        why_not=_why_not(file),
        previous=_page(file, number - 1) if number > 1 else None,
        next=_page(file, number + 1) if number < len(pages) else None,
        pages=len(pages),
        page=number,
    )


def _image(actor: Actor, file: EvidenceFile, copy: FileCopy | None) -> str | None:
    return file_links.link(actor, file, file_links.copy_name(copy)) if copy else None


def _page(file: EvidenceFile, number: int) -> str:
    return url_for("portfolios.evidence", evidence_id=file.evidence_id, file=file.id, page=number)


def _why_not(file: EvidenceFile) -> str:
    if file.copies_state == "waiting":
        return "A copy to look at is being made. Reload in a minute, or download the file"
    if file.copies_state == "made":
        return ""
    return file.copies_state
