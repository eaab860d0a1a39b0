"""Running a program on a hostile file: in a child of its own, within limits, without our secrets.

What it cost is measured and kept with the answer, so that the limits can be shown to hold.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_STARTER = Path(__file__).with_name("limited.py")
MIB = 1024 * 1024
USED_UP = 0.8
"""Part of its CPU time after which a child that failed is taken to have run out of it."""


@dataclass(frozen=True)
class Limits:
    """What one child may cost. ``seconds`` are of CPU time; a child that idles gets five times
    that. ``pages`` is how many pages of a document are drawn."""

    seconds: int = 30
    memory_bytes: int = 512 * MIB
    file_bytes: int = 64 * MIB
    pages: int = 30
    address_space: bool = True
    nice: int = 0
    """How far it stands back for everything else on the machine."""

    @property
    def patience(self) -> float:
        """Seconds on the clock after which a child is ended, whatever it does."""
        return 5.0 * self.seconds

    def for_long_work(self, file_bytes: int) -> "Limits":
        """For what nobody waits for, with files up to ``file_bytes``."""
        return replace(self, file_bytes=file_bytes, nice=10)


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code (negative for a signal), what it wrote and what it cost."""

    code: int
    out: bytes
    err: bytes
    cpu: float
    """Seconds."""
    peak: int
    """Bytes of memory it held at most, as far as we looked."""
    stopped: str = ""
    """Why it was ended: "time" or "memory"."""


def run(command: Sequence[str | Path], folder: Path, limits: Limits) -> Ended:
    """Run ``command``, whose first word is a whole path, in ``folder`` and wait for its end.

    It sees no variable of ours. It is ended when it takes too long or holds too much memory.
    """
    order = {
        "command": [str(word) for word in command],
        "seconds": limits.seconds,
        "memory": limits.memory_bytes,
        "file_bytes": limits.file_bytes,
        "address_space": limits.address_space,
        "nice": limits.nice,
    }
    out, err = folder / "child.out", folder / "child.err"
    with out.open("wb") as out_file, err.open("wb") as err_file:
        child = subprocess.Popen(  # noqa: S603 (our own starter, no shell)
            [sys.executable, "-I", "-S", str(_STARTER), json.dumps(order)],
            stdin=subprocess.DEVNULL,
            stdout=out_file,
            stderr=err_file,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        code, stopped, cpu, peak = _watched(child, limits)
    return Ended(code, out.read_bytes(), err.read_bytes()[-4000:], cpu, peak, stopped)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": "/usr/bin:/bin",
        "MALLOC_ARENA_MAX": "1",  # or each thread of a decoder reserves 64 MiB of address space
    }


def _watched(child: "subprocess.Popen[bytes]", limits: Limits) -> tuple[int, str, float, int]:
    """Wait for the child, ending it and all it started once it is over a limit."""
    begun, stopped, peak, wait = time.monotonic(), "", 0, 0.005
    while not _has_ended(child.pid):
        now, most = _resident(child.pid)
        peak = max(peak, most)
        if not stopped and (stopped := _over(now, begun, limits)):
            os.killpg(child.pid, signal.SIGKILL)
        time.sleep(wait)
        wait = min(wait * 1.5, 0.1)
    # What it left running goes too; not waited for yet, the group's number is still its own.
    os.killpg(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    code, cpu = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
    child.returncode = code
    # ended by the kernel, or by itself on the kernel's last warning
    used_up = code == -signal.SIGXCPU or (code and cpu > USED_UP * limits.seconds)
    if used_up and not stopped:
        stopped = "time"
    return code, stopped, cpu, peak


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _over(resident: int, begun: float, limits: Limits) -> str:
    if time.monotonic() - begun > limits.patience:
        return "time"
    return "memory" if resident > limits.memory_bytes else ""


def _resident(pid: int) -> tuple[int, int]:
    """Bytes the child holds in memory now, and at most so far; 0 where the system does not say.

    What it costs as a whole when it ends would count our own memory, which it began with.
    """
    try:
        said = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0, 0  # it ended meanwhile, or this is no Linux
    found = dict(line.split(":", 1) for line in said.splitlines() if line.startswith("Vm"))
    now, most = (int(found.get(name, "0").split()[0]) for name in ("VmRSS", "VmHWM"))
    return now * 1024, most * 1024
