"""Types of evidence, who may add which, and what an item needs before it can be submitted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_children import Children, permission_refusals
from portfolio.domain.states import EvidenceState


class EvidenceType(StrEnum):
    """The nine types of evidence (002 s5.9; 003 s3.6-3.12, s7.2)."""

    OBSERVATION = "observation"
    QUESTIONING = "questioning"
    DISCUSSION = "discussion"
    PRODUCT = "product"
    WITNESS_STATEMENT = "witness-statement"
    PERSONAL_STATEMENT = "personal-statement"
    ASSIGNMENT = "assignment"
    CASE_STUDY = "case-study"
    PRIOR_LEARNING = "prior-learning"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    EvidenceType.OBSERVATION: "Observation record",
    EvidenceType.QUESTIONING: "Questioning record",
    EvidenceType.DISCUSSION: "Professional discussion",
    EvidenceType.PRODUCT: "Work product",
    EvidenceType.WITNESS_STATEMENT: "Witness statement",
    EvidenceType.PERSONAL_STATEMENT: "Personal statement",
    EvidenceType.ASSIGNMENT: "Assignment, task, project or test",
    EvidenceType.CASE_STUDY: "Case study or history",
    EvidenceType.PRIOR_LEARNING: "Prior learning (RPL)",
}

STAFF_TYPES = frozenset(
    {EvidenceType.OBSERVATION, EvidenceType.QUESTIONING, EvidenceType.DISCUSSION}
)
"""Records an assessor makes and a candidate cannot."""

CANDIDATE_TYPES = frozenset(EvidenceType) - STAFF_TYPES
"""What a candidate may add; a witness statement only as the scan of a signed one."""

ASSESSOR_TYPES = STAFF_TYPES | {EvidenceType.WITNESS_STATEMENT}
"""What an assessor may add; a witness statement as recorded after talking to the witness."""

MOVES: dict[EvidenceState, frozenset[EvidenceState]] = {
    EvidenceState.DRAFT: frozenset({EvidenceState.SUBMITTED, EvidenceState.WITHDRAWN}),
    EvidenceState.SUBMITTED: frozenset(
        {
            EvidenceState.DRAFT,
            EvidenceState.ACCEPTED,
            EvidenceState.REFERRED,
            EvidenceState.WITHDRAWN,
            EvidenceState.RETURNED,
            EvidenceState.FROZEN,
        }
    ),
    EvidenceState.ACCEPTED: frozenset(
        {EvidenceState.REFERRED, EvidenceState.RETURNED, EvidenceState.FROZEN}
    ),
    EvidenceState.REFERRED: frozenset(
        {
            EvidenceState.SUBMITTED,
            EvidenceState.ACCEPTED,
            EvidenceState.RETURNED,
            EvidenceState.FROZEN,
        }
    ),
    EvidenceState.RETURNED: frozenset(
        {EvidenceState.SUBMITTED, EvidenceState.WITHDRAWN, EvidenceState.FROZEN}
    ),
    EvidenceState.WITHDRAWN: frozenset(),
    EvidenceState.FROZEN: frozenset(
        {EvidenceState.SUBMITTED, EvidenceState.ACCEPTED, EvidenceState.REFERRED}
    ),
}
"""Where an item may go from each state; withdrawing is only possible before a decision."""


@dataclass(frozen=True)
class Submission:
    """An item as its author is about to submit it.

    `files` counts those safe at the centre; `being_checked` and `not_taken` name the others.
    `sources_none` is the statement that nothing was quoted or looked up. `photographs_only` and
    `supporting_statement` (a linked statement, report or log) matter where the qualification
    asks photographs to be explained (`photographs_need_statement`, the Diploma). `files` counts
    those that are evidence; the permissions of `children` are not.
    """

    type: EvidenceType
    title: str
    produced_on: date | None
    shows: str
    files: int
    location: str
    criteria: int
    details_confirmed: bool
    group_work: bool = False
    own_contribution: str = ""
    sources: str = ""
    sources_none: bool = False
    photographs_only: bool = False
    supporting_statement: bool = False
    photographs_need_statement: bool = False
    children: Children = field(default_factory=Children)
    being_checked: tuple[str, ...] = ()
    not_taken: tuple[str, ...] = ()
    on_their_way: tuple[str, ...] = ()


def check_type(evidence_type: EvidenceType, *, by_staff: bool) -> None:
    """Refuse a type to those who may not add it."""
    if evidence_type not in (ASSESSOR_TYPES if by_staff else CANDIDATE_TYPES):
        whom = "the candidate adds this kind themselves" if by_staff else "your assessor adds this"
        raise Refusal(f"{evidence_type.words}: {whom}", "type")


def check_move(state: EvidenceState, to: EvidenceState) -> None:
    """Refuse a change of state that cannot follow the present one."""
    if to not in MOVES[state]:
        raise Refusal(f"This evidence is {state.lower()} and cannot become {to.lower()}")


def submission_refusals(item: Submission, today: date) -> list[Refusal]:
    """Everything that keeps the item from being submitted, in the order of the form's fields."""
    refusals = [*_about_the_item(item, today), *_about_its_making(item)]
    if item.criteria < 1:
        refusals.append(Refusal("Choose at least one criterion this evidence covers", "criteria"))
    refusals.extend(permission_refusals(item.children))
    if not item.details_confirmed:
        refusals.append(
            Refusal(
                "Confirm that no other person's details are in it, or that they are hidden",
                "details_confirmed",
            )
        )
    return refusals


def _about_the_item(item: Submission, today: date) -> Iterator[Refusal]:
    yield from _about_the_files(item)
    if not item.title.strip():
        yield Refusal("Give the evidence a title", "title")
    if item.produced_on is None:
        yield Refusal("Enter the date it was produced", "produced_on")
    elif item.produced_on > today:
        yield Refusal("The date it was produced must be today or in the past", "produced_on")
    if not item.shows.strip():
        yield Refusal("Say what this evidence shows", "shows")
    if item.photographs_need_statement and item.photographs_only and not item.supporting_statement:
        yield Refusal(
            "A photograph needs a statement, report or log beside it. Link or add one", "files"
        )


def _about_the_files(item: Submission) -> Iterator[Refusal]:
    for name in item.on_their_way:
        yield Refusal(
            f"“{name}” is still on its way. Wait until it is safe at the centre, or remove it, "
            "then submit",
            "files",
        )
    for name in item.being_checked:
        yield Refusal(
            f"“{name}” is still being checked. Wait until it is safe at the centre, then submit",
            "files",
        )
    for name in item.not_taken:
        yield Refusal(f"“{name}” was not taken. Remove it, then submit", "files")
    settling = item.on_their_way or item.being_checked or item.not_taken
    if not (item.files or settling or item.location.strip()):
        yield Refusal("Add a file, or say where the original is kept", "files")


def _about_its_making(item: Submission) -> Iterator[Refusal]:
    if item.group_work and not item.own_contribution.strip():
        yield Refusal("Say what you yourself did in the group", "own_contribution")
    if item.type not in STAFF_TYPES and not item.sources.strip() and not item.sources_none:
        yield Refusal("List the sources you used, or say that there are none", "sources")
