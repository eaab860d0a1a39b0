"""The start of every child: run as a file, it limits itself, then becomes the program it is given.

Limits set here bind the program however hostile the file it opens, and outlast a killed worker.
"""

import ctypes
import json
import os
import resource
import signal
import sys

DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG (prctl(2))."""
NEW_NETWORK = 0x40000000
NEW_USER = 0x10000000
"""CLONE_NEWNET and CLONE_NEWUSER (unshare(2))."""


def leave_the_network() -> None:
    """Go where there is no network at all; where the kernel refuses, the programs' own locks do."""
    unshare = ctypes.CDLL(None).unshare
    if unshare(NEW_NETWORK) != 0:
        unshare(NEW_USER | NEW_NETWORK)


def limit_ourselves(seconds: int, memory: int, file_bytes: int, *, address_space: bool) -> None:
    """No more CPU time, memory or file size than given, and no core file with somebody's photo.

    ``address_space`` counts everything mapped; else only what is written to privately counts, for
    programs that map far more than they use.
    """
    counted = resource.RLIMIT_AS if address_space else resource.RLIMIT_DATA
    resource.setrlimit(counted, (memory, memory))
    # a second before the end it may still finish what it writes
    resource.setrlimit(resource.RLIMIT_CPU, (max(seconds - 1, 1), seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        leave_the_network()
    os.nice(order["nice"])
    limit_ourselves(
        order["seconds"],
        order["memory"],
        order["file_bytes"],
        address_space=order["address_space"],
    )
    command = order["command"]
    os.execv(command[0], command)  # noqa: S606 (no shell, and the words are our own)
