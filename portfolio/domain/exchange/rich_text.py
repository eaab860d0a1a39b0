"""Paragraphs of the small HTML in which Mahara keeps descriptions."""

import re
from collections.abc import Sequence
from html import escape, unescape

_TAG = re.compile(r"(</?[a-zA-Z][^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_BREAKS = {"p", "div", "ul", "ol", "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style"}


def to_html(paragraphs: Sequence[str]) -> str:
    """The texts as paragraphs; line breaks within one stay."""
    return "".join(f"<p>{escape(p).replace(chr(10), '<br>')}</p>" for p in paragraphs)


def to_paragraphs(html: str) -> list[str]:
    """The texts of the paragraphs without any markup, empty ones left out.

    Takes a time in proportion to the length, whatever is nested or left open.
    """
    paragraphs = [""]
    silent = ""
    for piece in _TAG.split(html):
        named = _NAME.match(piece)
        name = named[1].lower() if named and _TAG.fullmatch(piece) else ""
        if silent:
            silent = "" if name == silent and piece.startswith("</") else silent
        elif name in _SILENT and not piece.startswith("</"):
            silent = name
        elif name in _BREAKS:
            paragraphs.append("")
        elif name == "br":
            paragraphs[-1] += "\n"
        elif not name:
            paragraphs[-1] += unescape(piece)
    return [text.strip() for text in paragraphs if text.strip()]
