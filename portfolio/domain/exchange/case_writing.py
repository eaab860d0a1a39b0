"""Writing a qualification as a CASE v1.1 package."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from portfolio.domain.exchange import case_terms as terms
from portfolio.domain.exchange.content import ExchangedQualification, ExchangedUnit, Written
from portfolio.domain.specification_content import SpecificationContent, WrittenCriterion

Json = dict[str, Any]

_NOTHING = SpecificationContent()

LEFT_OUT = (
    "CASE has no place of its own for credit, guided learning hours, the rule of combination, "
    f"age bands and the texts of a qualification: they travel as extensions ({terms.EXTENSION}), "
    "which other programs may ignore.",
    terms.STAYS_HERE,
)


def write_case(
    qualification: ExchangedQualification, *, version: int, changed_at: datetime, owner: str = ""
) -> Written:
    """The qualification as a CASE package in JSON.

    `version` is that of its structure and rule, `changed_at` (aware) its last change, `owner`
    the centre it belongs to, if any. The same qualification gives the same text again.
    """
    facts = qualification.facts
    identifier = terms.document_identifier(facts.entry_code, facts.number, owner)
    stamp = changed_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    package = _Package(identifier, facts.title, stamp)
    for group in qualification.groups:
        link = package.add(
            terms.GROUP, ("group", group.letter), group.letter, group.name,
            package.document, {"letter": group.letter, "mandatory": group.mandatory},
        )  # fmt: skip
        for unit in qualification.units:
            if unit.group == group.letter:
                _add_unit(package, unit, link)
    written = {
        "CFDocument": _document(qualification, package, version),
        "CFItems": package.items,
        "CFAssociations": package.associations,
        "CFDefinitions": {"CFItemTypes": [package.item_type(title) for title in terms.ITEM_TYPES]},
    }
    return Written(json.dumps(written, ensure_ascii=False, indent=2) + "\n", LEFT_OUT)


@dataclass
class _Package:
    """The items and associations written so far."""

    identifier: UUID
    title: str
    stamp: str
    items: list[Json] = field(default_factory=list)
    associations: list[Json] = field(default_factory=list)
    children: dict[str, int] = field(default_factory=dict)

    @property
    def document(self) -> Json:
        return _link(self.title, self.identifier)

    def add(
        self, kind: str, path: tuple[str, ...], code: str, text: str, parent: Json, own: Json
    ) -> Json:
        """Write an item as the next child of `parent`; returns the link to it."""
        identifier = terms.part_identifier(self.identifier, *path)
        item = {
            "identifier": str(identifier),
            "uri": terms.uri(identifier),
            "fullStatement": text,
            "humanCodingScheme": code,
            "CFItemType": kind,
            "CFItemTypeURI": _link(kind, self._type_identifier(kind)),
            "language": "en",
            "lastChangeDateTime": self.stamp,
        }
        if own.get("level") is not None:
            item["educationLevel"] = [f"Level {own['level']}"]
        if own:
            item["extensions"] = {terms.EXTENSION: own}
        self.items.append(item)
        link = _link(f"{code} {text}"[:200], identifier)
        self._associate(link, parent)
        return link

    def _associate(self, child: Json, parent: Json) -> None:
        number = self.children[parent["identifier"]] = (
            self.children.get(parent["identifier"], 0) + 1
        )
        identifier = terms.part_identifier(
            self.identifier, "isChildOf", child["identifier"], parent["identifier"]
        )
        self.associations.append(
            {
                "identifier": str(identifier),
                "uri": terms.uri(identifier),
                "associationType": "isChildOf",
                "sequenceNumber": number,
                "originNodeURI": child | {"targetType": "CASE"},
                "destinationNodeURI": parent | {"targetType": "CASE"},
                "lastChangeDateTime": self.stamp,
            }
        )

    def item_type(self, title: str) -> Json:
        identifier = self._type_identifier(title)
        return {
            "identifier": str(identifier),
            "uri": terms.uri(identifier),
            "title": title,
            "description": terms.ITEM_TYPES[title],
            "hierarchyCode": str(list(terms.ITEM_TYPES).index(title) + 1),
            "lastChangeDateTime": self.stamp,
        }

    def _type_identifier(self, title: str) -> UUID:
        return terms.part_identifier(self.identifier, "type", title)


def _document(qualification: ExchangedQualification, package: _Package, version: int) -> Json:
    facts = qualification.facts
    own = {"format": terms.FORMAT, **_said(asdict(facts), without=("title", "awarding_body"))}
    if qualification.rule is not None:
        own["rule"] = qualification.rule.to_dict()
    if about := qualification.about.to_dict():
        own["about"] = about
    document = {
        "identifier": str(package.identifier),
        "uri": terms.uri(package.identifier),
        "caseVersion": "1.1",
        "creator": facts.awarding_body,
        "title": facts.title,
        "lastChangeDateTime": package.stamp,
        "language": "en",
        "version": str(version),
        "adoptionStatus": "Deprecated" if facts.closed_for_entry else "Adopted",
        "extensions": {terms.EXTENSION: own},
    }
    if facts.last_certification_on is not None:
        document["statusEndDate"] = facts.last_certification_on.isoformat()
    return document


def _add_unit(package: _Package, unit: ExchangedUnit, group: Json) -> None:
    content = unit.content
    own = _said(asdict(replace(unit, content=_NOTHING)), without=("title", "group", "content"))
    parts = _said(asdict(content.parts))
    own |= {"parts": parts} if parts else {}
    own |= {"demonstration": True} if content.demonstration else {}
    path = ("unit", unit.reference or unit.number)
    link = package.add(terms.UNIT, path, path[1], unit.title, group, own)
    for outcome in content.outcomes:
        code = str(outcome.number)
        under = package.add(terms.OUTCOME, (*path, code), code, outcome.text, link, {})
        _add_criteria(package, terms.CRITERION, path, outcome.criteria, under)
    if content.requirements:
        code = terms.REQUIREMENTS_CODE
        under = package.add(terms.REQUIREMENTS, (*path, code), code, terms.REQUIREMENTS, link, {})
        _add_criteria(package, terms.REQUIREMENT, path, content.requirements, under)


def _add_criteria(
    package: _Package,
    kind: str,
    path: tuple[str, ...],
    criteria: Sequence[WrittenCriterion],
    link: Json,
) -> None:
    for criterion in criteria:
        own = {"guidance": criterion.guidance} if criterion.guidance else {}
        package.add(kind, (*path, criterion.number), criterion.number, criterion.text, link, own)


def _said(facts: Mapping[str, Any], without: tuple[str, ...] = ()) -> Json:
    """The facts that say anything, as JSON has them."""
    return {
        name: _plain(value)
        for name, value in facts.items()
        if name not in without
        and value is not None
        and value is not False
        and value not in ("", ())
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _link(title: str, identifier: UUID) -> Json:
    return {"title": title, "identifier": str(identifier), "uri": terms.uri(identifier)}
