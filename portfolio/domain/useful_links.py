"""Organisations outside and how to reach them, as a centre keeps them (R-323, R-324)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from portfolio.domain.errors import Refusal, Refusals

HOLDS_FOR = timedelta(days=365)
"""After that an address that nobody looked at again may be out of date."""
_TELEPHONE = re.compile(r"\+?[0-9 ()-]{5,30}")


@dataclass(frozen=True)
class Reach:
    """One organisation: what it is turned to for, and where it is found.

    ``takes_complaints`` shows it to candidates where they read whom they may turn to.
    """

    name: str
    about: str = ""
    website: str = ""
    post: str = ""
    telephone: str = ""
    email: str = ""
    takes_complaints: bool = False
    checked_on: date | None = None

    def columns(self) -> dict[str, Any]:
        return asdict(self)


def parse_shipped(entry: Mapping[str, Any]) -> Reach:
    """An organisation as shipped; nobody at the centre has checked it yet."""
    return Reach(**entry)


def check_reach(reach: Reach, today: date) -> None:
    """Raises Refusals for an address nobody can follow, and for a check that is still to come."""
    found = []
    if reach.website and not _is_website(reach.website):
        words = "Enter the whole address of the website, beginning with https://"
        found.append(Refusal(words, "website"))
    if reach.telephone and not _TELEPHONE.fullmatch(reach.telephone):
        found.append(Refusal("Enter the telephone number in digits", "telephone"))
    if reach.email and not _is_email(reach.email):
        found.append(Refusal("Enter the whole e-mail address, like name@centre.test", "email"))
    if not (reach.website or reach.post or reach.telephone or reach.email):
        found.append(Refusal("Enter a website, or another way to reach them", "website"))
    if reach.checked_on and reach.checked_on > today:
        found.append(Refusal("Enter the day somebody looked, not one to come", "checked_on"))
    if found:
        raise Refusals(found)


def is_doubtful(checked_on: date | None, today: date) -> bool:
    """Whether to check an address before using it: never looked at, or more than a year ago."""
    return checked_on is None or today - checked_on > HOLDS_FOR


def _is_website(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = "." in (parts.hostname or "")
    except ValueError:
        return False
    sound = parts.scheme in {"http", "https"} and named and "@" not in parts.netloc
    return sound and not any(one.isspace() for one in address)


def _is_email(address: str) -> bool:
    name, at, host = address.partition("@")
    return bool(name and at and "." in host) and not any(one.isspace() for one in address)
