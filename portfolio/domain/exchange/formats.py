"""Which format a file is in, and reading it."""

from portfolio.domain.exchange.case_reading import read_case
from portfolio.domain.exchange.content import ExchangeFault, Found
from portfolio.domain.exchange.json_place import read_json
from portfolio.domain.exchange.matrix_reading import read_matrix


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
