"""The clients: persistent connections in a process of its own, told what to ask line by line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BOUNDARY = "between-the-parts-of-the-form"
BLOCK = 256 * 1024


@dataclass(frozen=True)
class Ask:
    """Ask for ``path`` on so many connections at once, for so long or so often."""

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = 1
    seconds: float = 1.0
    most: int = 1_000_000
    """Requests of one connection."""


@dataclass(frozen=True)
class Send:
    """Send the file at ``file`` to ``path`` as a form would, once."""

    port: int
    path: str
    headers: dict[str, str]
    file: str


@dataclass(frozen=True)
class Sent:
    status: int
    location: str
    seconds: float


@dataclass(frozen=True)
class Answers:
    """Latencies in seconds, one each request; what most answers said of themselves."""

    latencies: list[float]
    seconds: float
    statuses: dict[str, int]
    statements: int
    body_bytes: int


class Client:
    """A running client process."""

    def __enter__(self) -> Client:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.client"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        return self

    def ask(self, ask: Ask) -> Answers:
        """The answers to ``ask``. Raises RuntimeError when the client process has died."""
        return Answers(**self._do(ask))

    def send(self, send: Send) -> Sent:
        """What became of ``send``. Raises RuntimeError when the client process has died."""
        return Sent(**self._do(send))

    def _do(self, what: Ask | Send) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([type(what).__name__, asdict(what)]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the client process ended")
        done: dict[str, Any] = json.loads(line)
        return done

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._process.communicate()


def run(ask: Ask) -> Answers:
    """Ask from as many threads as there are connections and put their answers together."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(ask.connections) as threads:
        parts = list(threads.map(_one_connection, [ask] * ask.connections))
    seconds = time.perf_counter() - begun
    statuses = Counter(status for _, seen in parts for status, _, _ in seen)
    statements = Counter(count for _, seen in parts for _, count, _ in seen)
    sizes = Counter(size for _, seen in parts for _, _, size in seen)
    return Answers(
        latencies=[latency for latencies, _ in parts for latency in latencies],
        seconds=seconds,
        statuses={str(status): count for status, count in statuses.items()},
        statements=statements.most_common(1)[0][0],
        body_bytes=sizes.most_common(1)[0][0],
    )


def _one_connection(ask: Ask) -> tuple[list[float], list[tuple[int, int, int]]]:
    connection = HTTPConnection("127.0.0.1", ask.port, timeout=60)
    latencies: list[float] = []
    seen: list[tuple[int, int, int]] = []
    headers = {"Accept-Encoding": "gzip"} | ask.headers
    end = time.perf_counter() + ask.seconds
    while len(latencies) < ask.most and (not latencies or time.perf_counter() < end):
        begun = time.perf_counter()
        connection.request("GET", ask.path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        latencies.append(time.perf_counter() - begun)
        seen.append((response.status, int(response.headers.get("X-Statements", 0)), len(body)))
    connection.close()
    return latencies, seen


def send_file(send: Send) -> Sent:
    """Send the file as the only part of a multipart form, read as it goes."""
    file = Path(send.file)
    head, tail = form_around(file.name)
    size = len(head) + file.stat().st_size + len(tail)
    headers = send.headers | {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(size),
    }
    connection = HTTPConnection("127.0.0.1", send.port, timeout=600)
    begun = time.perf_counter()
    connection.request("POST", send.path, body=_body(head, file, tail), headers=headers)
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - begun
    connection.close()
    return Sent(response.status, response.headers.get("Location", ""), seconds)


def form_around(name: str) -> tuple[bytes, bytes]:
    """What stands before and after the bytes of a file in the form that sends it."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; '
        f'filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    )
    return head.encode(), f"\r\n--{BOUNDARY}--\r\n".encode()


def _body(head: bytes, file: Path, tail: bytes) -> Iterator[bytes]:
    yield head
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            yield block
    yield tail


def main() -> None:
    """Do what each line of the standard input says and print a line of what came of it."""
    for line in sys.stdin:
        kind, what = json.loads(line)
        done = run(Ask(**what)) if kind == "Ask" else send_file(Send(**what))
        sys.stdout.write(json.dumps(asdict(done)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
