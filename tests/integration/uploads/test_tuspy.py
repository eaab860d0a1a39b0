"""A client library that is not ours sends files, as the manual says."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from portfolio.config import MIB
from tests.bench.upload_costs import sound_file
from tests.integration.uploads.phone import Phone
from tests.servers.processes import wait_until

# The library leaves closing its connections to the garbage collector.
pytestmark = [
    pytest.mark.quickly_with("sqlite"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]
MANUAL = Path(__file__).resolve().parents[3] / "docs" / "uploads.md"


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return sound_file(tmp_path, 3 * MIB + 11, f"{tmp_path.name}.wav")


@pytest.fixture
def content(recording: Path) -> Iterator[BinaryIO]:
    with recording.open("rb") as stream:
        yield stream
    gc.collect()  # what the library left open goes now, not in a test that it has no part in


@pytest.fixture
def client(served) -> TusClient:
    return TusClient(served.address, headers=served.by_token)


def is_stored(served, place: str, file: Path) -> bool:
    path = place.removeprefix(served.address.removesuffix("/uploads"))
    phone = Phone(served.port, served.by_token)
    wait_until(lambda: b'"stored"' in phone.ask("GET", path).body, "the file stored")
    return served.file(path).sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.req("R-349", part="from another program")
def test_the_program_in_the_manual_works(served, recording):
    program = re.search(r"```python\n(.*?)```", MANUAL.read_text(), re.S)[1]
    environ = os.environ | {"PORTFOLIO_UPLOADS": served.address, "UPLOAD_TOKEN": served.token}

    def run() -> str:
        command = [sys.executable, "-c", program, str(recording)]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    place = run()
    assert is_stored(served, place, recording)
    assert run() == place, "run again, it made a second file"


def test_everything_may_be_sent_at_once(served, client, recording, content):
    uploader = client.uploader(file_stream=content, metadata={"filename": recording.name})
    uploader.upload()
    assert is_stored(served, uploader.url, recording)


def test_an_upload_that_stopped_goes_on_from_its_address(served, client, recording, content):
    facts = {"filename": recording.name, "key": f"stopped/{recording.name}"}
    first = client.uploader(file_stream=content, chunk_size=500_000, metadata=facts)
    first.upload(stop_at=1_200_000)
    second = client.uploader(file_stream=content, url=first.url, chunk_size=MIB)
    assert second.offset == 1_200_000
    second.upload()
    assert is_stored(served, second.url, recording)


def test_checksums_of_the_library_are_understood(served, client, recording, content):
    facts = {"filename": recording.name}
    uploader = client.uploader(
        file_stream=content, chunk_size=MIB, upload_checksum=True, metadata=facts
    )
    uploader.upload()
    assert is_stored(served, uploader.url, recording)


def test_a_refusal_reaches_the_program_in_words(served, client, recording, content):
    with pytest.raises(TusCommunicationError) as refused:
        client.uploader(file_stream=content, metadata={"filename": "program.exe"}).upload()
    assert refused.value.status_code == 415
    assert "ends in .exe, which we do not take" in refused.value.response_content.decode()


def test_a_token_that_is_wrong_gets_nowhere(served, recording, content):
    client = TusClient(served.address, headers={"Authorization": "Bearer guessed"})
    with pytest.raises((TusCommunicationError, TusUploadFailed)) as refused:
        client.uploader(file_stream=content, metadata={"filename": recording.name}).upload()
    assert refused.value.status_code == 401
