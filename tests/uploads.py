"""Sending files as a browser does, byte by byte; and small files of several types."""

from __future__ import annotations

from typing import Any

from tests.client import Browser, Reply

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + b"\x08" * 64
ADD = "/candidate/evidence/add"
BOUNDARY = "----browserBoundary7MA4YWxkTrZu0gW"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def body_of(*files: tuple[bytes, str]) -> bytes:
    """The body of a form whose input "files" holds these; names escaped as browsers do."""
    parts = []
    for content, name in files:
        escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = (
            f"--{BOUNDARY}\r\n"
            f'Content-Disposition: form-data; name="files"; filename="{escaped}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def upload_address(browser: Browser, page: str = ADD) -> str:
    form = browser.get(page).html.select_one("#upload")
    assert form is not None
    return str(form["action"])


def send(browser: Browser, *files: tuple[bytes, str], page: str = ADD) -> Reply:
    """Open the page and send its upload form with these files."""
    return send_to(browser, upload_address(browser, page), *files)


def send_to(browser: Browser, address: str, *files: tuple[bytes, str]) -> Reply:
    return browser.post(address, data=body_of(*files), content_type=MULTIPART)


def stored_keys(app: Any) -> set[str]:
    """Every object in the store, by key; unfinished ones show under their own names."""
    root = app.extensions["outside"].settings.store_folder
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
