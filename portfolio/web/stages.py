"""The file of an item in view, on whichever page shows it: pages, players, strip of files."""

from dataclasses import dataclass

from flask import request, url_for

from portfolio.adapters import file_types
from portfolio.domain.actors import Actor
from portfolio.models.evidence import Evidence, EvidenceFile, FileCopy
from portfolio.web import file_links


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


def tabs(evidence: Evidence, here: str) -> list[FileTab]:
    """The files of the item for the strip under the viewer."""
    return [_tab(file, here) for file in evidence.current_files]


def stage(actor: Actor, evidence: Evidence, here: str) -> Stage | None:
    """The file the address asks for, else the first; None for an item without files.

    ``here`` is the endpoint of the page the viewer stands on, which its links lead back to.
    """
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
        previous=_page(file, number - 1, here) if number > 1 else None,
        next=_page(file, number + 1, here) if number < len(pages) else None,
        pages=len(pages),
        page=number,
    )


def _tab(file: EvidenceFile, here: str) -> FileTab:
    found = file_types.of_media_type(file.media_type)
    href = url_for(here, evidence_id=file.evidence_id, file=file.id)
    return FileTab(file.name, href, found.kind if found else "document")


def _image(actor: Actor, file: EvidenceFile, copy: FileCopy | None) -> str | None:
    return file_links.link(actor, file, file_links.copy_name(copy)) if copy else None


def _page(file: EvidenceFile, number: int, here: str) -> str:
    return url_for(here, evidence_id=file.evidence_id, file=file.id, page=number)


def _why_not(file: EvidenceFile) -> str:
    if file.copies_state == "waiting":
        return "A copy to look at is being made. Reload in a minute, or download the file"
    if file.copies_state == "made":
        return ""
    return file.copies_state
