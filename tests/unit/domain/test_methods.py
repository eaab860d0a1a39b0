"""The ten method codes, what they fit and where simulation is barred."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.methods import (
    DIPLOMA_METHODS,
    FITTING,
    METHODS,
    check_codes,
    offered,
    read_code,
    simulation_barred,
)


def unit(code, number):
    qualification = read_shipped().qualification(code)
    return qualification, qualification.by_number[number].unit.reference


@pytest.mark.req("R-137")
def test_there_are_exactly_ten_codes():
    assert list(METHODS) == ["O", "EP", "EWT", "ECH", "EPS", "EWQ", "QC", "QW", "PD", "S"]


@pytest.mark.req("R-137")
@pytest.mark.parametrize(
    ("typed", "code"), [("0", "O"), ("o", "O"), (" qc", "QC"), ("Р D", "PD"), ("EWT", "EWT")]
)
def test_an_imported_code_is_read_as_meant(typed, code):
    assert read_code(typed) == code


@pytest.mark.req("R-137")
def test_an_unknown_code_is_refused():
    with pytest.raises(Refusal) as refused:
        read_code("XX")

    assert refused.value.field == "methods"


@pytest.mark.req("R-070")
def test_every_type_of_evidence_has_codes_and_every_code_a_type():
    assert set(FITTING) == set(EvidenceType)
    assert {code for codes in FITTING.values() for code in codes} == set(METHODS)


@pytest.mark.req("R-139")
def test_the_six_methods_of_the_diploma_are_stored_as_codes():
    assert len(DIPLOMA_METHODS) == 6
    assert DIPLOMA_METHODS["Examining work products"] == ("EP",)
    assert all(code in METHODS for codes in DIPLOMA_METHODS.values() for code in codes)


@pytest.mark.req("R-088")
def test_simulation_is_barred_for_every_unit_of_the_diploma():
    diploma = read_shipped().qualification("10380")

    assert all(simulation_barred(diploma, placed.unit.reference) for placed in diploma.units)


@pytest.mark.req("R-089")
@pytest.mark.parametrize("code", ["03454", "03455", "03456"])
def test_simulation_is_possible_for_two_units_of_the_nvqs_only(code):
    nvq = read_shipped().qualification(code)

    possible = [p.number for p in nvq.units if not simulation_barred(nvq, p.unit.reference)]

    assert possible == ([] if code == "03456" else ["C1", "C2"])


@pytest.mark.req("R-070", "R-088", "R-089")
def test_a_barred_code_is_offered_with_its_reason():
    diploma = offered(EvidenceType.OBSERVATION, *unit("10380", "1"))
    nvq = offered(EvidenceType.OBSERVATION, *unit("03455", "C2"))

    assert [(m.code, bool(m.barred)) for m in diploma] == [("O", False), ("S", True)]
    assert [(m.code, m.barred) for m in nvq] == [("O", None), ("S", None)]


@pytest.mark.req("R-138")
def test_a_decision_without_a_code_is_refused():
    with pytest.raises(Refusal, match="at least one"):
        check_codes([], EvidenceType.PRODUCT, *unit("10380", "1"))


@pytest.mark.req("R-070", "R-138")
@pytest.mark.parametrize(
    ("codes", "evidence_type", "where", "message"),
    [
        pytest.param(["S"], EvidenceType.OBSERVATION, ("03455", "B2"), "C1 and C2", id="NVQ B2"),
        pytest.param(["S"], EvidenceType.PRODUCT, ("10380", "7"), "not accepted in", id="Diploma"),
        pytest.param(
            ["EP"], EvidenceType.OBSERVATION, ("10380", "7"),
            "EP, product, does not fit observation record", id="a code of another type",
        ),
    ],
)  # fmt: skip
def test_a_code_that_is_barred_or_does_not_fit_is_refused(codes, evidence_type, where, message):
    with pytest.raises(Refusal, match=message):
        check_codes(codes, evidence_type, *unit(*where))


@pytest.mark.req("R-089", "R-138")
def test_codes_are_kept_once_each_in_the_order_of_the_sheet():
    chosen = check_codes(["S", "0", "o"], EvidenceType.OBSERVATION, *unit("03455", "C2"))

    assert chosen == ("O", "S")
