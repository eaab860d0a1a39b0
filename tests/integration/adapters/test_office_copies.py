"""Office files drawn by LibreOffice where it is installed, else left to be downloaded."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from portfolio.adapters.previews import Copies, Limits, NoCopy, make_copies, office
from portfolio.adapters.previews.children import run

DOCX, XLSX, PPTX, ODT, RTF = office.FILTERS
WORDS = "Put right on the help desk"

needs_libreoffice = pytest.mark.skipif(
    office.found() is None, reason="LibreOffice is not installed"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def document(path: Path, paragraphs: int = 3) -> Path:
    written = docx.Document()
    for _ in range(paragraphs):
        written.add_paragraph(WORDS)
    written.save(str(path))
    return path


def text_of(copies: Copies) -> str:
    return next(copy for copy in copies.made if copy.kind == "text").path.read_text()


@needs_libreoffice
@pytest.mark.req("R-071", part="a Word file is looked at in the browser")
def test_a_word_file_is_shown_page_by_page_with_its_text(tmp_path, folder, samples):
    copies = make_copies(samples / "reflective-account.docx", DOCX, folder)
    assert [copy.kind for copy in copies.made] == ["page", "thumbnail", "text"]
    assert copies.made[0].width == 1400
    assert "Demonstration only" in text_of(copies)


def converted(source: Path, ending: str, folder: Path) -> Path:
    """The same content as another kind of office file."""
    program = office.found()
    assert program
    (folder / "making").mkdir()
    profile = f"-env:UserInstallation={(folder / 'making' / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", ending, "--outdir", folder, source]
    for _ in range(2):
        run(command, folder, Limits(seconds=60, memory_bytes=1 << 30, address_space=False))
    return folder / f"{source.stem}.{ending}"


@needs_libreoffice
@pytest.mark.full
@pytest.mark.req("R-071", part="office files of every kind are looked at in the browser")
@pytest.mark.parametrize(
    ("flat", "ending", "media_type"),
    [("txt", "odt", ODT), ("txt", "rtf", RTF), ("csv", "xlsx", XLSX), ("fodp", "pptx", PPTX)],
)
def test_every_kind_of_office_file_is_shown(tmp_path, folder, flat, ending, media_type):
    (tmp_path / f"source.{flat}").write_text(SLIDE if flat == "fodp" else WORDS)
    source = converted(tmp_path / f"source.{flat}", ending, tmp_path)
    copies = make_copies(source, media_type, folder)
    assert copies.made[0].kind == "page"
    assert WORDS in text_of(copies)


SLIDE = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.presentation" office:version="1.3">
 <office:body><office:presentation><draw:page draw:name="one">
  <draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm">
   <draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame>
 </draw:page></office:presentation></office:body></office:document>"""


@needs_libreoffice
def test_a_document_fetches_nothing_from_anywhere(tmp_path, folder):
    """A picture linked from outside would tell somebody who opened the evidence, and when."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = threading.Event()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/pixel.png"
        threading.Thread(target=_note_a_visitor, args=(server, asked), daemon=True).start()
        make_copies(with_linked_picture(tmp_path / "linked.docx", address), DOCX, folder)
        assert not asked.is_set()


def _note_a_visitor(server: socket.socket, asked: threading.Event) -> None:
    try:
        visitor, _ = server.accept()
    except OSError:
        return
    asked.set()
    visitor.close()


def with_linked_picture(path: Path, address: str) -> Path:
    written = docx.Document()
    paragraph = written.add_paragraph(WORDS)
    link = written.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    picture = docx.oxml.parse_xml(PICTURE.format(link=link))
    paragraph.add_run()._r.append(picture)
    written.save(str(path))
    return path


PICTURE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""


@needs_libreoffice
@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"<html>not a document</html>"])
def test_a_damaged_document_has_no_copy_and_blocks_nothing(tmp_path, folder, content):
    (tmp_path / "broken.docx").write_bytes(content)
    with pytest.raises(NoCopy, match="Download it to open it"):
        make_copies(tmp_path / "broken.docx", DOCX, folder)


@needs_libreoffice
def test_a_document_that_takes_too_long_is_given_up(tmp_path, folder):
    source = document(tmp_path / "long.docx", paragraphs=4000)
    with pytest.raises(NoCopy, match="took too long"):
        make_copies(source, DOCX, folder, Limits(seconds=1))


@pytest.mark.parametrize("media_type", office.FILTERS)
def test_without_libreoffice_a_document_is_downloaded(tmp_path, folder, monkeypatch, media_type):
    source = document(tmp_path / "some.docx")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoCopy, match="Download it to open it"):
        make_copies(source, media_type, folder)
