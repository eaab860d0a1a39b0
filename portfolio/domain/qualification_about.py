"""What the page of a qualification says about it, beside its structure and rule."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from portfolio.domain.errors import Refusal


class AboutFault(Refusal):
    """A text that cannot be shown as it is; the message names which."""


@dataclass(frozen=True)
class Link:
    """A public site by its name; it is shown and never fetched."""

    title: str
    url: str
    what: str = ""
    """What it is looked up for."""


@dataclass(frozen=True)
class GuidePoint:
    """One thing a candidate is told before anything else, under its own heading (003 s8)."""

    title: str
    text: str


@dataclass(frozen=True)
class Apprenticeship:
    """The apprenticeship a qualification is part of: for whom, and for how long (002 s3)."""

    title: str
    whom: str
    duration: str
    offered: bool
    """Whether the qualification is taken in it now; else its page says nothing of it."""


@dataclass(frozen=True)
class About:
    """Texts of one qualification; what is not given is empty and not shown.

    `assessment_model` is how it is assessed, one statement each (002 s1.1, s8.3; 003 s2.1).
    `funding` and `performance` are where both are looked up by the qualification's number
    (002 s1.4, s1.9; 003 s2.9). `units_page` is where the awarding organisation keeps the
    documents of its units (002 s2.1; 003 s6.3).
    """

    suitable_for: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    progression: tuple[str, ...] = ()
    entry_requirements: str = ""
    assessment_model: tuple[str, ...] = ()
    guide: tuple[GuidePoint, ...] = ()
    apprenticeship: Apprenticeship | None = None
    funding: tuple[Link, ...] = ()
    performance: tuple[Link, ...] = ()
    units_page: Link | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it: what is empty is left out, lists are lists."""
        return {name: _plain(value) for name, value in asdict(self).items() if value}


def parse_about(entry: Mapping[str, Any], place: str = "This qualification") -> About:
    """The texts as stored or shipped; `place` names the qualification in a refusal.

    Raises AboutFault for a part nobody knows, an empty statement, a text of another shape, and a
    link that is no complete https address.
    """
    unknown = sorted(set(entry) - {field.name for field in fields(About)})
    if unknown:
        raise AboutFault(f"{place}: nothing is called {', '.join(unknown)}")
    return About(
        suitable_for=_texts(entry, "suitable_for", place),
        aims=_texts(entry, "aims", place),
        progression=_texts(entry, "progression", place),
        entry_requirements=_text(entry.get("entry_requirements", ""), place, may_be_empty=True),
        assessment_model=_texts(entry, "assessment_model", place),
        guide=tuple(
            GuidePoint(*_parts(point, ("title", "text"), place))
            for point in _listed(entry, "guide", place)
        ),
        apprenticeship=_apprenticeship(entry.get("apprenticeship"), place),
        funding=tuple(_link(link, place) for link in _listed(entry, "funding", place)),
        performance=tuple(_link(link, place) for link in _listed(entry, "performance", place)),
        units_page=_link(entry["units_page"], place) if entry.get("units_page") else None,
    )


def check_address(url: str, place: str) -> str:
    """The address without white space around it.

    Raises AboutFault unless it is a complete https address of a named site, without a user name.
    """
    address = url.strip()
    try:
        parts = urlsplit(address)
        sound = (
            parts.scheme == "https" and "." in (parts.hostname or "") and "@" not in parts.netloc
        )
    except ValueError:
        sound = False
    if not sound or any(one.isspace() for one in address):
        raise AboutFault(f"{place}: enter a complete address that begins with https://")
    return address


def _apprenticeship(entry: Any, place: str) -> Apprenticeship | None:
    if not entry:
        return None
    offered = entry.get("offered", False) if isinstance(entry, Mapping) else False
    if not isinstance(offered, bool):
        raise AboutFault(f"{place}: the apprenticeship is offered or it is not")
    title, whom, duration = _parts(entry, ("title", "whom", "duration"), place)
    return Apprenticeship(title, whom, duration, offered)


def _link(entry: Any, place: str) -> Link:
    title, url = _parts(entry, ("title", "url"), place)
    what = _text(entry.get("what", ""), place, may_be_empty=True)
    return Link(title, check_address(url, f"{place}, {title}"), what)


def _texts(entry: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    return tuple(_text(one, f"{place}, {name}") for one in _listed(entry, name, place))


def _listed(entry: Mapping[str, Any], name: str, place: str) -> list[Any]:
    found = entry.get(name, [])
    if not isinstance(found, list):
        raise AboutFault(f"{place}: {name} is a list")
    return found


def _parts(entry: Any, names: tuple[str, ...], place: str) -> tuple[str, ...]:
    if not isinstance(entry, Mapping):
        raise AboutFault(f"{place}: {' and '.join(names)} are named one by one")
    return tuple(_text(entry.get(name, ""), f"{place}, {name}") for name in names)


def _text(value: Any, place: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or may_be_empty):
        raise AboutFault(f"{place}: a text is empty or is no text")
    return value.strip()


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if one}
    return value
