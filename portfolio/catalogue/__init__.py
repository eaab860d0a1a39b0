"""The catalogue as shipped: published facts, demonstration criteria, procedures."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from portfolio.domain.catalogue import (
    Catalogue,
    check_catalogue,
    parse_qualification,
    parse_units,
)
from portfolio.domain.glossary import Glossary, parse_glossary
from portfolio.domain.procedure import Procedure
from portfolio.domain.procedure_document import parse as parse_procedure
from portfolio.domain.qualification_about import parse_about
from portfolio.domain.unit_content import parse_unit_content
from portfolio.domain.useful_links import Reach, parse_shipped


@cache
def read_shipped() -> Catalogue:
    """The shipped catalogue, parsed and checked; raises CatalogueFault if it contradicts itself."""
    units = parse_units(_document("units.json"))
    contents = [parse_unit_content(entry) for entry in _documents("demonstration")]
    qualifications = _documents("qualifications")
    catalogue = Catalogue(
        qualifications=tuple(parse_qualification(entry, units) for entry in qualifications),
        units=units,
        contents={content.reference: content for content in contents},
        abouts={
            entry["entry_code"]: parse_about(entry["about"], entry["entry_code"])
            for entry in qualifications
        },
    )
    check_catalogue(catalogue)
    return catalogue


@cache
def read_glossary() -> Glossary:
    """The command verbs of criteria with their meanings."""
    return parse_glossary(_document("glossary.json"))


PROCEDURES = ("op-performance", "optimum-skills", "service-standards")
"""Keys of the shipped procedures, the one a centre follows by default first (AMB-31)."""


@cache
def read_procedures() -> Mapping[str, Procedure]:
    """The shipped procedures by key; raises ProcedureFault if one contradicts itself."""
    return {key: parse_procedure(_document(f"procedures/{key}.json")) for key in PROCEDURES}


@cache
def read_useful_links() -> tuple[Reach, ...]:
    """Organisations outside, as the handbooks of 2019 name them; a centre checks and edits them."""
    return tuple(parse_shipped(entry) for entry in _document("useful_links.json"))


def _document(name: str) -> Any:
    return json.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _documents(folder: str) -> list[Any]:
    names = sorted(entry.name for entry in files(__name__).joinpath(folder).iterdir())
    return [_document(f"{folder}/{name}") for name in names if name.endswith(".json")]
