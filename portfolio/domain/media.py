"""Which files are accepted as evidence: by name and by what their content turns out to be."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from portfolio.domain.errors import Refusal


class MediaKind(StrEnum):
    """How a file is shown."""

    IMAGE = "image"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True)
class MediaFormat:
    """A format by name: the endings it goes by and the media types its content is detected as.

    The first media type is the one a file of this format is served as.
    """

    name: str
    kind: MediaKind
    endings: tuple[str, ...]
    media_types: tuple[str, ...]

    @property
    def served_as(self) -> str:
        return self.media_types[0]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: tuple[MediaFormat, ...] = (
    MediaFormat("JPEG", MediaKind.IMAGE, ("jpg", "jpeg"), ("image/jpeg",)),
    MediaFormat("PNG", MediaKind.IMAGE, ("png",), ("image/png",)),
    MediaFormat("WebP", MediaKind.IMAGE, ("webp",), ("image/webp",)),
    MediaFormat("GIF", MediaKind.IMAGE, ("gif",), ("image/gif",)),
    MediaFormat("HEIC", MediaKind.IMAGE, ("heic", "heif"), ("image/heic", "image/heif")),
    MediaFormat("AVIF", MediaKind.IMAGE, ("avif",), ("image/avif",)),
    MediaFormat("PDF", MediaKind.DOCUMENT, ("pdf",), ("application/pdf",)),
    MediaFormat("Word", MediaKind.DOCUMENT, ("docx",), (f"{_OFFICE}.wordprocessingml.document",)),
    MediaFormat("Excel", MediaKind.DOCUMENT, ("xlsx",), (f"{_OFFICE}.spreadsheetml.sheet",)),
    MediaFormat(
        "PowerPoint",
        MediaKind.DOCUMENT,
        ("pptx",),
        (f"{_OFFICE}.presentationml.presentation",),
    ),
    MediaFormat(
        "OpenDocument text",
        MediaKind.DOCUMENT,
        ("odt",),
        ("application/vnd.oasis.opendocument.text",),
    ),
    MediaFormat("RTF", MediaKind.DOCUMENT, ("rtf",), ("text/rtf", "application/rtf")),
    MediaFormat("Text", MediaKind.DOCUMENT, ("txt",), ("text/plain",)),
    MediaFormat("MP4", MediaKind.VIDEO, ("mp4",), ("video/mp4", "video/x-m4v")),
    MediaFormat("QuickTime", MediaKind.VIDEO, ("mov",), ("video/quicktime",)),
    MediaFormat("WebM", MediaKind.VIDEO, ("webm",), ("video/webm",)),
    MediaFormat("3GP", MediaKind.VIDEO, ("3gp",), ("video/3gpp", "video/3gpp2")),
    MediaFormat(
        "M4A", MediaKind.AUDIO, ("m4a",), ("audio/mp4", "audio/x-m4a", "audio/m4a", "video/mp4")
    ),
    MediaFormat("MP3", MediaKind.AUDIO, ("mp3",), ("audio/mpeg", "audio/mp3")),
    MediaFormat("WAV", MediaKind.AUDIO, ("wav",), ("audio/wav", "audio/x-wav", "audio/vnd.wave")),
    MediaFormat("OGG", MediaKind.AUDIO, ("ogg",), ("audio/ogg", "application/ogg")),
)

BY_ENDING: dict[str, MediaFormat] = {ending: media for media in FORMATS for ending in media.endings}

_NEVER_PLAIN_TEXT = frozenset({"text/html", "text/xml", "text/rtf", "text/javascript"})


def ending_of(file_name: str) -> str:
    """The ending of a file name in lower case without its dot; empty when it has none."""
    return PurePath(file_name).suffix.lower().removeprefix(".")


def accepted_format(file_name: str, detected_type: str) -> MediaFormat:
    """The format of a file with this name whose content was detected as this media type.

    Raises Refusal for an ending that is not accepted, and for content that is something else
    than the ending says.
    """
    media = BY_ENDING.get(ending_of(file_name))
    if media is None:
        raise Refusal(f"{file_name}: use {accepted_words()}", "files")
    if not _fits(media, detected_type):
        raise Refusal(
            f"{file_name}: what is in this file is not {media.name}. "
            "Save it again in the right format, or rename it",
            "files",
        )
    return media


def accepted_words() -> str:
    """The accepted formats in one phrase, for hints and refusals."""
    names = [media.name for media in FORMATS]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _fits(media: MediaFormat, detected_type: str) -> bool:
    if media.name == "Text" and detected_type not in _NEVER_PLAIN_TEXT:
        # Notes that begin like a script or a table are detected as such; they are served as text.
        return detected_type.startswith("text/")
    return detected_type in media.media_types
