"""The ten codes of assessment methods: their words, what they fit, where simulation is barred."""

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.numbering import plain_capitals
from portfolio.domain.qualification import Qualification

METHODS: dict[str, str] = {
    "O": "Observation",
    "EP": "Product",
    "EWT": "Witness testimony",
    "ECH": "Case history",
    "EPS": "Personal statement",
    "EWQ": "Written answers to questions",
    "QC": "Questioning the candidate",
    "QW": "Questioning a witness",
    "PD": "Professional discussion",
    "S": "Simulated activities",
}
"""Code to words, in the order of the evidence record sheet (003 s7.2)."""

FITTING: dict[EvidenceType, tuple[str, ...]] = {
    EvidenceType.OBSERVATION: ("O", "S"),
    EvidenceType.QUESTIONING: ("QC", "QW"),
    EvidenceType.DISCUSSION: ("PD",),
    EvidenceType.PRODUCT: ("EP", "S"),
    EvidenceType.WITNESS_STATEMENT: ("EWT", "QW"),
    EvidenceType.PERSONAL_STATEMENT: ("EPS",),
    EvidenceType.ASSIGNMENT: ("EWQ", "EP"),
    EvidenceType.CASE_STUDY: ("ECH",),
    EvidenceType.PRIOR_LEARNING: ("EP", "EWT", "ECH", "EPS", "EWQ", "QC", "QW", "PD"),
}
"""Codes each type of evidence may be judged under; an expert witness's sight of the work is EWT."""

DIPLOMA_METHODS: dict[str, tuple[str, ...]] = {
    "Observation of practice": ("O",),
    "Questioning the learner or witnesses": ("QC", "QW"),
    "Professional discussion": ("PD",),
    "Examining work products": ("EP",),
    "Examining written evidence": ("EWQ", "ECH"),
    "Evidence from others": ("EWT", "EPS"),
}
"""The Diploma's six methods (002 s5.6) and the codes they are stored as (AMB-37)."""

SIMULATION_UNITS = frozenset({"M/601/1508", "T/601/1509"})
"""References of the two units simulation is possible for, in the NVQs only (AMB-07)."""


@dataclass(frozen=True)
class OfferedMethod:
    """A code as a page offers it; a barred one stays visible with the reason."""

    code: str
    words: str
    barred: str | None


def read_code(text: str) -> str:
    """The code meant by a typed or imported one; a zero is the letter O.

    Raises Refusal when there is no such code.
    """
    code = plain_capitals(text).replace("0", "O")
    if code not in METHODS:
        raise Refusal("Choose one of the ten method codes", "methods")
    return code


def simulation_barred(qualification: Qualification, unit_reference: str) -> str | None:
    """Why simulation cannot be used for this unit here, or None where it is possible."""
    return bar_on_simulation(qualification.title, qualification.simulation, unit_reference)


def bar_on_simulation(title: str, possible: bool, unit_reference: str) -> str | None:
    """As ``simulation_barred``, from a qualification's title and whether it has any simulation."""
    if not possible:
        return f"Simulation is not accepted in {title}"
    if unit_reference not in SIMULATION_UNITS:
        return "Simulation is accepted only for Level 1 units C1 and C2"
    return None


def offered(
    evidence_type: EvidenceType, qualification: Qualification, unit_reference: str
) -> tuple[OfferedMethod, ...]:
    """The codes that fit the type, in the sheet's order, barred ones with their reason."""
    barred = simulation_barred(qualification, unit_reference)
    return tuple(
        OfferedMethod(code, METHODS[code], barred if code == "S" else None)
        for code in METHODS
        if code in FITTING[evidence_type]
    )


def check_codes(
    codes: Iterable[str],
    evidence_type: EvidenceType,
    qualification: Qualification,
    unit_reference: str,
) -> tuple[str, ...]:
    """The codes of a decision in the sheet's order.

    Raises Refusal when there is none, or one does not exist, does not fit the type of evidence,
    or is barred for the unit.
    """
    chosen = {read_code(code) for code in codes}
    if not chosen:
        raise Refusal("Choose at least one assessment method", "methods")
    on_offer = {m.code: m for m in offered(evidence_type, qualification, unit_reference)}
    for code in METHODS:
        if code not in chosen:
            continue
        if code == "S" and (reason := simulation_barred(qualification, unit_reference)):
            raise Refusal(reason, "methods")
        if code not in on_offer:
            raise Refusal(
                f"{code}, {METHODS[code].lower()}, does not fit "
                f"{evidence_type.words[0].lower()}{evidence_type.words[1:]}",
                "methods",
            )
    return tuple(code for code in METHODS if code in chosen)
