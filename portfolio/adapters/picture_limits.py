"""Pictures that would unpack to far more than they should, found out before anything draws them.

The size is read in a child process: what reads it may itself be attacked by the file.
"""

import subprocess
import sys
from pathlib import Path

from portfolio.adapters.file_types import WrongType

_CHILD = Path(__file__).with_name("picture_limits_child.py")

POINTS_ALWAYS_TAKEN = 64_000_000
"""A picture up to this size costs nobody anything."""
MOST_POINTS = 256_000_000
"""No camera makes more."""
MOST_POINTS_A_BYTE = 100
"""Beyond the size always taken, a photo has a handful of points a byte, a bomb has thousands."""
SECONDS = 10
MEMORY = 512 * 1024 * 1024


def check(source: Path, file_name: str) -> None:
    """Raise WrongType for a picture that unpacks to far too much, naming the file.

    One whose size cannot be read passes: it stays a download, and no copy of it is made.
    """
    points = _points(source)
    if points <= POINTS_ALWAYS_TAKEN:
        return
    if points > MOST_POINTS or points > source.stat().st_size * MOST_POINTS_A_BYTE:
        millions = f"{points // 1_000_000:,}"
        raise WrongType(
            f"“{file_name}” unpacks to a picture of {millions} million points. "
            "Make it smaller, or take a photo of it, and choose that"
        )


def _points(source: Path) -> int:
    """Width times height, 0 where it cannot be read."""
    command = [sys.executable, "-I", str(_CHILD), str(source), str(SECONDS), str(MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no shell)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS + 5,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 0
    return int(done.stdout) if done.returncode == 0 else 0
