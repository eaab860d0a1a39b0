"""How a file is looked at, watched or listened to on the page of its item."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.web import file_links

ROOT = Path(__file__).resolve().parents[4]
BYTES, REQUESTS = 100_000, 12
TYPES = {
    "screen": "image/jpeg",
    "page": "image/jpeg",
    "poster": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "waveform": "application/json",
    "text": "text/plain; charset=utf-8",
}


@pytest.fixture
def store(app):
    return app.extensions["outside"].store


@pytest.fixture
def shown(cast, make, session, store):
    """A submitted item with one file, and copies of the given kinds, ten bytes each."""

    def put(media_type: str, *kinds: str, name: str = "file", **columns) -> EvidenceFile:
        item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
        file = make.file(item, name, media_type=media_type, **columns)
        for place, kind in enumerate(kinds):
            key = f"{file.key[:-2]}{place:02x}"
            page = kinds[:place].count(kind) + 1
            copy = FileCopy(
                file_id=file.id, kind=kind, page=page, key=key, size=10, width=8, height=6
            )
            session.add(copy)
            with store.begin(key) as writer:
                writer.write(b"0123456789")
                writer.finish()
        session.commit()
        return file

    return put


def viewer(person, file, page: int = 0):
    address = f"/evidence/{file.evidence_id}?file={file.id}" + (f"&page={page}" if page else "")
    return person.get(address).html.select_one("#viewer")


@pytest.fixture
def link(app):
    def make_link(person, file, which="original") -> str:
        with app.test_request_context():
            return file_links.link(person.acting(), file, which)

    return make_link


@pytest.mark.req("R-100", part="copies in parts, under their own type")
@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_of_copy_is_served_in_place_and_in_parts_as_what_it_is(cast, shown, link, kind):
    address = link(cast.assessor, shown("video/mp4", kind), f"{kind}-1")
    whole = cast.assessor.get(address)
    part = cast.assessor.get(address, headers={"Range": "bytes=3-5"})
    beyond = cast.assessor.get(address, headers={"Range": "bytes=10-"})

    assert (whole.status, part.status, beyond.status) == (200, 206, 416)
    assert (whole.response.data, part.response.data) == (b"0123456789", b"345")
    assert whole.response.headers["Content-Type"] == TYPES[kind]
    assert whole.response.headers["Content-Disposition"].startswith("inline")
    assert whole.response.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.req("R-100")
@pytest.mark.parametrize("who", ["assessor", "quality_assurer", "verifier"])
def test_every_role_of_the_staff_gets_a_player_whose_film_comes_in_parts(cast, shown, store, who):
    file = shown("video/mp4", name="film.mp4", size=10)
    with store.begin(file.key) as writer:
        writer.write(b"0123456789")
        writer.finish()
    person = getattr(cast, who)

    address = str(viewer(person, file).video["src"])
    reply = person.get(address, headers={"Range": "bytes=0-3"})

    assert (reply.status, reply.response.data) == (206, b"0123")
    assert reply.response.headers["Content-Range"] == "bytes 0-3/10"


def test_a_film_plays_our_copy_and_shows_its_poster(cast, shown):
    file = shown("video/3gpp", "poster", "video", name="film.3gp")
    player = viewer(cast.assessor, file).video

    assert str(player["src"]).endswith("/video-1")
    assert str(player["poster"]).endswith("/poster-1")
    assert player.has_attr("controls")


def test_a_film_without_our_copy_plays_itself_where_browsers_do_that(cast, shown):
    assert str(viewer(cast.assessor, shown("video/mp4")).video["src"]).endswith("/original")
    odd = viewer(cast.assessor, shown("video/3gpp", copies_state="It could not be converted"))
    assert odd.video is None
    assert "It could not be converted" in odd.text
    assert odd.select_one("a.govuk-button").text == "Download to open"


def test_sound_alone_in_the_container_of_a_film_is_played_as_sound(cast, shown):
    found = viewer(cast.assessor, shown("video/webm", "audio", "waveform"))
    assert found.find("video") is None
    assert str(found.audio["src"]).endswith("/audio-1")


def test_a_recording_has_a_native_player_beside_its_waveform(cast, shown):
    found = viewer(cast.assessor, shown("audio/mpeg", "audio", "waveform"))

    assert str(found.audio["src"]).endswith("/audio-1")
    assert found.audio.has_attr("controls")
    assert str(found.select_one("[data-waveform]")["data-waveform"]).endswith("/waveform-1")


def test_sound_in_the_container_of_a_film_is_listened_to(cast, shown):
    found = viewer(cast.assessor, shown("video/mp4", "audio", "waveform"))
    assert str(found.audio["src"]).endswith("/audio-1")
    assert found.video is None


def test_pages_of_a_document_are_turned_by_links_and_by_number_without_scripts(cast, shown):
    file = shown("application/pdf", "page", "page", "page", "text", name="log.pdf")
    first, second = viewer(cast.assessor, file), viewer(cast.assessor, file, 2)

    assert "log.pdf, page 1 of 3" in first.text
    assert str(second.img["src"]).endswith("/page-2")
    assert second.img["alt"] == "log.pdf, page 2 of 3"
    steps = {str(step["data-page-by"]): step for step in second.select("[data-page-by]")}
    assert str(steps["-1"]["href"]).endswith("&page=1")
    assert str(steps["1"]["href"]).endswith("&page=3")
    assert [step["data-page-by"] for step in first.select("[data-page-by][hidden]")] == ["-1"]
    form = second.select_one("form[method=get]")
    assert {field["name"] for field in form.select("input")} == {"file", "page"}
    assert str(second.select_one("[data-text] a")["href"]).endswith("/text-1")


def test_a_document_with_more_pages_than_copies_says_so(cast, shown):
    file = shown("application/pdf", *["page"] * 30)
    assert "page 1 of the first 30" in viewer(cast.assessor, file).text


def test_buttons_that_need_scripts_are_hidden_until_there_are_some(cast, shown):
    for file in (shown("image/jpeg", "screen"), shown("video/mp4")):
        tools = viewer(cast.assessor, file).select("[data-viewer-tools]")
        assert tools
        assert all(part.has_attr("hidden") for part in tools)


@pytest.mark.parametrize(
    ("state", "words"),
    [(FileState.CHECKING, "Checking"), (FileState.REFUSED, "Refused")],
)
def test_a_file_that_does_not_open_says_its_state_instead(cast, shown, state, words):
    file = shown("image/jpeg", "screen", state=state, state_reason="It arrived broken")
    found = viewer(cast.assessor, file)

    assert words in found.text
    assert "It arrived broken" in found.text
    assert found.select("img, audio, video, a[data-original]") == []


def test_when_a_photo_was_taken_stands_on_the_page_with_its_source(cast, shown):
    moment = datetime(2026, 11, 16, 9, 14, tzinfo=UTC)
    file = shown("image/jpeg", "screen", captured_at=moment, captured_from="camera")
    page = cast.assessor.get(f"/evidence/{file.evidence_id}").html
    words = "Taken 16 November 2026, 9.14am (from the photo)"
    assert words in page.select_one("#viewer").text
    assert words in page.select_one("#evidence-facts").text


def test_text_alone_is_shown_as_text(cast, shown):
    found = viewer(cast.assessor, shown("text/plain", "text"))
    assert found.select_one("details[data-text][open]")
    assert str(found.select_one("[data-text] a")["href"]).endswith("/text-1")


def test_an_open_page_gets_links_that_open_again(cast, shown, later):
    file = shown("video/mp4", "video")
    later(minutes=20)
    reply = cast.assessor.get(f"/files/{file.id}/link")
    fresh = reply.response.json["original"].replace("/original", "/video-1")

    assert reply.status == 200
    assert cast.assessor.get(fresh).status == 200
    for who in ("stranger", "other_assessor", "other_candidate"):
        assert getattr(cast, who).get(f"/files/{file.id}/link").status == 404


def test_a_page_without_a_copy_yet_asks_until_there_is_one(cast, shown, session):
    file = shown("image/heic", copies_state="waiting")
    wait = viewer(cast.assessor, file).select_one("#copy-wait")
    ask = {"HX-Request": "true", "HX-Target": "copy-wait"}
    assert "is being made" in cast.assessor.get(str(wait["hx-get"]), headers=ask).text

    file.copies_state = "made"
    session.commit()
    answer = cast.assessor.get(str(wait["hx-get"]), headers=ask).html.select_one("#copy-wait")
    assert not answer.has_attr("hx-get")
    assert answer.a["href"] == f"/evidence/{file.evidence_id}?file={file.id}"
    assert cast.stranger.get(str(wait["hx-get"])).status == 404


@pytest.mark.req("R-333", part="verifiers' openings")
def test_what_a_page_shows_of_itself_is_not_an_opening_and_what_is_read_or_played_is(
    cast, shown, link, session
):
    file = shown("video/mp4", "poster", "waveform", "thumbnail", "text", "video")
    cast.verifier.get(f"/files/{file.id}/link")
    for which in ("poster-1", "waveform-1", "thumbnail-1"):
        cast.verifier.get(link(cast.verifier, file, which))
    opened = select(AuditEntry).where(AuditEntry.name == "file:opened")
    assert session.scalars(opened).all() == []

    cast.verifier.get(link(cast.verifier, file, "text-1"))
    cast.verifier.get(link(cast.verifier, file, "video-1"))
    assert len(session.scalars(opened).all()) == 2


@pytest.mark.parametrize(
    ("media_type", "kind", "script"),
    [("image/jpeg", "screen", "picture"), ("video/mp4", "video", "player")],
)
def test_a_first_visit_to_an_item_fits_a_poor_line(app, cast, shown, media_type, kind, script):
    reply = cast.assessor.get(f"/evidence/{shown(media_type, kind).evidence_id}")
    prefix = app.config["STATIC_PREFIX"]
    linked = [str(tag["href"]) for tag in reply.html.select("head link")]
    linked += [str(tag["src"]) for tag in reply.html.select("script")]
    files = [ROOT / "static" / address.removeprefix(prefix) for address in linked]
    files.append(ROOT / "static" / "js" / "viewer.js")

    assert any(file.name == f"viewer-{script}.js" for file in files)
    assert 1 + len(files) <= REQUESTS
    on_the_wire = [gzip.compress(file.read_bytes()) for file in files]
    assert len(gzip.compress(reply.text.encode())) + sum(map(len, on_the_wire)) <= BYTES


def test_a_page_without_a_viewer_loads_none_of_it(cast):
    scripts = cast.candidate.get("/candidate/evidence").html.select("script, link")
    assert scripts
    assert not [tag for tag in scripts if "viewer" in str(tag.get("src") or tag.get("href"))]
