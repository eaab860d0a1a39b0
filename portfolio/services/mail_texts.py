"""The words of e-mails: plain text, one piece of news, one thing to do, one link."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

FOLDER = Path(__file__).resolve().parent.parent.parent / "templates" / "mails"
WORDS = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=select_autoescape(default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def compose(template: str, **facts: Any) -> str:
    """The text of templates/mails/``template`` with ``facts``; a missing fact is an error."""
    return WORDS.get_template(template).render(**facts)
