"""Static files under a path that changes with their content, so browsers may keep them."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, current_app
from whitenoise import WhiteNoise


def serve(app: Flask, folder: Path) -> None:
    """Serve ``folder`` (and its precompressed twins) in front of the app."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".gz", ".br"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    prefix = f"/static/{digest.hexdigest()[:10]}/"
    app.config["STATIC_PREFIX"] = prefix
    noise = WhiteNoise(app.wsgi_app, max_age=31536000, add_headers_function=_headers)
    noise.add_files(str(folder), prefix=prefix)
    app.wsgi_app = noise  # type: ignore[method-assign]


def asset_url(path: str) -> str:
    """The address of a static file, the same until any static file changes."""
    return f"{current_app.config['STATIC_PREFIX']}{path}"


def _headers(headers: object, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"  # type: ignore[index]
    headers["Cross-Origin-Resource-Policy"] = "same-origin"  # type: ignore[index]
    headers["Cache-Control"] = "public, max-age=31536000, immutable"  # type: ignore[index]
