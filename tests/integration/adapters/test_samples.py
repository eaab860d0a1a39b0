"""The demo's committed files pass the app's own checks."""

from pathlib import Path

import pytest

from portfolio import demo
from portfolio.adapters.file_types import HEAD, identify
from portfolio.adapters.previews import VIEWABLE, make_copies

SAMPLES = Path(demo.__file__).with_name("samples")
TYPES = {
    "complaint-log.heic": "HEIC",
    "email-thread.pdf": "PDF",
    "follow-up-note.m4a": "M4A",
    "help-desk.jpg": "JPG",
    "queue-board.mp4": "MP4",
    "reflective-account.docx": "DOCX",
    "shift-notes.txt": "TXT",
}


@pytest.mark.parametrize("name", TYPES)
def test_each_sample_is_what_its_name_says(name, tmp_path):
    path = SAMPLES / name
    found = identify(path.read_bytes()[:HEAD], name, lambda: path.open("rb"))
    assert found.words == TYPES[name]
    if found.media_type in VIEWABLE:
        assert make_copies(path, found.media_type, tmp_path).made


def test_the_samples_are_few_and_small():
    files = {path.name: path.stat().st_size for path in SAMPLES.iterdir()}
    assert set(files) == set(TYPES)
    assert sum(files.values()) < 1_200_000
