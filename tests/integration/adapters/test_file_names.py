"""Names of files, from friendly to hostile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.adapters.file_names import clean_file_name, content_disposition, extension


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Complaint log.pdf", "Complaint log.pdf"),
        ("C:\\fakepath\\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("ev\u202egpj.exe", "evgpj.exe"),
        ("رسالة العميل.pdf", "رسالة العميل.pdf"),
        ("מכתב.docx", "מכתב.docx"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie: x=1.txt"),
        ("nul\0l.txt", "null.txt"),
        ("two  \t spaces.txt ", "two spaces.txt"),
        ("", "file"),
        ("...", "file"),
        ("/", "file"),
        ("\u202e\u2066", "file"),
        ("lone\ud800.txt", "lone.txt"),
        ("smile 👩‍💼.png", "smile 👩‍💼.png"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_tricks(given_name, kept):
    assert clean_file_name(given_name) == kept


@pytest.mark.parametrize("letter", ["a", "é", "ع", "👩"])
def test_a_name_of_300_letters_is_cut_before_its_ending(letter):
    name = clean_file_name(letter * 300 + ".jpeg")
    assert name.endswith(letter + ".jpeg")
    assert 248 <= len(name.encode()) <= 255


@given(st.text(max_size=400))
def test_any_name_can_be_kept_and_sent_back_in_a_header(name):
    kept = clean_file_name(name)
    header = content_disposition(kept, inline=False)
    assert kept
    assert len(kept.encode()) <= 255
    assert clean_file_name(kept) == kept
    assert header.isascii()
    assert header.isprintable()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("log.pdf", "attachment; filename=\"log.pdf\"; filename*=UTF-8''log.pdf"),
        ('a";b\\.txt', "attachment; filename=\"a__b_.txt\"; filename*=UTF-8''a%22%3Bb%5C.txt"),
        ("كتاب.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''" + "%D9%83%D8%AA"
         "%D8%A7%D8%A8.pdf"),
    ],
)  # fmt: skip
def test_a_download_is_named_in_every_script(name, header):
    assert content_disposition(name, inline=False) == header
    assert content_disposition(name, inline=True) == header.replace("attachment", "inline")


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.JPG", "jpg"), ("a.tar.gz", "gz"), ("12.11.2026", ""), (".hidden", ""), ("a", "")],
)
def test_an_ending_is_letters_after_the_last_dot(name, ending):
    assert extension(name) == ending
