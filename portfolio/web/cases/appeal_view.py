"""The frozen trail of an appeal as its page shows it, from the snapshot alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from portfolio.domain.date_words import deadline
from portfolio.domain.procedure import Moment
from portfolio.domain.signature import stands
from portfolio.extensions import db_session
from portfolio.models.appeal import Appeal, AppealPoint
from portfolio.models.evidence import EvidenceFile
from portfolio.web import file_states
from portfolio.web.file_links import copy_name
from portfolio.web.filters import day_and_time, file_size

Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class FileShown:
    name: str
    size: int
    sha256: str
    href: str
    """Empty while it does not open."""
    pages: Sequence[tuple[str, str]]
    """Copies to look at: words and address."""
    note: str


@dataclass(frozen=True)
class ItemShown:
    facts: Snapshot
    files: Sequence[FileShown]
    feedback: Sequence[Snapshot]


@dataclass(frozen=True)
class View:
    """Everything a reviewer looks at; ``intact`` says that the snapshot fits its fingerprint."""

    intact: bool
    criteria: Sequence[Mapping[str, Any]]
    items: Sequence[ItemShown]
    sign_offs: Sequence[str]
    due: str
    """By when the outcome is to be given; empty once it was."""


def view(appeal: Appeal) -> View:
    """The trail and the items, in one query for their files."""
    items = appeal.snapshot["items"]
    ids = [UUID(file["id"]) for item in items for file in item["files"]]
    files = {
        str(file.id): file
        for file in db_session().scalars(select(EvidenceFile).where(EvidenceFile.id.in_(ids)))
    }
    return View(
        intact=stands(appeal.snapshot, appeal.snapshot_sha256),
        criteria=[
            _criterion(point, appeal.snapshot)
            for point in appeal.points
            if point.criterion and point.evidence
        ],
        items=[
            ItemShown(
                item,
                [_file(appeal, kept, files.get(kept["id"])) for kept in item["files"]],
                [one | {"when": when(one["at"])} for one in reversed(item["feedback"])],
            )
            for item in items
        ],
        sign_offs=[_sign_off(one) for one in appeal.snapshot["sign_offs"]],
        due=_due(appeal),
    )


def _due(appeal: Appeal) -> str:
    running = [
        one
        for one in appeal.case.stages[-1].clocks
        if one.stops == Moment.ANSWERED.value and one.stopped_at is None
    ]
    return deadline(running[0].due_on or running[0].due_at) if running else ""


def when(moment: str | None) -> str:
    """A moment of the snapshot in words."""
    return day_and_time(datetime.fromisoformat(moment)) if moment else ""


def _criterion(point: AppealPoint, snapshot: Snapshot) -> Mapping[str, Any]:
    """One appealed decision as the trail component takes it."""
    item = next(one for one in snapshot["items"] if one["id"] == str(point.evidence_id))
    wanted = str(point.criterion_id)
    decided = [
        {**decision, "assessor": given["assessor"], "methods": given["methods"]}
        for given in item["feedback"]
        for decision in given["decisions"]
        if decision["criterion_id"] == wanted
    ]
    tag = next((one for one in item["tags"] if one["criterion_id"] == wanted), None)
    appealed = next(one for one in decided if one["id"] == str(point.decision_id))
    return {
        "number": appealed["criterion"],
        "text": tag["words"] if tag else "No longer tagged to this item",
        "evidence": [
            {
                "reference": item["code"],
                "title": item["title"],
                "facts": f"{item['type']}. {_files_of(item)}",
                "sha256": item["files"][0]["sha256"] if item["files"] else "",
                "href": f"#item-{item['code']}",
            }
        ],
        "decision": {
            "state": appealed["outcome"],
            "methods": ", ".join(appealed["methods"]),
            "reason": appealed["why"],
            "facts": f"{appealed['assessor']}, {when(appealed['at'])}",
        },
        "earlier": [
            f"{one['outcome']}, {one['assessor']}, {when(one['at'])}. “{one['why']}”"
            for one in decided
            if one["superseded"]
        ],
        "sign_off": _standing(snapshot["sign_offs"]),
    }


def _standing(sign_offs: Sequence[Snapshot]) -> Mapping[str, str] | None:
    """The sign-off that stood when the appeal came in."""
    for one in sign_offs:
        if one["withdrawn_at"] is None:
            return {"state": "Achieved", "facts": f"{when(one['at'])}, {one['by']}"}
    return None


def _files_of(item: Snapshot) -> str:
    count = len(item["files"])
    size = file_size(sum(one["size"] for one in item["files"]))
    return f"{count} {'file' if count == 1 else 'files'}, {size}" if count else "No file"


def _file(appeal: Appeal, kept: Snapshot, file: EvidenceFile | None) -> FileShown:
    if file is None or not file_states.opens(file):
        note = file_states.sentence(file) if file else "Its record is gone"
        return FileShown(kept["name"], kept["size"], kept["sha256"], "", (), note)
    looked = sorted(
        (one for one in file.copies if one.kind in {"screen", "page"}), key=lambda one: one.page
    )
    return FileShown(
        kept["name"],
        kept["size"],
        kept["sha256"],
        _address(appeal, file, "original"),
        [(f"Page {one.page}", _address(appeal, file, copy_name(one))) for one in looked],
        "" if file.sha256 == kept["sha256"] else "It is not the file that was frozen",
    )


def _address(appeal: Appeal, file: EvidenceFile, which: str) -> str:
    return url_for("cases.appeal_file", case_id=appeal.case_id, file_id=file.id, which=which)


def _sign_off(one: Snapshot) -> str:
    signed = f"Signed off {when(one['at'])} by {one['by']}"
    if one["withdrawn_at"] is None:
        return signed
    return (
        f"{signed}. Withdrawn {when(one['withdrawn_at'])} by {one['withdrawn_by']}: "
        f"“{one['withdrawn_reason']}”"
    )
