"""The formats: which one a file is in, reading it, and writing either."""

from datetime import datetime

from portfolio.domain.exchange.case_reading import read_case
from portfolio.domain.exchange.case_writing import write_case
from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangeFault,
    Found,
    Written,
)
from portfolio.domain.exchange.json_place import read_json
from portfolio.domain.exchange.matrix_reading import read_matrix
from portfolio.domain.exchange.matrix_writing import write_matrix

FORMATS = ("case", "matrix")


def read_file(data: bytes) -> Found:
    """The qualification in a file of either format.

    Raises ExchangeFault, in words that name the place, for anything that cannot be read whole.
    """
    file = read_json(data)
    if file.has("CFDocument") or file.has("CFPackage"):
        return read_case(file)
    if file.has("framework"):
        return read_matrix(file)
    raise ExchangeFault(
        "The file is neither a CASE package (no CFDocument) nor a Mahara matrix (no framework)"
    )


def write_file(
    format_name: str,
    qualification: ExchangedQualification,
    *,
    version: int,
    changed_at: datetime,
    owner: str = "",
) -> Written:
    """The qualification in one of the ``FORMATS``; see ``write_case`` for the facts beside it."""
    if format_name == "matrix":
        return write_matrix(qualification)
    return write_case(qualification, version=version, changed_at=changed_at, owner=owner)
