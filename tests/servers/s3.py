"""Real S3 servers: Ceph's radosgw from Debian's packages, or rclone from PyPI.

radosgw checks signatures, payload hashes and ranges as the big ones do; rclone is what runs
where no Debian package can be installed.
"""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config

from tests.servers.processes import answers, free_port, start, stop, wait_until

ACCESS_KEY = "TESTACCESSKEY"
SECRET_KEY = "test-secret-key-of-the-test-server"


@dataclass(frozen=True)
class S3Settings:
    """What portfolio.adapters.storage.store_from reads."""

    s3_bucket: str
    s3_endpoint: str
    s3_region: str = "us-east-1"
    s3_access_key: str = ACCESS_KEY
    s3_secret_key: str = SECRET_KEY
    store_folder: Path | None = None


class S3Server(ABC):
    """A running server; every test takes a bucket of its own."""

    name: str

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{self.name}-"))
        self._children: list[subprocess.Popen[bytes]] = []
        try:
            self._start()
        except BaseException as error:
            error.add_note(self._last_words())
            self.stop()
            raise

    @staticmethod
    @abstractmethod
    def available() -> bool:
        """Whether this machine has the programs."""

    @abstractmethod
    def _start(self) -> None: ...

    @abstractmethod
    def kill(self) -> None:
        """End what answers as a crash would; ``revive`` brings it back with what it kept."""

    @abstractmethod
    def revive(self) -> None: ...

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> Any:
        """A boto3 client of our own, to look at the server past the store."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            config=Config(
                s3={"addressing_style": "path"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def settings(self) -> S3Settings:
        """Settings naming a fresh bucket."""
        bucket = f"evidence-{uuid4().hex[:12]}"
        self.client().create_bucket(Bucket=bucket)
        return S3Settings(bucket, self.endpoint)

    def freeze(self) -> None:
        """Make the server accept connections and never answer, until ``thaw``."""
        self._children[-1].send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._children[-1].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End what was started here and remove its folder."""
        for child in reversed(self._children):
            stop(child)
        shutil.rmtree(self.folder)

    def _last_words(self) -> str:
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"{log.name}: …{log.read_text()[-600:]}" for log in logs)

    def _run(self, *command: str) -> None:
        log = self.folder / f"{Path(command[0]).name}.log"
        self._children.append(start(command, log))


class Rclone(S3Server):
    """``rclone serve s3`` over a folder: real signatures, half of S3."""

    name = "rclone"

    @staticmethod
    def available() -> bool:
        return _rclone() is not None

    def _start(self) -> None:
        (self.folder / "buckets").mkdir()
        self._serve()

    def _serve(self) -> None:
        self._run(
            _rclone() or "rclone",
            *("serve", "s3", "--config", str(self.folder / "none.conf")),
            *("--auth-key", f"{ACCESS_KEY},{SECRET_KEY}", "--addr", f"127.0.0.1:{self.port}"),
            str(self.folder / "buckets"),
        )
        wait_until(lambda: answers(self.port), "rclone")

    def kill(self) -> None:
        child = self._children.pop()
        child.kill()
        child.wait()

    def revive(self) -> None:
        self._serve()


class Radosgw(S3Server):
    """One monitor, one store in memory, one gateway."""

    name = "radosgw"
    programs = ("ceph", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin")

    @staticmethod
    def available() -> bool:
        return all(shutil.which(program) for program in Radosgw.programs)

    def _start(self) -> None:
        self._monitor_port = free_port()
        self._cluster = str(uuid4())
        self.folder.joinpath("ceph.conf").write_text(self._configuration())
        self._start_monitor()
        self._start_store()
        self._admin(
            *("radosgw-admin", "-n", "client.rgw.a", "user", "create", "--uid=portfolio"),
            *("--display-name=Portfolio", f"--access-key={ACCESS_KEY}"),
            f"--secret-key={SECRET_KEY}",
        )
        self._run_gateway()

    def _run_gateway(self) -> None:
        self._run("radosgw", "-f", "-c", self._conf, "-n", "client.rgw.a")
        wait_until(lambda: answers(self.port), "radosgw", 60)

    def kill(self) -> None:
        child = self._children.pop()
        child.kill()
        child.wait()

    def revive(self) -> None:
        self._run_gateway()

    def _start_monitor(self) -> None:
        monmap = str(self.folder / "monmap")
        address = f"[v1:127.0.0.1:{self._monitor_port}]"
        _call("monmaptool", "--create", "--addv", "a", address, "--fsid", self._cluster, monmap)
        _call("ceph-mon", "-c", self._conf, "--mkfs", "-i", "a", "--monmap", monmap)
        self._run("ceph-mon", "-f", "-c", self._conf, "-i", "a")
        wait_until(lambda: answers(self._monitor_port), "ceph-mon")
        wait_until(self._monitor_serves, "ceph-mon's quorum", 60)

    def _monitor_serves(self) -> bool:
        """Whether the monitor takes commands: its port is open a little before that."""
        asked = ("ceph", "-c", self._conf, "--connect-timeout", "5", "mon", "stat")
        return subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode == 0

    def _start_store(self) -> None:
        identity = str(uuid4())
        self.folder.joinpath("osd").mkdir()
        self._admin("ceph", "osd", "new", identity)
        _call("ceph-osd", "-c", self._conf, "-i", "0", "--mkfs", "--osd-uuid", identity)
        self._run_store()
        wait_until(self._store_is_up, "ceph-osd", 60)

    def _run_store(self) -> None:
        self._run("ceph-osd", "-f", "-c", self._conf, "-i", "0")

    def _store_is_up(self) -> bool:
        """Whether the monitor counts it in; starts it again if it left.

        It leaves with "wrong fsid" when it speaks before the monitor has told it the map.
        """
        if self._children[-1].poll() is not None:
            self._children.pop()
            self._run_store()
        state = json.loads(self._admin("ceph", "osd", "stat", "--format=json"))
        return bool(state.get("num_up_osds") == 1)

    def _admin(self, program: str, *words: str) -> bytes:
        """Ask the monitor; again while it refuses to say which commands it knows.

        It does so for a moment after its election, and has then done nothing of what was asked.
        """
        for _ in range(20):
            try:
                return _call(program, "-c", self._conf, *words)
            except RuntimeError as failed:
                if "problem getting command descriptions" not in str(failed):
                    raise
                time.sleep(0.5)
        return _call(program, "-c", self._conf, *words)

    @property
    def _conf(self) -> str:
        return str(self.folder / "ceph.conf")

    def _configuration(self) -> str:
        folder = self.folder
        return f"""[global]
fsid = {self._cluster}
mon host = v1:127.0.0.1:{self._monitor_port}
public addr = 127.0.0.1
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon max pg per osd = 1000
run dir = {folder}
log file = {folder}/$name.log
admin socket = {folder}/$name.asok
pid file = {folder}/$name.pid
[mon.a]
mon data = {folder}/mon
[osd.0]
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = {4 << 30}
[client.rgw.a]
# What is deleted must leave the memory at once; left alone it stays for two hours.
rgw gc obj min wait = 1
rgw gc processor period = 2
rgw gc processor max time = 2
rgw frontends = beast endpoint=127.0.0.1:{self.port}
"""


def _rclone() -> str | None:
    beside = Path(sys.executable).with_name("rclone")
    return str(beside) if beside.exists() else shutil.which("rclone")


def _call(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout
