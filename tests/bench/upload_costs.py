"""What an upload costs: through Portfolio, and as plainly as can be into the same place."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from uuid import uuid4

from portfolio.config import MIB
from portfolio.domain.actors import Role
from tests.bench.app import BARE_UPLOAD
from tests.bench.client import Client, Send
from tests.bench.serving import Server, Site
from tests.servers.s3 import S3Server, S3Settings

SMALL, LARGE = 10 * MIB, 1024 * MIB
FORM = re.compile(r'action="(/candidate/evidence/upload/[^"]+)"')
WARMING = 6


@dataclass(frozen=True)
class UploadCost:
    """Seconds, medians over the rounds; how many bytes the web process grew by at most."""

    ours: float
    plain: float
    grown: int

    @property
    def ratio(self) -> float:
        return self.ours / self.plain


def sound_file(folder: Path, size: int, name: str = "") -> Path:
    """A file that is taken for a WAV recording, its bytes like no others."""
    path = folder / (name or f"recording-{size // MIB}.wav")
    noise = os.urandom(MIB)
    with path.open("wb") as file:
        file.write(b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + b"\x10\0\0\0\1\0\1\0")
        while (left := size - file.tell()) > 0:
            file.write(noise[:left])
    return path


class Uploads:
    """Sends one file in turn through Portfolio and plainly, and clears up after each."""

    def __init__(self, client: Client, site: Site, server: Server) -> None:
        self.client, self.site, self.server = client, site, server
        self.cookie = site.cookie(Role.CANDIDATE)

    def cost(
        self, file: Path, rounds: int, plain: Callable[[Path], float], clear: Callable[[], None]
    ) -> UploadCost:
        """Of ``file``; ``plain`` sends it without Portfolio and says how long that took."""
        ours, theirs, grown = [], [], []
        for _ in range(rounds):
            with self.server.memory_watched() as growth:
                ours.append(self.send(file))
            grown.append(max(growth))
            clear()
            theirs.append(plain(file))
            clear()
        return UploadCost(median(ours), median(theirs), max(grown))

    def warm(self, file: Path, clear: Callable[[], None]) -> None:
        """Let every worker have loaded what uploads need."""
        for _ in range(WARMING):
            self.send(file)
        clear()

    def send(self, file: Path) -> float:
        """Seconds it takes to add the file as a new item. Raises RuntimeError if it is refused."""
        done = self.client.send(Send(self.server.port, self._form(), self.cookie, str(file)))
        if done.status != 303:
            said = f"the upload of {file.name} answered {done.status}"
            raise RuntimeError(f"{said}\n{self.server.last_words()}")
        return done.seconds

    def _form(self) -> str:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", self.site.url("candidates.add_evidence"), headers=self.cookie)
        page = connection.getresponse().read().decode()
        connection.close()
        found = FORM.search(page)
        if found is None:
            said = "the page for adding evidence has no form for files"
            raise RuntimeError(f"{said}\n{self.server.last_words()}")
        return found[1]

    def bare(self, file: Path) -> float:
        """Seconds the bare view takes to keep it."""
        done = self.client.send(Send(self.server.port, f"{BARE_UPLOAD}/", {}, str(file)))
        if done.status != 200:
            raise RuntimeError(f"the bare view answered {done.status}")
        return done.seconds


def to_folder(
    client: Client, site: Site, files: Sequence[Path], rounds: int
) -> dict[str, UploadCost]:
    """By size: into the folder, beside a bare view that keeps the file as durably."""

    def clear() -> None:
        shutil.rmtree(site.folder / "evidence" / "c", ignore_errors=True)
        for kept in (site.folder / "bare").iterdir():
            kept.unlink()

    with site.served() as server:
        uploads = Uploads(client, site, server)
        uploads.warm(files[0], clear)
        return {_size(f): uploads.cost(f, rounds, uploads.bare, clear) for f in files}


def to_s3(
    client: Client, site: Site, files: Sequence[Path], rounds: int, s3: S3Server
) -> dict[str, UploadCost]:
    """By size: into a bucket, beside boto3's own put of the same file."""
    settings, boto = s3.settings(), s3.client()

    def put(file: Path) -> float:
        begun = time.perf_counter()
        with file.open("rb") as body:
            boto.put_object(Bucket=settings.s3_bucket, Key=f"plain/{uuid4().hex}", Body=body)
        return time.perf_counter() - begun

    def clear() -> None:
        for kept in boto.list_objects_v2(Bucket=settings.s3_bucket).get("Contents", []):
            boto.delete_object(Bucket=settings.s3_bucket, Key=kept["Key"])

    with site.served(**s3_environment(settings)) as server:
        uploads = Uploads(client, site, server)
        uploads.warm(files[0], clear)
        return {_size(f): uploads.cost(f, rounds, put, clear) for f in files}


def s3_environment(settings: S3Settings) -> dict[str, str]:
    """The variables that make a server keep its files in this bucket."""
    return {
        "S3_BUCKET": settings.s3_bucket,
        "S3_ENDPOINT": settings.s3_endpoint,
        "S3_ACCESS_KEY": settings.s3_access_key,
        "S3_SECRET_KEY": settings.s3_secret_key,
    }


def _size(file: Path) -> str:
    return f"{file.stat().st_size // MIB} MiB"
