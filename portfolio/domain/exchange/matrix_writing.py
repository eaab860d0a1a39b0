"""Writing a qualification as a Mahara SmartEvidence framework (.matrix)."""

import json
from typing import Any

from portfolio.domain.exchange import matrix_terms as terms
from portfolio.domain.exchange.case_terms import REQUIREMENTS, REQUIREMENTS_CODE, STAYS_HERE
from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangedUnit,
    Written,
    counted,
)
from portfolio.domain.exchange.matrix_terms import cut
from portfolio.domain.exchange.rich_text import to_html
from portfolio.domain.specification_content import Parts

Json = dict[str, Any]

STATUSES = ("Submitted", "Not yet", "Partly met", "Met")
"""Our words for Mahara's four fixed states, in its order."""

_STATES = ("begun", "incomplete", "partialcomplete", "completed")


def write_matrix(qualification: ExchangedQualification) -> Written:
    """Units as standards, outcomes as elements, criteria as elements below them.

    Element ids are not numbers, because Mahara takes 1.1 and 1.10 for the same, and parents
    stand before their children under both names that versions of Mahara read.
    """
    standards: list[Json] = []
    elements: list[Json] = []
    for position, unit in enumerate(qualification.units, start=1):
        standards.append(_standard(unit, position))
        elements += _elements(unit, position)
    framework = {
        "institution": "all",
        "name": cut(qualification.facts.title),
        "description": _description(qualification),
        "selfassess": False,
        "evidencestatuses": [{state: word} for state, word in zip(_STATES, STATUSES, strict=True)],
        "standards": standards,
        "standardelements": elements,
    }
    content = json.dumps({"framework": framework}, ensure_ascii=False, indent=2) + "\n"
    return Written(content, _left_out(qualification))


def _description(qualification: ExchangedQualification) -> str:
    facts = qualification.facts
    kept = (
        (terms.NUMBER, facts.number),
        (terms.ENTRY_CODE, facts.entry_code),
        (terms.AWARDING_BODY, facts.awarding_body),
    )
    return to_html([facts.title, *(label + value for label, value in kept if value)])


def _standard(unit: ExchangedUnit, position: int) -> Json:
    reference = [terms.REFERENCE + unit.reference] if unit.reference else []
    guidance = [unit.content.parts.guidance] if unit.content.parts.guidance else []
    return {
        "shortname": cut(unit.number, terms.LONGEST_SHORT_NAME),
        "name": cut(unit.title),
        "description": to_html([unit.title, *reference, *guidance]),
        "standardid": position,
    }


def _elements(unit: ExchangedUnit, position: int) -> list[Json]:
    content = unit.content
    lists = [(str(one.number), one.text, one.criteria) for one in content.outcomes]
    if content.requirements:
        lists.append((REQUIREMENTS_CODE, REQUIREMENTS, content.requirements))
    elements = []
    for code, text, criteria in lists:
        identifier = f"U{position}.LO{code}"
        elements.append(_element(code, [text], position, identifier))
        for criterion in criteria:
            texts = [criterion.text, criterion.guidance] if criterion.guidance else [criterion.text]
            child = _element(
                criterion.number, texts, position, f"{identifier}.AC{criterion.number}"
            )
            elements.append(child | {"parentelementid": identifier, "parentid": identifier})
    return elements


def _element(code: str, texts: list[str], standard: int, identifier: str) -> Json:
    return {
        "shortname": code,
        "name": cut(texts[0]),
        "description": to_html(texts),
        "standardid": standard,
        "elementid": identifier,
    }


def _left_out(qualification: ExchangedQualification) -> tuple[str, ...]:
    units = qualification.units
    credits = [unit.credit for unit in units if unit.credit is not None]
    sentences = []
    if credits:
        sentences.append(
            f"Mahara’s format has no credit: {counted(sum(credits), 'credit')} of "
            f"{counted(len(credits), 'unit')} are left out."
        )
    sentences.append("Levels, guided learning hours and kinds of units are left out.")
    sentences.append(
        f"{counted(len(qualification.groups), 'group')} of units, and which units are mandatory, "
        "are left out: Mahara lists the units one after another."
    )
    if qualification.rule is not None:
        sentences.append("The rule of combination is left out: Mahara has no such rule.")
    sentences.append("Of the qualification only title, numbers and awarding organisation are kept.")
    spoken = [unit for unit in units if _unsaid(unit.content.parts)]
    if spoken:
        sentences.append(
            f"Purpose, resources, dates and other parts of {counted(len(spoken), 'unit')} are left "
            "out; guidance is kept."
        )
    demonstrations = sum(unit.content.demonstration for unit in units)
    if demonstrations:
        sentences.append(
            f"Nothing marks the demonstration criteria of {counted(demonstrations, 'unit')}."
        )
    return (*sentences, STAYS_HERE)


def _unsaid(parts: Parts) -> bool:
    return parts != Parts(guidance=parts.guidance)
