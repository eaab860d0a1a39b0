"""Which learner numbers are accepted."""

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.uln import UlnStatus, normalise_uln, uln_status


@pytest.mark.req("R-042")
@pytest.mark.parametrize(
    "uln",
    ["1000000043", "9276308686", "1000000000", "2000000001", "3914177763", "9353374064"],
)
def test_a_number_whose_last_digit_fits_is_valid(uln):
    assert uln_status(uln) is UlnStatus.VALID


@pytest.mark.req("R-042")
@pytest.mark.parametrize(
    ("uln", "message"),
    [
        pytest.param("1000000042", "last digit does not fit", id="wrong last digit"),
        pytest.param("1000000063", "last digit does not fit", id="remainder 0"),
        pytest.param("9276308687", "last digit does not fit", id="one too many"),
        pytest.param("0000000042", "does not begin with 0", id="begins with 0"),
        pytest.param("123456789", "ten digits", id="nine digits"),
        pytest.param("10000000431", "ten digits", id="eleven digits"),
        pytest.param("100000004x", "ten digits", id="a letter"),
        pytest.param("１０００００００４３", "ten digits", id="full-width digits"),
    ],
)
def test_any_other_number_is_refused_beside_its_field(uln, message):
    with pytest.raises(Refusal, match=message) as refused:
        uln_status(uln)

    assert refused.value.field == "uln"


@pytest.mark.req("R-042")
def test_a_refusal_never_gives_the_digit_that_would_pass():
    with pytest.raises(Refusal) as refused:
        uln_status("9276308680")

    assert not any(character.isdigit() for character in str(refused.value))


@pytest.mark.req("R-043")
@pytest.mark.parametrize("uln", [None, "", "  "])
def test_a_number_may_be_blank(uln):
    assert uln_status(uln) is UlnStatus.BLANK
    assert not UlnStatus.BLANK.identifies


@pytest.mark.req("R-045")
def test_ten_nines_are_a_temporary_number():
    assert uln_status("9999999999") is UlnStatus.TEMPORARY
    assert not UlnStatus.TEMPORARY.identifies


@pytest.mark.req("R-042")
def test_spaces_as_people_type_them_do_not_matter():
    assert normalise_uln(" 92763 08686\u00a0") == "9276308686"
    assert uln_status("927 630 8686") is UlnStatus.VALID
