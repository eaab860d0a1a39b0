"""Viewing copies of evidence, made in child processes that may crash, starve or hang alone."""

from pathlib import Path

from portfolio.adapters.previews.children import Limits
from portfolio.adapters.previews.contract import (
    FORMATS,
    NO_SUCH_COPY,
    Copies,
    Copy,
    CopyKind,
    NoCopy,
    Taken,
)
from portfolio.adapters.previews.stills import PICTURES, of_pdf, of_picture
from portfolio.adapters.previews.texts import of_text

__all__ = [
    "FORMATS",
    "VIEWABLE",
    "Copies",
    "Copy",
    "CopyKind",
    "Limits",
    "NoCopy",
    "Taken",
    "check",
    "make_copies",
    "takes_long",
]

VIEWABLE = PICTURES | {"application/pdf", "text/plain"}
"""The media types copies are made of on every machine."""


def takes_long(media_type: str) -> bool:
    """Whether copies of it may take minutes, so that they are made beside everything else."""
    return False


def check(media_type: str) -> None:
    """Raises NoCopy if no copies of this kind of file are made on this machine."""
    if media_type not in VIEWABLE:
        raise NoCopy(NO_SUCH_COPY)


def make_copies(
    source: Path, media_type: str, folder: Path, limits: Limits | None = None
) -> Copies:
    """Make what a file of ``media_type`` is looked at by, in ``folder``, which the caller clears.

    Nothing of the camera is in it: no place, no names, no comments. Raises NoCopy.
    """
    source, folder, limits = source.absolute(), folder.absolute(), limits or Limits()
    if media_type in PICTURES:
        return of_picture(source, media_type, folder, limits)
    if media_type == "application/pdf":
        return of_pdf(source, folder, limits)
    if media_type == "text/plain":
        return of_text(source, folder)
    raise NoCopy(NO_SUCH_COPY)
