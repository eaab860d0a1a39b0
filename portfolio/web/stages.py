"""The file of an item in view, on whichever page shows it: pages, players, strip of files."""

from dataclasses import dataclass, field
from typing import Literal

from flask import request, url_for

from portfolio.adapters import file_types
from portfolio.domain.actors import Actor
from portfolio.domain.file_states import needs_warning
from portfolio.models.evidence import Evidence, EvidenceFile, FileCopy
from portfolio.web import file_links, file_states

PAGES = frozenset({"portfolios.evidence", "assessors.workbench"})
"""The endpoints a viewer stands on."""
MOST_PAGES = 30
"""Page copies made of one document; the original may have more."""


@dataclass(frozen=True)
class FileTab:
    """One file of the strip under the viewer."""

    name: str
    href: str
    kind: str


@dataclass(frozen=True)
class Pages:
    """Where in a document of several pages we are, and the addresses of the pages beside it."""

    number: int
    count: int
    before: str
    after: str

    @property
    def words(self) -> str:
        first = "the first " if self.count == MOST_PAGES else ""
        return f"page {self.number} of {first}{self.count}"


@dataclass(frozen=True)
class Stage:
    """The file in view, and how.

    ``source`` is what the picture shows or the player plays, ``original`` the download; both are
    links for this reader. With nothing to show, ``why_not`` says why, or in which state it is.
    """

    file: EvidenceFile
    label: str
    here: str
    kind: Literal["picture", "page", "video", "audio", "text", "none"]
    source: str = ""
    original: str = ""
    why_not: str = ""
    waiting: bool = False
    """Whether a copy to look at is being made."""
    pages: Pages | None = None
    copies: dict[str, str] = field(default_factory=dict)
    """Links to the copies beside the one shown, by kind: poster, waveform, text."""
    size: tuple[int, int] | None = None
    """Width and height of what is shown, in pixels, where known."""


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
    if not file_states.opens(file):
        return Stage(file, file.name, here, "none", why_not=_held(file))
    looks = [copy for copy in file.copies if copy.kind in {"screen", "page"}]
    if looks:
        return _picture(actor, file, looks, here)
    return _player(actor, file, here) or _unseen(actor, file, here)


def _picture(actor: Actor, file: EvidenceFile, looks: list[FileCopy], here: str) -> Stage:
    """A photograph, or one page of a document."""
    number = min(max(request.args.get("page", 1, type=int), 1), len(looks))
    shown = looks[number - 1]
    pages = None
    if len(looks) > 1:
        before, after = (_page(file, number + by, here) for by in (-1, 1))
        pages = Pages(number, len(looks), before, after)
    return Stage(
        file,
        f"{file.name}, {pages.words}" if pages else file.name,
        here,
        "picture" if shown.kind == "screen" else "page",
        source=_link(actor, file, shown),
        original=file_links.link(actor, file),
        pages=pages,
        copies=_beside(actor, file),
        size=_pixels(shown),
    )


def _player(actor: Actor, file: EvidenceFile, here: str) -> Stage | None:
    """Sound or film: our copy of it, else the original if browsers play such files."""
    found = file_types.of_media_type(file.media_type)
    if found is None or found.kind not in {"audio", "video"}:
        return None
    original = file_links.link(actor, file)
    copy = next((copy for copy in file.copies if copy.kind in {"audio", "video"}), None)
    # Sound alone may come as an .mp4: what was found in it decides, before what it is called.
    kind: Literal["audio", "video"] = (
        "video" if (copy.kind if copy else found.kind) == "video" else "audio"
    )
    if copy is None and (not found.inline or needs_warning(file.scan)):
        return None
    return Stage(
        file,
        file.name,
        here,
        kind,
        source=_link(actor, file, copy) if copy else original,
        original=original,
        copies=_beside(actor, file),
        size=_pixels(copy) if copy else None,
    )


def _unseen(actor: Actor, file: EvidenceFile, here: str) -> Stage:
    """A file to be downloaded; its text may be there all the same."""
    copies = _beside(actor, file)
    return Stage(
        file,
        file.name,
        here,
        "text" if "text" in copies else "none",
        original=file_links.link(actor, file),
        why_not=why_not(file),
        waiting=is_waiting(file),
        copies=copies,
    )


def _beside(actor: Actor, file: EvidenceFile) -> dict[str, str]:
    beside = [copy for copy in file.copies if copy.kind in {"poster", "waveform", "text"}]
    return {copy.kind: _link(actor, file, copy) for copy in reversed(beside)}


def _tab(file: EvidenceFile, here: str) -> FileTab:
    found = file_types.of_media_type(file.media_type)
    href = url_for(here, evidence_id=file.evidence_id, file=file.id)
    return FileTab(file.name, href, found.kind if found else "document")


def _link(actor: Actor, file: EvidenceFile, copy: FileCopy) -> str:
    return file_links.link(actor, file, file_links.copy_name(copy))


def _page(file: EvidenceFile, number: int, here: str) -> str:
    return url_for(here, evidence_id=file.evidence_id, file=file.id, page=number)


def _pixels(copy: FileCopy) -> tuple[int, int] | None:
    return (copy.width, copy.height) if copy.width and copy.height else None


def _held(file: EvidenceFile) -> str:
    return f"{file_states.tag(file)}. {file_states.sentence(file)}"


def is_waiting(file: EvidenceFile) -> bool:
    """Whether its copies are still being made."""
    return file.copies_state == "waiting"


def why_not(file: EvidenceFile) -> str:
    """Why there is no copy to look at, nothing where there is one or may be soon."""
    return "" if file.copies_state in {"waiting", "made"} else file.copies_state
