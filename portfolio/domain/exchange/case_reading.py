"""Reading a CASE package, Portfolio's own or another program's, as a qualification."""

from collections import Counter

from portfolio.domain.exchange import case_terms as terms
from portfolio.domain.exchange.case_rule import read_rule
from portfolio.domain.exchange.case_tree import Tree, read_tree
from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangeFault,
    Found,
    QualificationFacts,
    counted,
)
from portfolio.domain.exchange.json_place import Place
from portfolio.domain.exchange.qualification_shape import Shape, shape
from portfolio.domain.qualification_about import About, AboutFault, parse_about

_UNREAD = (
    "alternativeLabel",
    "abbreviatedStatement",
    "conceptKeywords",
    "subject",
    "licenseURI",
    "statusStartDate",
    "statusEndDate",
)
"""Fields of an item that have no place here."""

_UNREAD_DOCUMENT = ("description", "notes", "publisher", "subject", "officialSourceURL")


def read_case(file: Place) -> Found:
    """The qualification a CASE package (v1.0 or v1.1) describes.

    Raises ExchangeFault naming the place of what cannot be read.
    """
    package = file.member("CFPackage") if file.has("CFPackage") else file
    if not package.has("CFDocument"):
        raise ExchangeFault("CFDocument is missing: this is no CASE package")
    document = package.member("CFDocument")
    own = document.member("extensions").member(terms.EXTENSION)
    if (own.number("format") or terms.FORMAT) > terms.FORMAT:
        own.refuse("written by a later version of Portfolio")
    tree = read_tree(package, document.needed_line("identifier").lower())
    title = document.needed_line("title")
    shaped = shape(tree.statements, title)
    qualification = ExchangedQualification(
        facts=_facts(document, own, title),
        groups=shaped.groups,
        units=shaped.units,
        rule=read_rule(own, {group.letter for group in shaped.groups}),
        about=_about(own),
    )
    doubts = (*tree.doubts, *shaped.doubts)
    return Found("CASE", qualification, doubts, _left_out(package, tree, shaped, own))


def _facts(document: Place, own: Place, title: str) -> QualificationFacts:
    return QualificationFacts(
        title=title,
        entry_code=own.line("entry_code", 40),
        number=own.line("number", 40),
        level=own.number("level", 8),
        awarding_body=document.line("creator"),
        grading=own.line("grading"),
        glh=own.number("glh"),
        tqt=own.number("tqt"),
        age_bands=own.texts("age_bands"),
        min_age=own.number("min_age", 120),
        closed_for_entry=own.flag("closed_for_entry"),
        last_entry_on=own.day("last_entry_on"),
        last_certification_on=own.day("last_certification_on"),
        simulation=own.flag("simulation"),
    )


def _about(own: Place) -> About:
    about = own.member("about")
    about.check_texts()
    try:
        return parse_about(about.value if isinstance(about.value, dict) else {})
    except AboutFault as fault:
        about.refuse(str(fault))


def _left_out(package: Place, tree: Tree, shaped: Shape, own: Place) -> tuple[str, ...]:
    items = package.entries("CFItems")
    sentences = []
    if not own.value:
        sentences.append(
            f"The identifiers of {counted(len(items), 'item')} are not kept: a later export "
            "gives new ones."
        )
    if tree.others:
        kinds = ", ".join(sorted(tree.others))
        sentences.append(f"{counted(tree.others.total(), 'association')} left out: {kinds}.")
    unread = Counter(name for item in items for name in _UNREAD if item.has(name))
    sentences += [
        f"{name} of {counted(count, 'item')} is left out." for name, count in unread.items()
    ]
    if shaped.notes_lost:
        sentences.append(
            f"Notes on {counted(shaped.notes_lost, 'group or outcome', 'groups or outcomes')} "
            "are left out."
        )
    document = package.member("CFDocument")
    of_document = [name for name in _UNREAD_DOCUMENT if document.has(name)]
    if of_document:
        sentences.append(f"Of CFDocument, {', '.join(of_document)}: left out.")
    rubrics = package.entries("CFRubrics")
    if rubrics:
        sentences.append(f"{counted(len(rubrics), 'rubric')} left out.")
    return tuple(sentences)
