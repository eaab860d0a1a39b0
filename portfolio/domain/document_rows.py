"""The tables a version of a document may hold: prices, and what changed section by section."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portfolio.domain.errors import Refusal

_POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?")


@dataclass(frozen=True)
class Price:
    """One line of a price list; ``vat`` says in words how VAT is dealt with."""

    what: str
    pence: int
    vat: str

    @property
    def pounds(self) -> str:
        """£1,250.00."""
        return f"£{self.pence // 100:,}.{self.pence % 100:02d}"

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class KeyUpdate:
    """One change of a handbook: in which section, what, and with which version of which date."""

    section: str
    change: str
    version: str
    issued: str

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def price_from(row: Mapping[str, Any]) -> Price:
    """A line of a price list as stored."""
    return Price(str(row["what"]), int(row["pence"]), str(row["vat"]))


def update_from(row: Mapping[str, Any]) -> KeyUpdate:
    """A row of a key-updates table as stored."""
    return KeyUpdate(*(str(row[name]) for name in ("section", "change", "version", "issued")))


def pence(typed: str) -> int:
    """Pence from pounds as people write them: "1,250", "£95.50". Raises Refusal for others."""
    found = _POUNDS.fullmatch(typed.strip())
    if found is None:
        raise Refusal("Enter the price in pounds, like 95 or 1,250.50", "price")
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
