"""An entry of the audit trail as the timeline shows it: words, dates and short fingerprints."""

import re
from datetime import date
from typing import Any

from portfolio.domain.criterion_words import spelled_out
from portfolio.domain.date_words import day
from portfolio.domain.evidence import EvidenceType
from portfolio.models.audit import AuditEntry
from portfolio.web.filters import day_and_time, fingerprint

FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

LABELS = {
    "sha256": "fingerprint",
    "content_sha256": "fingerprint",
    "kind": "type",
    "fields": "changed",
    "authenticity": "checked by",
    "which": "shown",
    "wording": "wording version",
}
VALUES = {
    "no_personal_details_at": "other people's details",
    "no_sources": "sources",
    "produced_on": "date produced",
    "description": "what it shows",
    "shows_children": "whether it shows children",
    "permission_from": "who gave permission",
    "kind": "type",
    **{kind.value: kind.words for kind in EvidenceType},
}
"""Names of columns and types, as the forms call them."""

OF_CRITERIA = frozenset({"criteria", "decisions", "moved", "superseded", "tagged", "untagged"})
"""Particulars that name criteria by number."""


def sentence(entry: AuditEntry) -> dict[str, Any]:
    """An entry as the timeline component takes it: "Unit signed off", when, who, particulars."""
    noun, _, verb = entry.name.partition(":")
    return {
        "what": f"{noun} {verb}".replace("-", " ").capitalize(),
        "when": day_and_time(entry.at),
        "who": f"{entry.actor.name}, {entry.actor_role}" if entry.actor else "Portfolio",
        "detail": particulars(entry.details),
    }


def particulars(details: dict[str, Any]) -> str:
    """ "Code: E-01. Files: notes.pdf 9b1f c07a … 5e02 77d1"; identifiers mean nothing to people."""
    said = []
    for name, value in details.items():
        words = "" if name.endswith("_id") else _words(name, value)
        if words:
            said.append(f"{_label(name)}: {words.removesuffix('.')}")
    return ". ".join(said)


def _label(name: str) -> str:
    return LABELS.get(name, name).replace("_", " ").capitalize()


def _words(name: str, value: Any) -> str:
    if isinstance(value, list):
        # Two columns may go by one name on the form.
        return ", ".join(dict.fromkeys(filter(None, (_words(name, one) for one in value))))
    if value in (None, False) or IDENTIFIER.fullmatch(str(value)):
        return ""
    if value is True:
        return "yes"
    if isinstance(value, int):
        return f"{value:,}"
    if ISO_DATE.fullmatch(value):
        return day(date.fromisoformat(value))
    if name in OF_CRITERIA:
        return spelled_out(value)
    known = VALUES.get(value, value)
    plain = known.replace("_", " ") if name in ("fields", "changed") else known
    return FINGERPRINT.sub(lambda found: fingerprint(found[0]), plain)
