"""Which files are accepted as evidence."""

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.media import BY_ENDING, FORMATS, MediaKind, accepted_format


@pytest.mark.req("R-071")
@pytest.mark.parametrize(
    ("name", "detected", "kind", "served_as"),
    [
        ("IMG_1.JPG", "image/jpeg", MediaKind.IMAGE, "image/jpeg"),
        ("photo.heic", "image/heic", MediaKind.IMAGE, "image/heic"),
        ("clip.mp4", "video/mp4", MediaKind.VIDEO, "video/mp4"),
        ("talk.m4a", "audio/x-m4a", MediaKind.AUDIO, "audio/mp4"),
        ("report.pdf", "application/pdf", MediaKind.DOCUMENT, "application/pdf"),
        ("notes.txt", "text/x-script.python", MediaKind.DOCUMENT, "text/plain"),
        (
            "letter.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            MediaKind.DOCUMENT,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_that_is_what_its_name_says_is_accepted(name, detected, kind, served_as):
    media = accepted_format(name, detected)

    assert (media.kind, media.served_as) == (kind, served_as)


@pytest.mark.req("R-071")
@pytest.mark.parametrize(
    ("name", "detected"),
    [
        pytest.param("setup.exe", "application/x-dosexec", id="a program"),
        pytest.param("page.html", "text/html", id="a page"),
        pytest.param("drawing.svg", "image/svg+xml", id="a drawing that can run"),
        pytest.param("archive.zip", "application/zip", id="an archive"),
        pytest.param("noending", "image/jpeg", id="no ending"),
        pytest.param(".jpg", "image/jpeg", id="nothing but an ending"),
        pytest.param("photo.jpg", "application/x-dosexec", id="a program named photo"),
        pytest.param("notes.txt", "text/html", id="a page named notes"),
        pytest.param("letter.docx", "application/zip", id="an archive named letter"),
    ],
)
def test_anything_else_is_refused_by_its_name(name, detected):
    with pytest.raises(Refusal, match=name) as refused:
        accepted_format(name, detected)

    assert refused.value.field == "files"


@pytest.mark.req("R-071")
def test_no_format_can_run_as_a_page():
    served = {media.served_as for media in FORMATS}

    assert served.isdisjoint({"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"})
    assert len(BY_ENDING) == sum(len(media.endings) for media in FORMATS)
