"""Word, Excel and PowerPoint files, ODT and RTF: drawn by LibreOffice where it is installed.

It starts from nothing each time: no macros, no links followed, no network, its own empty profile.
"""

import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portfolio.adapters.previews.children import MIB, Ended, Limits, run
from portfolio.adapters.previews.contract import (
    NO_SUCH_COPY,
    TOO_LARGE,
    TOO_LONG,
    Copies,
    NoCopy,
)
from portfolio.adapters.previews.stills import of_pdf

logger = logging.getLogger(__name__)

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
FILTERS: Mapping[str, tuple[str, str]] = {
    f"{_OPEN_XML}.wordprocessingml.document": ("docx", "MS Word 2007 XML"),
    f"{_OPEN_XML}.spreadsheetml.sheet": ("xlsx", "Calc MS Excel 2007 XML"),
    f"{_OPEN_XML}.presentationml.presentation": ("pptx", "Impress MS PowerPoint 2007 XML"),
    "application/vnd.oasis.opendocument.text": ("odt", "writer8"),
    "application/rtf": ("rtf", "Rich Text Format"),
}
"""By media type found by content: ending, and the one filter it is read with."""
OFFICE = frozenset(FILTERS)

NOT_DRAWN = "The document could not be drawn here. Download it to open it"
LARGEST_PDF = 256 * MIB
START_AGAIN = 81
"""How LibreOffice ends when it has only made its profile."""

_SECURITY = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "1",
        **{f"ooInet{kind}ProxyName": "127.0.0.1" for kind in ("HTTP", "HTTPS", "FTP")},
        **{f"ooInet{kind}ProxyPort": "9" for kind in ("HTTP", "HTTPS", "FTP")},
        "ooInetNoProxy": "",
    },
}
"""No macros, no linked pictures, and a proxy that is not there for whatever asks all the same."""


def found() -> Path | None:
    """LibreOffice's own program beside the script that is on the path, None where it is not."""
    script = shutil.which("soffice")
    program = Path(script).resolve().with_name("soffice.bin") if script else None
    return program if program and program.exists() else None


def of_office(source: Path, media_type: str, folder: Path, limits: Limits) -> Copies:
    """Its first pages, a thumbnail and its text, by way of a PDF. Raises NoCopy."""
    program = found()
    if program is None:
        raise NoCopy(NO_SUCH_COPY)
    ending, reader = FILTERS[media_type]
    document = folder / f"document.{ending}"
    os.link(source, document)
    _write_profile(folder / "profile" / "user")
    ended = _converted(program, document, reader, folder, limits)
    drawn = folder / "drawn" / "document.pdf"
    if ended.stopped:
        raise NoCopy(TOO_LONG if ended.stopped == "time" else TOO_LARGE)
    if not drawn.exists():
        logger.warning("LibreOffice ended with %s: %r", ended.code, ended.err[-500:])
        raise NoCopy(NOT_DRAWN)
    return of_pdf(drawn, folder, limits)


def _converted(program: Path, document: Path, reader: str, folder: Path, limits: Limits) -> Ended:
    """Draw the document as a PDF. What is mapped but never touched is not held against it."""
    command: list[str | Path] = [
        *(program, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--nofirststartwizard", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *(f"--infilter={reader}", "--convert-to", "pdf", "--outdir", folder / "drawn", document),
    ]
    own = replace(limits.for_long_work(LARGEST_PDF), address_space=False)
    ended = run(command, folder, own)
    return run(command, folder, own) if ended.code == START_AGAIN else ended


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SECURITY.items()
        for name, value in settings.items()
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>"
    )
