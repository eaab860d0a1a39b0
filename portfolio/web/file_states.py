"""How the files of an item stand, as the pages say it, and whether they open."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portfolio.domain import file_states
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.states import FileState, UploadState
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.outside import outside
from portfolio.queries import uploads
from portfolio.queries.uploads import OnItsWay


@dataclass(frozen=True)
class Standing:
    """One file: its name, the word of its state, and a sentence about that."""

    name: str
    tag: str
    sentence: str


def opens(file: EvidenceFile) -> bool:
    """Whether anybody who may see the file may open it now."""
    on = outside().settings.scanner_on
    return file_states.opens(file.state, file.scan, scanner_on=on)


def tag(file: EvidenceFile) -> str:
    """The word of the state; what was kept before the virus check was set up waits for it."""
    if file.state is FileState.STORED and not opens(file):
        return file_states.tag(FileState.CHECKING)
    return file_states.tag(file.state)


def sentence(file: EvidenceFile) -> str:
    """What the state means, and what to do, without a full stop."""
    if file.state is FileState.STORED and not opens(file):
        return file_states.WAITS_FOR_SCAN
    return file_states.say(file.state, file.state_reason)


def is_followed(evidence: Evidence) -> bool:
    """Whether a page open on the item has something to wait for."""
    return any(is_waited_for(file) for file in evidence.current_files)


def on_its_way(upload: OnItsWay) -> Standing:
    """How an upload stands that is not a file yet, or never will be."""
    match upload.state:
        case UploadState.RECEIVING:
            arrived = (
                f"{upload.percent} % has arrived. It goes on from the phone or program it is on"
            )
            return Standing(upload.name, "Sending", arrived)
        case UploadState.REFUSED:
            return Standing(upload.name, file_states.tag(FileState.REFUSED), upload.reason)
        case _:
            words = file_states.say(FileState.CHECKING, "")
            return Standing(upload.name, file_states.tag(FileState.CHECKING), words)


def is_coming(upload: OnItsWay) -> bool:
    """Whether it may still become a file."""
    return upload.state is not UploadState.REFUSED


def part(actor: Actor, evidence: Evidence, page: str) -> dict[str, Any]:
    """What the part ``file-states`` needs on ``page``, the endpoint of the page it stands on.

    What is still on its way is the candidate's own business until it has arrived.
    """
    own = allows(actor, Permission.EDIT_EVIDENCE, evidence.facts())
    coming = uploads.on_their_way(db_session(), evidence.id) if own else []
    files = [Standing(one.name, tag(one), sentence(one)) for one in evidence.current_files]
    return {
        "states": [*files, *map(on_its_way, coming)],
        "following": is_followed(evidence) or any(map(is_coming, coming)),
        "not_taken": any(not is_coming(one) for one in coming),
        "show_page": page,
        "show_href": url_for(page, evidence_id=evidence.id),
    }


def is_waited_for(file: EvidenceFile) -> bool:
    """Whether the file may still become one that opens."""
    return file.state is FileState.CHECKING or (file.state is FileState.STORED and not opens(file))
