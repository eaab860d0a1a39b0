"""Replies of a procedure: which there are, what can be filled in, and the filling (R-358)."""

from collections.abc import Iterable, Mapping
from string import Formatter

from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import Template

TEMPLATES: Mapping[str, str] = {
    "acknowledgement": "Acknowledgement",
    "target-date": "Target date",
    "new-timeline": "New timeline",
    "progress": "Progress",
    "written-answer": "Written answer",
    "next-stage": "Taken to the next stage",
    "procedure": "Copy of the procedure",
    "appeal-acknowledgement": "Acknowledgement of an appeal",
    "appeal-outcome": "Outcome of an appeal",
    "enquiry-acknowledgement": "Acknowledgement of an enquiry about results",
    "enquiry-result": "Result of an enquiry about results",
    "query-acknowledgement": "Acknowledgement of a query",
    "query-answer": "Answer to a query",
    "feedback-thanks": "Thanks for feedback",
    "redirect": "Turned to another procedure",
    "outside-bodies": "Bodies outside the centre",
    "closing": "Closing",
}
"""The replies every procedure has."""

FIELDS: Mapping[str, str] = {
    "name": "name of whoever brought it",
    "reference": "reference of the case",
    "kind": "complaint, appeal, query",
    "subject": "what it is about",
    "received": "day it was received",
    "centre": "name of the centre",
    "stage": "name of the stage",
    "office": "who acts in the stage",
    "target_date": "day or moment by which it is to be answered",
    "statement": "statement of the procedure",
    "message": "what the sender adds",
    "next_step": "what can follow",
    "last_day": "last day to take the next stage",
    "bodies": "bodies outside the centre with their contacts",
    "link": "private link to follow the case",
    "sender": "who sends it",
}
"""What stands between braces in a reply, and what it is filled with."""

NEEDED: Mapping[str, frozenset[str]] = {
    "acknowledgement": frozenset({"reference", "statement", "target_date"}),
    "target-date": frozenset({"target_date"}),
    "new-timeline": frozenset({"message", "target_date"}),
    "written-answer": frozenset({"message", "next_step"}),
    "appeal-acknowledgement": frozenset({"reference", "target_date"}),
    "appeal-outcome": frozenset({"message"}),
    "outside-bodies": frozenset({"bodies"}),
}
"""What a reply must not leave out."""


class TemplateFault(Refusal):
    """A reply with braces that name no field, or without a field it needs."""


def fields_of(text: str) -> frozenset[str]:
    """The fields between braces; raises TemplateFault for braces that enclose anything else."""
    try:
        found = list(Formatter().parse(text))
    except ValueError as fault:
        raise TemplateFault("A brace is open: write each field as {name}") from fault
    names = set()
    for _before, name, form, conversion in found:
        if name is None:
            continue
        if name not in FIELDS or form or conversion:
            known = ", ".join("{" + each + "}" for each in FIELDS)
            raise TemplateFault("{" + name + "} is no field of a reply. The fields are " + known)
        names.add(name)
    return frozenset(names)


def check_template(template: Template) -> None:
    """Raises TemplateFault, naming the reply and what is amiss."""
    try:
        found = fields_of(template.subject) | fields_of(template.text)
    except TemplateFault as fault:
        raise TemplateFault(f"{template.name}: {fault.message}") from fault
    if any(character in template.subject for character in "\r\n"):
        raise TemplateFault(f"{template.name}: the subject is one line")
    missing = sorted(NEEDED.get(template.key, frozenset()) - found)
    if missing:
        raise TemplateFault(f"{template.name}: {{{missing[0]}}} is missing from it")


def fill(template: Template, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text with ``values`` in place of the fields; a field without one becomes empty.

    Line breaks in values never reach the subject, which is one line of a mail. Paragraphs that
    an empty field leaves empty are closed up.
    """
    filled = {name: values.get(name, "").strip() for name in FIELDS}
    one_line = {name: " ".join(value.split()) for name, value in filled.items()}
    subject = " ".join(template.subject.format_map(one_line).split())
    return subject, _paragraphs(template.text.format_map(filled).split("\n\n"))


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
