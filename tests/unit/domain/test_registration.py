"""Who may be registered on what, and when."""

from dataclasses import replace
from datetime import date

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.registration import Registration, age_on, is_approved_age, refusals

TODAY = date(2026, 11, 2)
ADULT = Registration(date_of_birth=date(1990, 5, 1), registered_on=TODAY)


def qualification(code):
    return read_shipped().qualification(code)


def refused(registration, code, today=TODAY):
    return [(r.field, r.message) for r in refusals(registration, qualification(code), today)]


@pytest.mark.req("R-047")
@pytest.mark.parametrize(
    ("code", "day", "accepted"),
    [
        ("10380", date(2026, 9, 1), False),
        ("03455", date(2026, 9, 1), True),
        ("10380", date(2026, 9, 2), True),
        ("03455", date(2026, 9, 2), True),
    ],
)
def test_age_is_taken_on_the_day_of_registration(code, day, accepted):
    registration = Registration(date_of_birth=date(2010, 9, 2), registered_on=day)

    found = refusals(registration, qualification(code), day)

    assert [r.field for r in found] == ([] if accepted else ["date_of_birth"])


@pytest.mark.req("R-047")
def test_a_refused_age_says_which_ages_are_approved_and_how_old_the_candidate_is():
    registration = Registration(date(2011, 1, 1), date(2026, 11, 2))

    assert refused(registration, "10380") == [
        (
            "date_of_birth",
            "10380 is approved for ages 16-18, 19+. On 2 November 2026 the candidate is 15",
        )
    ]


@pytest.mark.req("R-047")
@pytest.mark.parametrize(
    ("code", "ages"),
    [
        ("10380", range(16, 100)),
        ("03454", range(100)),
        ("03455", range(100)),
        ("03456", range(16, 100)),
    ],
)
def test_approved_bands_join_without_a_gap(code, ages):
    assert [age for age in range(100) if is_approved_age(age, qualification(code))] == list(ages)


@pytest.mark.req("R-047")
@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2024, 2, 29), 16)],
)
def test_somebody_born_on_29_february_is_older_on_1_march(day, age):
    assert age_on(day, date(2008, 2, 29)) == age


@pytest.mark.req("R-048")
@pytest.mark.parametrize("code", ["03454", "03456"])
def test_a_closed_scheme_takes_no_new_registration(code):
    ((field, message),) = refused(ADULT, code)

    assert field == "qualification"
    assert "closed for entry" in message


@pytest.mark.req("R-048", "R-049")
def test_an_earlier_registration_on_a_closed_scheme_keeps_its_original_date():
    earlier = replace(ADULT, registered_on=date(2015, 3, 2), earlier=True)

    assert refused(earlier, "03456") == []
    assert refused(earlier, "03454") == []


@pytest.mark.req("R-048", "R-049")
@pytest.mark.parametrize(
    ("day", "message"),
    [
        pytest.param(date(2020, 1, 1), "31 August 2019", id="after certification closed"),
        pytest.param(TODAY, "original date", id="today is no earlier date"),
        pytest.param(date(2027, 1, 1), "today or in the past", id="a date to come"),
    ],
)
def test_an_earlier_registration_needs_a_date_that_can_be(day, message):
    ((field, said),) = refused(replace(ADULT, registered_on=day, earlier=True), "03456")

    assert field == "registered_on"
    assert message in said


@pytest.mark.req("R-048", "R-050", part="rule")
def test_a_last_entry_date_once_announced_closes_the_scheme_the_day_after():
    closing = replace(qualification("10380"), last_entry_on=TODAY)

    assert refusals(ADULT, closing, TODAY) == []
    tomorrow = date(2026, 11, 3)
    late = replace(ADULT, registered_on=tomorrow)
    assert [r.field for r in refusals(late, closing, tomorrow)] == ["qualification"]
    claimed_earlier = replace(late, registered_on=tomorrow, earlier=True)
    (refusal,) = refusals(claimed_earlier, closing, date(2026, 12, 1))
    assert "last entries on 2 November 2026" in refusal.message


@pytest.mark.req("R-042", "R-047")
def test_every_fault_is_named_beside_its_field_at_once():
    registration = replace(ADULT, date_of_birth=date(2015, 1, 1), uln="1000000042")

    assert [field for field, _ in refused(registration, "03456")] == [
        "date_of_birth",
        "qualification",
        "uln",
    ]


@pytest.mark.req("R-047")
@pytest.mark.parametrize(
    ("born", "registered_on", "field"),
    [
        pytest.param(TODAY, date(2026, 1, 5), "date_of_birth", id="born today"),
        pytest.param(date(2020, 1, 1), date(2019, 1, 1), "registered_on", id="before birth"),
    ],
)
def test_impossible_dates_are_refused(born, registered_on, field):
    registration = Registration(born, registered_on, earlier=True)

    assert [name for name, _ in refused(registration, "03455")] == [field]


@pytest.mark.req("R-051")
def test_a_start_long_ago_is_no_reason_to_refuse():
    earlier = replace(ADULT, registered_on=date(2015, 1, 5), earlier=True)

    assert refused(earlier, "03455") == []


@pytest.mark.req("R-052")
def test_no_prior_qualification_is_asked_for():
    bare = Registration(date_of_birth=date(1990, 5, 1), registered_on=TODAY)

    assert refused(bare, "10380") == []
