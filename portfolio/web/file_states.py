"""How the files of an item stand, as the pages say it, and whether they open."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portfolio.domain import file_states
from portfolio.domain.states import FileState
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.outside import outside


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
    return any(_is_waited_for(file) for file in evidence.current_files)


def part(evidence: Evidence, page: str) -> dict[str, Any]:
    """What the part ``file-states`` needs on ``page``, the endpoint of the page it stands on."""
    return {
        "states": [Standing(one.name, tag(one), sentence(one)) for one in evidence.current_files],
        "following": is_followed(evidence),
        "show_page": page,
        "show_href": url_for(page, evidence_id=evidence.id),
    }


def _is_waited_for(file: EvidenceFile) -> bool:
    return file.state is FileState.CHECKING or (file.state is FileState.STORED and not opens(file))
