"""Files made to do harm: to run in a reader's browser, to unpack without end, to infect.

Each is made here, small, of our own bytes; the virus is the EICAR test file, which harms nobody.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.servers.clamav import EICAR
from tests.uploads import JPEG, PDF

RAN = "/it-ran"
"""What a script of these files asks for when it runs."""
SCRIPT = f"<script>document.title='ran';fetch('{RAN}')</script>".encode()
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="1">' + SCRIPT + b"</svg>"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
MHTML = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + HTML
XHTML = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>"
PHOTO = Path(__file__).resolve().parent.parent / "portfolio/demo/samples/complaint-log.heic"
NAMES = ["jpg", "pdf", "txt", "png", "docx"]

Samples = dict[str, tuple[bytes, str]]


def zipped(how: int = ZIP_STORED, **members: bytes) -> bytes:
    """A ZIP archive; of names that are no words in Python, give them as ``**{"a/b": …}``."""
    out = BytesIO()
    with ZipFile(out, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(kind: str, **parts: bytes) -> bytes:
    """A Word or Excel file as far as anybody looks, with these parts in it."""
    main = {"word": "wordprocessingml.document", "excel": "spreadsheetml.sheet"}[kind]
    types = f"application/vnd.openxmlformats-officedocument.{main}.main+xml".encode()
    return zipped(ZIP_DEFLATED, **{"[Content_Types].xml": types}, **parts)


def picture_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds one line of nothing."""
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def enlarged(heic: bytes, side: int) -> bytes:
    """The photo saying that its picture is ``side`` points wide and high (its ``ispe`` boxes)."""
    at, changed = heic.find(b"ispe"), bytearray(heic)
    while at >= 0:
        changed[at + 8 : at + 16] = struct.pack(">2I", side, side)
        at = heic.find(b"ispe", at + 4)
    return bytes(changed)


def _nested(depth: int) -> bytes:
    inner = zipped(ZIP_DEFLATED, zeros=bytes(1_000_000))
    for _ in range(depth):
        inner = zipped(ZIP_DEFLATED, **{f"{n}.zip": inner for n in range(8)})
    return inner


ARCHIVE = zipped(page=HTML)

PAGES: Samples = {
    **{f"a page named {name}": (HTML, f"page.{name}") for name in [*NAMES, "html", "htm"]},
    **{f"a drawing named {name}": (SVG, f"drawing.{name}") for name in [*NAMES, "svg"]},
    **{f"XHTML named {name}": (XHTML, f"page.{name}") for name in ["xhtml", "xml", "txt"]},
    **{f"a saved page named {name}": (MHTML, f"page.{name}") for name in ["mht", "eml", "txt"]},
    "page after a line": (b"notes\n" + HTML, "notes.txt"),
    "page after many bytes": (b" " * 2000 + HTML, "notes.txt"),
    "script": (b"alert(document.domain)", "notes.js"),
    "style sheet": (b"body { color: red }", "notes.css"),
    "shortcut": (b"[InternetShortcut]\nURL=javascript:1", "link.url"),
    "page named sound": (HTML, "sound.mp3"),
}
POLYGLOTS: Samples = {
    "GIF and page": (GIF + HTML, "both.gif"),
    "GIF and page named page": (GIF + HTML, "both.html"),
    "JPEG and archive": (JPEG + ARCHIVE, "both.jpg"),
    "JPEG and page": (JPEG + HTML, "both.jpg"),
    "PDF and archive": (PDF + ARCHIVE, "both.pdf"),
    "PDF with script": (PDF.replace(b"/Catalog", b"/Catalog /OpenAction"), "script.pdf"),
    "PDF and page": (PDF + HTML, "both.html"),
    "PNG and PHP": (PNG + b"<?php echo 1;", "both.php"),
    "PNG and page": (PNG + HTML, "both.png"),
    "name of two endings": (PDF, "report.pdf.html"),
}
PROGRAMS: Samples = {
    "archive": (ARCHIVE, "files.zip"),
    "archive named Word": (ARCHIVE, "letter.docx"),
    "program": (b"MZ" + b"\0" * 64, "film.mp4"),
    "ELF": (b"\x7fELF" + b"\0" * 64, "film.mp4"),
    "shell script": (b"#!/bin/sh\nid\n", "notes.txt"),
    "macros named Word": (office("word", **{"word/vbaProject.bin": b"macro"}), "letter.docx"),
}
BOMBS: Samples = {
    "archive of zeros": (zipped(ZIP_DEFLATED, zeros=bytes(20_000_000)), "zeros.zip"),
    "archives in archives": (_nested(3), "nested.zip"),
    "Word of zeros": (office("word", **{"word/a.xml": bytes(60_000_000)}), "letter.docx"),
    "Excel of zeros": (office("excel", **{"xl/a.xml": bytes(60_000_000)}), "sheet.xlsx"),
    "Excel of many parts": (
        office("excel", **{f"xl/{n}.xml": b"" for n in range(3000)}),
        "sheet.xlsx",
    ),
    "PNG of 2,500 million points": (picture_of(50_000, 50_000), "scan.png"),
    "HEIC of 121 million points": (enlarged(PHOTO.read_bytes(), 11_000), "photo.heic"),
}
DAMAGED: Samples = {
    "nothing at all": (b"", "nothing.pdf"),
    "HEIC cut off": (PHOTO.read_bytes()[:2000], "photo.heic"),
    "JPEG cut off": (JPEG[:24], "photo.jpg"),
    "Word cut off": (office("word")[:-30], "letter.docx"),
}
INFECTED: Samples = {
    "virus": (EICAR, "notes.txt"),
    "virus behind a photo": (JPEG + EICAR, "photo.jpg"),
    "virus in a PDF": (PDF + EICAR, "letter.pdf"),
    "virus in Word": (office("word", **{"word/document.xml": EICAR}), "letter.docx"),
    "virus in an archive": (zipped(virus=EICAR), "files.zip"),
}
HOSTILE: Samples = PAGES | POLYGLOTS | PROGRAMS | BOMBS | DAMAGED | INFECTED
