"""Reading foreign JSON: every value is asked for by its type and refused by its place."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from portfolio.domain.exchange.content import ExchangeFault

LARGEST_FILE = 10_000_000
"""Bytes; a qualification of 59 units with every criterion takes about 2,000,000."""

LONGEST_TEXT = 10_000
LONGEST_NAME = 500
MOST_ENTRIES = 10_000

_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control signs and halves of signs, which neither a page nor a database can hold."""


@dataclass(frozen=True)
class Place:
    """A value with the words for where it stands in the file."""

    value: object
    words: str

    def refuse(self, reason: str) -> NoReturn:
        """Raise ExchangeFault naming this place."""
        raise ExchangeFault(f"{self.words}: {reason}" if self.words else f"In the file: {reason}")

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def member(self, name: str) -> "Place":
        """The object under `name`, empty where there is none."""
        value = self._get(name)
        if value is not None and not isinstance(value, dict):
            self.refuse(f"{name} is not an object")
        return Place(value or {}, f"{self.words}, {name}" if self.words else name)

    def entries(self, name: str, most: int = MOST_ENTRIES) -> Sequence["Place"]:
        """The objects of the list under `name`, none where there is no list."""
        return [
            Place(value, words)
            if isinstance(value, dict)
            else Place(value, words).refuse("not an object")
            for words, value in self._listed(name, most)
        ]

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """The text under `name` without blanks around it, empty where there is none."""
        value = self._get(name)
        if value is None:
            return ""
        return _sound(Place(value, self._named(name)), longest)

    def line(self, name: str, longest: int = LONGEST_NAME) -> str:
        """The text under `name` on one line."""
        return " ".join(self.text(name, longest).split())

    def needed_line(self, name: str, longest: int = LONGEST_NAME) -> str:
        """The text under `name` on one line; refuses where there is none."""
        return self.line(name, longest) or self.refuse(f"{name} is missing")

    def texts(self, name: str, most: int = 200) -> tuple[str, ...]:
        """The texts of the list under `name`."""
        listed = self._listed(name, most)
        return tuple(_sound(Place(value, words), LONGEST_TEXT) for words, value in listed)

    def check_texts(self, depth: int = 5) -> None:
        """Refuse anything here that is nested deeper, or holds what is no text to keep."""
        if isinstance(self.value, str):
            _sound(self, LONGEST_TEXT)
        if isinstance(self.value, (dict, list)) and not depth:
            self.refuse("nested too deeply")
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                Place(value, self._named(name)).check_texts(depth - 1)
        if isinstance(self.value, list):
            for value in self.value:
                Place(value, self.words).check_texts(depth - 1)

    def number(self, name: str, most: int = 100_000) -> int | None:
        """The whole number from 0 to `most` under `name`."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            self.refuse(f"{name} is not a whole number from 0 to {most:,}")
        return value

    def flag(self, name: str) -> bool:
        """Whether `name` is set; no where there is nothing."""
        value = self._get(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(f"{name} is neither true nor false")
        return bool(value)

    def day(self, name: str) -> date | None:
        """The date under `name`, written year-month-day."""
        text = self.text(name, LONGEST_NAME)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse(f"{name} is not a date such as 2026-08-31")

    def _named(self, name: str) -> str:
        return f"{self.words}, {name}" if self.words else name

    def _get(self, name: str) -> object:
        return self.value.get(name) if isinstance(self.value, dict) else None

    def _listed(self, name: str, most: int) -> list[tuple[str, object]]:
        value = self._get(name)
        if value is None:
            return []
        place = Place(value, self._named(name))
        if not isinstance(value, list):
            place.refuse("not a list")
        if len(value) > most:
            place.refuse(f"{len(value):,} entries, more than the {most:,} that can be read")
        return [(f"{place.words}, entry {n}", entry) for n, entry in enumerate(value, start=1)]


def read_json(data: bytes) -> Place:
    """The object that is the whole file; raises ExchangeFault for anything else."""
    if len(data) > LARGEST_FILE:
        raise ExchangeFault(
            f"The file is larger than the {LARGEST_FILE // 1_000_000} MB that can be read"
        )
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise ExchangeFault("The file is not written in UTF-8, so it is not a JSON file") from error
    except RecursionError as error:
        raise ExchangeFault("The file is nested too deeply to be read") from error
    except json.JSONDecodeError as error:
        raise ExchangeFault(
            f"The file is not JSON: line {error.lineno}, column {error.colno} cannot be read"
        ) from error
    except ValueError as error:
        raise ExchangeFault("The file has a number that cannot be read") from error
    if not isinstance(value, dict):
        raise ExchangeFault("The file is JSON, but it does not begin with an object")
    return Place(value, "")


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _sound(place: Place, longest: int) -> str:
    """The text of the place; refuses other types, lengths and signs no page can show."""
    value = place.value
    if not isinstance(value, str):
        place.refuse("not a text")
    if len(value) > longest:
        place.refuse(f"{len(value):,} characters, more than the {longest:,} that can be read")
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    wrong = _NO_TEXT.search(text)
    if wrong is not None:
        place.refuse(f"the sign U+{ord(wrong[0]):04X} is not text")
    return text
