"""Pages of the catalogue: qualifications and units, to read and for a centre's own to keep."""

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__, url_prefix="/catalogue")

from portfolio.web.catalogue import (  # noqa: E402 -- they add their routes
    about,
    criteria,
    criteria_moves,
    criteria_parts,
    dates,
    draft,
    draft_groups,
    draft_rule,
    draft_units,
    exchange,
    followers,
    imports,
    qualification_facts,
    qualifications,
    readings,
    unit_additions,
    unit_facts,
    unit_imports,
    unit_review,
    units,
)

__all__ = [
    "about",
    "blueprint",
    "criteria",
    "criteria_moves",
    "criteria_parts",
    "dates",
    "draft",
    "draft_groups",
    "draft_rule",
    "draft_units",
    "exchange",
    "followers",
    "imports",
    "qualification_facts",
    "qualifications",
    "readings",
    "unit_additions",
    "unit_facts",
    "unit_imports",
    "unit_review",
    "units",
]
