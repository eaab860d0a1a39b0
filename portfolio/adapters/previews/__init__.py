"""Viewing copies of evidence, made in child processes that may crash, starve or hang alone."""

from pathlib import Path

from portfolio.adapters.previews import ffmpeg, office
from portfolio.adapters.previews.children import Limits
from portfolio.adapters.previews.contract import (
    NO_SUCH_COPY,
    Copies,
    Copy,
    CopyKind,
    NoCopy,
    Taken,
)
from portfolio.adapters.previews.office import OFFICE, of_office
from portfolio.adapters.previews.recordings import RECORDINGS, of_recording
from portfolio.adapters.previews.stills import PICTURES, of_pdf, of_picture
from portfolio.adapters.previews.texts import of_text

__all__ = [
    "NO_SUCH_COPY",
    "VIEWABLE",
    "Copies",
    "Copy",
    "CopyKind",
    "Limits",
    "NoCopy",
    "Taken",
    "is_shown",
    "make_copies",
    "takes_long",
]

VIEWABLE = PICTURES | {"application/pdf", "text/plain"}
"""The media types copies are made of on every machine."""


def takes_long(media_type: str) -> bool:
    """Whether copies of it may take minutes, so that they are made beside everything else."""
    return media_type in RECORDINGS or media_type in OFFICE


def is_shown(media_type: str) -> bool:
    """Whether copies of this kind of file are made on this machine."""
    playable = media_type in RECORDINGS and ffmpeg.found() is not None
    drawable = media_type in OFFICE and office.found() is not None
    return media_type in VIEWABLE or playable or drawable


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
    if media_type in RECORDINGS:
        return of_recording(source, media_type, folder, limits)
    if media_type in OFFICE:
        return of_office(source, media_type, folder, limits)
    raise NoCopy(NO_SUCH_COPY)
