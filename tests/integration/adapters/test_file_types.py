"""What is taken and what is refused, on real, odd and hostile files."""

import ctypes.util
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from portfolio.adapters import file_types, office_files
from portfolio.adapters.file_types import ACCEPTED_EXTENSIONS, HEAD, WrongType, identify
from portfolio.adapters.storage import FolderStore, new_key
from portfolio.adapters.storage.seekable import seekable

ISO = b"\0\0\0\x18ftyp%b\0\0\0\0%b"
HTML = b"<!DOCTYPE html><html><body><script>parent.ran = 1</script>"
MHTML = (
    b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
)
MP3_FRAME = b"\xff\xfb\x90\x64" + bytes(413)
EBML = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282")
CONTENT_TYPES = '<Types><Override ContentType="application/vnd.{}.main+xml"/></Types>'
WORD = CONTENT_TYPES.format("openxmlformats-officedocument.wordprocessingml.document")
EXCEL = CONTENT_TYPES.format("openxmlformats-officedocument.spreadsheetml.sheet")
SLIDES = CONTENT_TYPES.format("openxmlformats-officedocument.presentationml.presentation")
WITH_MACROS = CONTENT_TYPES.format("ms-word.document.macroEnabled")


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(file, kind)
    return file.getvalue()


def in_words(value: str | bytes) -> str:
    """How a case is called: never by its bytes, for a ZIP holds the time it was made."""
    return "content" if isinstance(value, bytes) else value[:40]


def container(entries: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_document() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def kind_of(content: bytes, name: str) -> str:
    return identify(content[:HEAD], name, lambda: io.BytesIO(content)).media_type


def refusal_of(content: bytes, name: str) -> str:
    with pytest.raises(WrongType) as refused:
        kind_of(content, name)
    return str(refused.value)


TAKEN = [
    ("photo.jpg", picture("JPEG"), "image/jpeg"),
    ("screen.png", picture("PNG"), "image/png"),
    ("p.webp", picture("WEBP"), "image/webp"),
    ("p.gif", picture("GIF"), "image/gif"),
    ("p.avif", picture("AVIF"), "image/avif"),
    ("IMG_0001.HEIC", ISO % (b"heic", b"mif1heic"), "image/heic"),
    ("burst.heic", ISO % (b"hevc", b"mif1heic"), "image/heic"),
    ("p.heif", ISO % (b"mif1", b"mif1heic"), "image/heif"),
    ("log.pdf", b"%PDF-1.7\n", "application/pdf"),
    ("letter.docx", word_document(), file_types.DOCX.media_type),
    ("sums.xlsx", container({"[Content_Types].xml": EXCEL}), file_types.XLSX.media_type),
    ("talk.pptx", container({"[Content_Types].xml": SLIDES}), file_types.PPTX.media_type),
    ("late.docx", container({"a": "", "[Content_Types].xml": WORD}), file_types.DOCX.media_type),
    (
        "letter.odt",
        container({"mimetype": file_types.ODT.media_type, "content.xml": ""}),
        file_types.ODT.media_type,
    ),
    ("letter.rtf", rb"{\rtf1\ansi Dear customer}", "application/rtf"),
    ("note.txt", b"The customer rang twice.\n", "text/plain"),
    ("note.txt", "اتصل العميل مرتين".encode(), "text/plain"),
    ("note.txt", "The customer rang".encode("utf-16"), "text/plain"),
    ("mail.txt", b"From: a@demo.test\nTo: b@demo.test\nSubject: x\n\nThank you", "text/plain"),
    ("list.txt", b"day,calls\n1,4\n2,6\n", "text/plain"),
    ("clip.mp4", ISO % (b"isom", b"isomiso2"), "video/mp4"),
    ("camera.mp4", ISO % (b"XAVC", b"XAVCmp42"), "video/mp4"),
    ("clip.mov", ISO % (b"qt  ", b"qt  "), "video/quicktime"),
    ("clip.webm", EBML + b"\x84webm\x42\x87\x81\x04", "video/webm"),
    ("clip.3gp", ISO % (b"3gp4", b"isom3gp4"), "video/3gpp"),
    ("memo.m4a", ISO % (b"M4A ", b"M4A mp42"), "audio/mp4"),
    ("memo.m4a", ISO % (b"mp42", b"isommp42"), "audio/mp4"),
    ("call.mp3", b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + MP3_FRAME * 2, "audio/mpeg"),
    ("padded.mp3", bytes(700) + MP3_FRAME * 3, "audio/mpeg"),
    ("call.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0", "audio/wav"),
    ("call.ogg", b"OggS\0\2" + bytes(20) + b"\1\x1e\1vorbis", "audio/ogg"),
]


@pytest.mark.req("R-071")
@pytest.mark.parametrize(("name", "content", "media_type"), TAKEN, ids=in_words)
def test_every_kind_on_the_list_is_taken_for_what_it_is(name, content, media_type):
    assert kind_of(content, name) == media_type


def test_the_list_above_leaves_out_no_kind():
    assert {media_type for _, _, media_type in TAKEN} == {
        kind.media_type for kind in file_types.ACCEPTED
    }


@pytest.mark.parametrize("name", ["photo.png", "photo.pdf", "photo", "Shop 12.11.2026"])
def test_a_photo_under_another_name_is_taken_as_the_photo_it_is(name):
    assert kind_of(picture("JPEG"), name) == "image/jpeg"


REFUSED = [
    ("photo.jpg", HTML, "is a web page. Save the page as PDF"),
    ("note.txt", HTML, "is a web page"),
    ("page.html", HTML, "is a web page"),
    ("note.txt", b"Dear all\n" * 9 + b"<script>alert(1)</script>", "is a web page"),
    ("page.xhtml", b'<?xml version="1.0"?><html xmlns="x"/>', "is a web page or XML"),
    ("photo.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "is an SVG"),
    ("a.svg", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "is an SVG"),
    ("page.mhtml", MHTML, "is a saved e-mail or web page"),
    ("page.txt", MHTML, "is a saved e-mail or web page"),
    ("setup.exe", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(80), "is a program"),
    ("photo.jpg", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(80), "is a program"),
    ("photo.jpg", b"\x7fELF\2\1\1" + bytes(60), "is a program"),
    ("note.txt", b"#!/bin/sh\nrm -r x\n", "is a program"),
    ("note.txt", b"<?php system($_GET['x']);", "is a program"),
    ("run.js", b"var a = 1;\n", "holds only text. Give it a name that ends in .txt"),
    ("photo.jpg", b"only words here", "holds only text"),
    ("all.zip", container({"a.txt": "a"}), "is a ZIP archive. Choose the files inside"),
    ("letter.docx", container({"a.txt": "a"}), "is a ZIP archive"),
    ("app.jar", container({"META-INF/MANIFEST.MF": "x"}), "is a ZIP archive"),
    ("m.docm", container({"[Content_Types].xml": WITH_MACROS}), "with macros"),
    ("m.docx", container({"[Content_Types].xml": WORD, "word/vbaProject.bin": "x"}), "macros"),
    (
        "m.odt",
        container({"mimetype": file_types.ODT.media_type, "Basic/script-lc.xml": ""}),
        "macros",
    ),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an older Office file"),
    ("scan.tiff", picture("TIFF"), "is a TIFF picture"),
    ("scan.bmp", picture("BMP"), "is a BMP picture"),
    ("sound.flac", b"fLaC\0\0\0\x22" + bytes(40), "is sound of a kind we cannot play"),
    ("film.mkv", EBML + b"\x88matroska\x42\x87\x81\x04", "is video of a kind we cannot play"),
    ("raw.mp4", bytes(5000), "is of a kind we do not take"),
    ("nothing.jpg", b"", "is empty"),
    ("half.docx", word_document()[:900], "is damaged"),
    ("photo.exe", picture("JPEG"), "is JPG, but its name ends in .exe"),
    ("photo.html", picture("GIF"), "is GIF, but its name ends in .html"),
]


@pytest.mark.req("R-071", "R-350")
@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=in_words)
def test_what_is_not_on_the_list_is_refused_by_its_content(name, content, words):
    message = refusal_of(content, name)
    assert message.startswith(f"“{name}” ")
    assert words in message
    assert not message.endswith(".")


def locked() -> bytes:
    """A container whose only entry says that it is encrypted, in both places."""
    content = bytearray(container({"[Content_Types].xml": WORD}))
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    return bytes(content)


def many_entries() -> bytes:
    return container({str(number): "" for number in range(office_files.MOST_ENTRIES + 1)})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            container({"[Content_Types].xml": WORD, "x": bytes(2_000_000)}),
            "unpacks to far more",
            id="ratio",
        ),
        pytest.param(
            container({"[Content_Types].xml": WORD, "x": bytes(51 << 20)}, zipfile.ZIP_STORED),
            "unpacks to far more",
            id="size",
        ),
        pytest.param(many_entries(), "unpacks to far more", id="entries"),
        pytest.param(locked(), "is protected by a password", id="password"),
        pytest.param(container({"../x": "", "[Content_Types].xml": WORD}), "damaged", id="climbs"),
        pytest.param(container({"/x": "", "[Content_Types].xml": WORD}), "damaged", id="absolute"),
        pytest.param(word_document() + b"tail", "is damaged", id="something after the end"),
        pytest.param(b"PK\3\4" + bytes(3000), "is damaged", id="no directory"),
    ],
)
def test_a_container_that_would_harm_who_opens_it_is_refused(content, words):
    assert words in refusal_of(content, "letter.docx")


def test_a_directory_too_large_to_read_is_refused_before_it_is_read():
    end = b"PK\5\6" + bytes(4) + b"\x01\0\x01\0" + (3 << 30).to_bytes(4, "little") + bytes(6)
    assert "unpacks to far more" in refusal_of(b"PK\3\4" + end, "letter.docx")


def test_an_office_file_in_the_store_is_told_by_its_end(tmp_path: Path):
    store, key = FolderStore(tmp_path), new_key(1)
    content = container({"filler": bytes(300_000), "[Content_Types].xml": WORD}, zipfile.ZIP_STORED)
    with store.begin(key) as writer:
        writer.write(content)
        writer.finish()

    found = identify(content[:HEAD], "letter.docx", lambda: seekable(store, key))

    assert found is file_types.DOCX


def test_the_file_input_offers_every_ending_we_take():
    assert {"jpg", "heic", "docx", "m4a", "3gp", "txt"} <= set(ACCEPTED_EXTENSIONS)
    assert not {"html", "svg", "exe", "zip", "docm"} & set(ACCEPTED_EXTENSIONS)


def test_pictures_that_no_browser_shows_are_not_offered_in_place():
    assert [kind.words for kind in file_types.ACCEPTED if kind.kind == "image"] == [
        *("JPG", "PNG", "WEBP", "GIF", "HEIC", "HEIF", "AVIF")
    ]
    assert not file_types.HEIC.inline
    assert file_types.JPEG.inline
    assert not any(kind.inline for kind in file_types.ACCEPTED if kind.kind in {"pdf", "document"})


WITH_THE_SYSTEMS_LIBMAGIC = """
import importlib.util, io
importlib.util.find_spec = lambda name: None
from portfolio.adapters.file_types import identify
print(identify(b"%PDF-1.7", "a.pdf", io.BytesIO).media_type, end="")
"""


@pytest.mark.skipif(not ctypes.util.find_library("magic"), reason="the system has no libmagic")
def test_the_systems_libmagic_will_do_where_pypi_has_none():
    command = [sys.executable, "-c", WITH_THE_SYSTEMS_LIBMAGIC]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == b"application/pdf"
