"""Reports as PDF: what is in the file, as a reader of it finds it."""

from __future__ import annotations

import pypdfium2
import pytest

from portfolio.adapters.pdf_reports import pdf
from portfolio.domain.report import Report, Section, Table
from tests.conftest import NOON

NAMES = [
    "Zoë O’Brien-Łukasz",
    "Ольга",
    "Ελένη",
    "山田",
    "देवनागरी",
    "عائشة",
    "🙂",
    "\x00\x07\x1b",
    "",
]


@pytest.mark.req("R-286", part="the PDF")
@pytest.mark.req("R-290", part="the PDF")
def test_a_report_keeps_text_as_text_and_repeats_the_head_of_its_table():
    rows = [(f"C-2026-{n:03}", NAMES[n % len(NAMES)], "=1+1 " + "x" * 90) for n in range(120)]
    table = Table("Cases", ("Case", "From", "Words"), rows, (2, 3, 5))
    report = Report(
        "Meeting pack",
        "Demo Centre",
        [Section("Cases", ("In short.",), table), Section("Escalations", empty="Nothing.")],
    )
    with pypdfium2.PdfDocument(pdf(report, NOON)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        titles = [one.get_title() for one in document.get_toc()]
        assert document.get_metadata_value("Title") == "Meeting pack"
        assert document.raw is not None
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
    assert all("Case From Words" in " ".join(text.split()) for text in pages[:-1])
    assert "Zoë O’Brien-Łukasz" in pages[0]
    assert "Ольга" in pages[0]
    assert "Nothing." in pages[-1]
    assert titles == ["Meeting pack", "Cases", "Escalations"]


def test_the_file_says_its_language():
    assert b"/Lang (en-GB)" in pdf(Report("A", "B"), NOON)


def test_no_cell_is_so_long_that_the_report_fails():
    rows = [("\n" * 3000, "x" * 3000), ("a " * 3000, "😀" * 3000), ("", "W" * 399)]
    report = Report("A", "B", [Section("C", ("y" * 3000,), Table("D", ("E", "F"), rows, (1, 9)))])
    with pypdfium2.PdfDocument(pdf(report, NOON)) as document:
        assert 1 <= len(document) < 6
