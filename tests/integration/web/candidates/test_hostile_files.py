"""Files made to run in a reader's browser: each is refused, or comes back as a download."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from portfolio.models.evidence import EvidenceFile
from portfolio.web import file_links
from tests.uploads import JPEG, PDF, send

SCRIPT = b"<script>document.title='ran'</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="1">' + SCRIPT + b"</svg>"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
MHTML = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + HTML
XHTML = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>"


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


ARCHIVE = zipped(page=HTML)
NAMES = ["jpg", "pdf", "txt", "png", "docx"]
HOSTILE = {
    **{f"a page named {name}": (HTML, f"page.{name}") for name in [*NAMES, "html", "htm"]},
    **{f"a drawing named {name}": (SVG, f"drawing.{name}") for name in [*NAMES, "svg"]},
    **{f"XHTML named {name}": (XHTML, f"page.{name}") for name in ["xhtml", "xml", "txt"]},
    **{f"a saved page named {name}": (MHTML, f"page.{name}") for name in ["mht", "eml", "txt"]},
    "GIF and page": (GIF + HTML, "both.gif"),
    "GIF and page named page": (GIF + HTML, "both.html"),
    "JPEG and archive": (JPEG + ARCHIVE, "both.jpg"),
    "JPEG and page": (JPEG + HTML, "both.jpg"),
    "PDF and archive": (PDF + ARCHIVE, "both.pdf"),
    "PDF with script": (PDF.replace(b"/Catalog", b"/Catalog /OpenAction"), "script.pdf"),
    "PDF and page": (PDF + HTML, "both.html"),
    "PNG and PHP": (PNG + b"<?php echo 1;", "both.php"),
    "PNG and page": (PNG + HTML, "both.png"),
    "page after a line": (b"notes\n" + HTML, "notes.txt"),
    "page after many bytes": (b" " * 2000 + HTML, "notes.txt"),
    "script": (b"alert(document.domain)", "notes.js"),
    "style sheet": (b"body { color: red }", "notes.css"),
    "archive": (ARCHIVE, "files.zip"),
    "archive named Word": (ARCHIVE, "letter.docx"),
    "program": (b"MZ" + b"\0" * 64, "film.mp4"),
    "ELF": (b"\x7fELF" + b"\0" * 64, "film.mp4"),
    "shell script": (b"#!/bin/sh\nid\n", "notes.txt"),
    "shortcut": (b"[InternetShortcut]\nURL=javascript:1", "link.url"),
    "page named sound": (HTML, "sound.mp3"),
    "name of two endings": (PDF, "report.pdf.html"),
}


def test_there_are_forty_of_them():
    assert len(HOSTILE) >= 40


@pytest.mark.req("R-350")
@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_or_comes_back_as_a_download(cast, app, session, check_files, content, name):
    reply = send(cast.candidate, (content, name))
    kept = session.scalars(select(EvidenceFile)).all()
    if reply.status == 422:
        assert kept == []
        return
    check_files()
    (file,) = kept
    with app.test_request_context():
        address = file_links.link(cast.candidate.acting(), file)
    answer = cast.candidate.get(address).response
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype not in {"text/html", "image/svg+xml", "application/xhtml+xml"}
