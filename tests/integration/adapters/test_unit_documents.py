"""Unit documents that cannot be read: each is refused in words that say what to do."""

import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from portfolio.__main__ import main
from portfolio.adapters.previews.children import MIB, Limits
from portfolio.adapters.unit_documents import UnreadableDocument, open_document
from tests.unit_documents import pdf_layouts
from tests.unit_documents.made_units import unit
from tests.unit_documents.reading import told


def refusal(path: Path, **limits) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        open_document(path, path.name, **limits)
    return str(refused.value)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_pdf_is_read_in_a_child_and_printed_as_json(tmp_path, capsys):
    made = unit(1)
    path = pdf_layouts.document(pdf_layouts.above, [made], tmp_path / "unit.pdf")
    assert main(["units", "read", str(path), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    (found,) = printed["units"]
    facts = tuple(found[name] for name in ("reference", "title", "level", "credit", "glh"))
    criteria = [(c["number"], c["text"]) for o in found["outcomes"] for c in o["criteria"]]
    assert (facts, criteria) == (told(made)[0], told(made)[2])
    assert printed["doubts"] == []


def test_a_file_without_a_unit_ends_with_words_and_a_status(tmp_path, capsys):
    letter = written(tmp_path / "letter.txt", b"Dear all,\n\nThe meeting is on Friday.\n")
    assert main(["units", "read", str(letter), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "“letter.txt” has no unit with outcomes and criteria\n"


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["units", "read", str(tmp_path / "none.pdf"), "--json"]) == 1
    assert "none.pdf" in capsys.readouterr().err


def test_a_pdf_of_pictures_is_refused(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100, style="F")
    pdf.output(str(tmp_path / "scan.pdf"))
    assert refusal(tmp_path / "scan.pdf").startswith("This PDF has pictures of text only")


def test_a_pdf_with_a_password_is_refused(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica")
    pdf.cell(text="1.1 Describe the lock")
    pdf.set_encryption("owner", "user", permissions=AccessPermission.none())
    pdf.output(str(tmp_path / "locked.pdf"))
    assert "is protected by a password" in refusal(tmp_path / "locked.pdf")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("unit.pdf", b"%PDF-1.7\nnothing else", "is damaged", id="half a PDF"),
        pytest.param("unit.docx", b"PK\x03\x04 and no more", "is damaged", id="half a DOCX"),
        pytest.param("unit.doc", b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\0" * 600, "old Office", id="DOC"),
        pytest.param("unit.rtf", b"{\\rtf1 text}", "is an RTF file", id="RTF"),
        pytest.param("unit.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a picture", id="picture"),
        pytest.param("unit.html", b"<!doctype html><p>1.1", "is a web page", id="web page"),
        pytest.param("unit.txt", bytes(range(256)) * 4, "no document", id="bytes"),
        pytest.param("unit.txt", b"", "is empty", id="empty"),
        pytest.param("unit.csv", b" \n\t\n", "is empty", id="blank"),
    ],
)
def test_what_is_no_unit_document_is_refused(tmp_path, name, content, words):
    assert words in refusal(written(tmp_path / name, content))


def test_a_zip_that_unpacks_to_far_more_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        container.writestr("word/document.xml", b"0" * (60 * MIB))
    path = written(tmp_path / "bomb.docx", out.getvalue())
    assert "unpacks to far more than it should" in refusal(path)


def test_a_workbook_without_a_word_is_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    assert refusal(tmp_path / "empty.xlsx") == "“empty.xlsx” has no text"


def test_a_document_that_needs_too_much_is_given_up(tmp_path):
    document = docx.Document()
    document.add_paragraph("1.1 Describe it")
    document.save(str(tmp_path / "unit.docx"))
    said = refusal(tmp_path / "unit.docx", limits=Limits(memory_bytes=24 * MIB))
    assert "is too large or too complicated to read" in said or "is damaged" in said
