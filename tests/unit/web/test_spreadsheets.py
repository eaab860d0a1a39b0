"""Files for spreadsheet programs: nothing in them is calculated."""

import csv

import pytest

from portfolio.domain.spreadsheets import guarded, lines


@pytest.mark.parametrize(
    "hostile",
    [
        "=1+1",
        '=HYPERLINK("http://elsewhere.test","Prize")',
        "+44 7700 900000",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
    ],
)
def test_a_cell_that_would_be_calculated_is_text(hostile):
    assert guarded(hostile) == f"'{hostile}"


@pytest.mark.parametrize("harmless", ["Demo Candidate", "O'Neill", "", "24 = 2 dozen", "é"])
def test_a_cell_that_would_not_stays_as_it_is(harmless):
    assert guarded(harmless) == harmless


def test_a_file_says_that_it_is_utf_8_and_keeps_quotes_commas_and_lines():
    rows = [["Nàme", 14], ['Anna "A", of\nNowhere', -2]]
    text = "".join(lines(rows))

    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True))) == [
        ["Nàme", "14"],
        ['Anna "A", of\nNowhere', "-2"],
    ]
