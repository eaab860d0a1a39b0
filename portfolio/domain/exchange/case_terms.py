"""Words and identifiers of our qualifications in CASE v1.1 (1EdTech, final 24 January 2025)."""

from uuid import UUID, uuid5

EXTENSION = "ext:portfolio"
"""Key of our own facts in the `extensions` of CASE objects."""

FORMAT = 1
"""Version of what stands under that key."""

GROUP = "Unit group"
UNIT = "Unit"
OUTCOME = "Learning outcome"
REQUIREMENTS = "Evidence requirements"
CRITERION = "Assessment criterion"
REQUIREMENT = "Evidence requirement"

REQUIREMENTS_CODE = "ER"

ITEM_TYPES = {
    GROUP: "Units a rule of combination counts together",
    UNIT: "A unit of credit with a reference number of its own",
    OUTCOME: "What the learner will know, understand or be able to do",
    REQUIREMENTS: "The evidence a unit asks for beside its criteria",
    CRITERION: "What the learner is judged against",
    REQUIREMENT: "One thing the evidence must show or contain",
}

STAYS_HERE = (
    "Earlier versions, the centre’s notes on criteria and its confirmed resources stay here."
)
"""What no format is given."""

_OURS = UUID("7c2d7f0e-6c1f-5b1c-9d55-3f0b8c1f6a42")


def document_identifier(entry_code: str, number: str, owner: str) -> UUID:
    """The same UUID whenever the qualification is written; `owner` is its centre, if any."""
    return uuid5(_OURS, f"{owner}/{entry_code}/{number}")


def part_identifier(document: UUID, *path: str) -> UUID:
    """The same UUID for the same part of the document, by kind and numbers."""
    return uuid5(document, "/".join(path))


def uri(identifier: UUID) -> str:
    """A name that resolves nowhere: the installation serves no CASE interface."""
    return f"urn:uuid:{identifier}"
