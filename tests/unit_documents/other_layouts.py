"""Layouts of single units that tell their facts or criteria in less usual ways, as text or CSV."""

from pathlib import Path

from tests.unit_documents.made_units import MadeUnit


def _listed(unit: MadeUnit, learner: str = "") -> str:
    said = ""
    for outcome in unit.outcomes:
        said += f"{outcome.number}. {learner}{outcome.text}\n"
        said += "".join(f"{c.number} {c.text}\n" for c in outcome.criteria) + "\n"
    return said


def facts_with_other_numbers(unit: MadeUnit, path: Path) -> None:
    """The organisation's own number and a qualification's stand beside the reference."""
    path.write_text(
        f"Unit title\t{unit.title}\nUnit number\tA14\nLevel\t{unit.level}\n"
        f"Credit value\t{unit.credit}\nGuided learning hours\t{unit.glh}\n"
        f"Unit accreditation number\t500/1234/5\nUnit reference number (URN)\t{unit.reference}\n\n"
        + _listed(unit)
    )


def facts_across(unit: MadeUnit, path: Path) -> None:
    """One column for the organisation's own number and the title."""
    path.write_text(
        "Unit number and title\tUnit reference\tLevel\tCredit\tGLH\n"
        f"A14 {unit.title}\t{unit.reference}\t{unit.level}\t{unit.credit}\t{unit.glh}\n\n"
        + _listed(unit)
    )


def facts_in_one_line(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"Unit title: {unit.title} Unit ref: {unit.reference} Level: {unit.level} "
        f"Credit value: {unit.credit} GLH: {unit.glh}\n\n" + _listed(unit)
    )


def facts_without_colons(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"{unit.title}\nUnit Reference {unit.reference}\nLevel {unit.level}\n"
        f"Credit Value {unit.credit}\nGuided Learning Hours {unit.glh}\n\n" + _listed(unit)
    )


def learner_in_each_outcome(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"{unit.reference.replace('/', '')} {unit.title}\nLevel: {unit.level}\n"
        f"Credit Value: {unit.credit} credits\nGuided Learning Hours (GLH): {unit.glh}\n"
        f"Total Qualification Time: {unit.credit * 10}\n\n" + _listed(unit, "The learner will ")
    )
