"""Whether a candidate may be registered on a qualification: age, closed schemes, dates, ULN.

No prior qualification is asked for and no time limit is set (002 s1.3, s8.4; 003 s2.4, s2.10).
"""

from dataclasses import dataclass
from datetime import date

from portfolio.domain.errors import Refusal
from portfolio.domain.qualification import Qualification
from portfolio.domain.uln import uln_status

AGE_BANDS: dict[str, tuple[int, int | None]] = {
    "Pre-16": (0, 15),
    "16-18": (16, 18),
    "18+": (18, None),
    "19+": (19, None),
}
"""Approved age groups by the name handbooks give them: first and last year of age."""


@dataclass(frozen=True)
class Registration:
    """What is entered to register a candidate.

    `earlier` marks a registration made before today with the awarding organisation, entered
    here with its original date; only that is possible on a closed scheme.
    """

    date_of_birth: date
    registered_on: date
    earlier: bool = False
    uln: str | None = None


def age_on(day: date, date_of_birth: date) -> int:
    """Age in whole years; someone born on 29 February is a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (date_of_birth.month, date_of_birth.day)
    return day.year - date_of_birth.year - (not had_birthday)


def is_approved_age(age: int, qualification: Qualification) -> bool:
    """Whether any approved age band of the qualification holds this age (AMB-09)."""
    bands = (AGE_BANDS[name] for name in qualification.age_bands)
    return any(first <= age and (last is None or age <= last) for first, last in bands)


def refusals(
    registration: Registration, qualification: Qualification, today: date
) -> list[Refusal]:
    """Every reason not to register, each with its field; none when the registration may stand."""
    found = [
        *_about_the_person(registration, qualification, today),
        *_about_the_dates(registration, qualification, today),
    ]
    try:
        uln_status(registration.uln)
    except Refusal as refusal:
        found.append(refusal)
    return found


def _about_the_person(
    registration: Registration, qualification: Qualification, today: date
) -> list[Refusal]:
    if registration.date_of_birth >= today:
        return [Refusal("The date of birth must be in the past", "date_of_birth")]
    age = age_on(registration.registered_on, registration.date_of_birth)
    if age < 0:
        return [Refusal("The registration is dated before the birth", "registered_on")]
    if not is_approved_age(age, qualification):
        bands = ", ".join(qualification.age_bands)
        return [
            Refusal(
                f"{qualification.entry_code} is approved for ages {bands}. "
                f"On {_long(registration.registered_on)} the candidate is {age}",
                "date_of_birth",
            )
        ]
    return []


def _about_the_dates(
    registration: Registration, qualification: Qualification, today: date
) -> list[Refusal]:
    day, code = registration.registered_on, qualification.entry_code
    if day > today:
        return [Refusal("The date of registration must be today or in the past", "registered_on")]
    if not registration.earlier:
        return _about_entry_today(qualification, today)
    if day == today:
        return [Refusal("Enter the original date of the earlier registration", "registered_on")]
    last_certification = qualification.last_certification_on
    if qualification.closed_for_entry and last_certification and day > last_certification:
        return [
            Refusal(
                f"{code} closed for certification on {_long(last_certification)}. "
                "An earlier registration is dated before that",
                "registered_on",
            )
        ]
    last_entry = qualification.last_entry_on
    if last_entry and day > last_entry:
        return [Refusal(f"{code} took its last entries on {_long(last_entry)}", "registered_on")]
    return []


def _about_entry_today(qualification: Qualification, today: date) -> list[Refusal]:
    last_entry = qualification.last_entry_on
    if qualification.closed_for_entry or (last_entry is not None and today > last_entry):
        return [
            Refusal(
                f"{qualification.entry_code} is closed for entry. "
                "Only an earlier registration can be entered, with its original date",
                "qualification",
            )
        ]
    return []


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
