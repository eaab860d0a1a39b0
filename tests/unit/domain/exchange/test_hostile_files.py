"""Files that are wrong, damaged or meant to harm are refused with the place, in good time."""

import json
from time import perf_counter

import pytest

from portfolio.domain.exchange.content import ExchangeFault
from portfolio.domain.exchange.formats import read_file
from portfolio.domain.exchange.json_place import LARGEST_FILE
from portfolio.domain.exchange.rich_text import to_paragraphs
from tests.unit.domain.exchange.test_case import foreign, item, under


def package(items=None, associations=(), **document):
    items = [item("u", "Unit")] if items is None else items
    return json.dumps(foreign(items, list(associations), **document)).encode()


def matrix(**framework):
    return json.dumps({"framework": {"name": "F"} | framework}).encode()


REFUSED = {
    "no JSON": (b"%PDF-1.7 and so on", "not JSON: line 1, column 1"),
    "empty": (b"", "not JSON"),
    "not UTF-8": ("é".encode("latin-1"), "UTF-8"),
    "a list": (b"[]", "begin with an object"),
    "another thing": (b'{"name": "package"}', "neither a CASE package"),
    "nested deeply": (b'{"a":' * 200_000, "nested too deeply"),
    "no number": (b'{"CFDocument": NaN}', "number that cannot be read"),
    "a long number": (b'{"CFDocument": ' + b"1" * 5_000 + b"}", "number that cannot be read"),
    "too large": (b" " * (LARGEST_FILE + 1), "larger than the 10 MB"),
    "no document": (b'{"CFPackage": {}}', "CFDocument is missing"),
    "document is a list": (b'{"CFDocument": []}', "CFDocument is not an object"),
    "no title": (package(title=None), "CFDocument: title is missing"),
    "no items": (package([]), "holds no items"),
    "items are text": (b'{"CFDocument": {"identifier": "d", "title": "T"}, "CFItems": "x"}',
                       "CFItems: not a list"),
    "an item is text": (package(["x"]), "CFItems, entry 1: not an object"),
    "no identifier": (package([{"fullStatement": "x"}]), "entry 1: identifier is missing"),
    "identifier is a number": (package([{"identifier": 7}]), "entry 1, identifier: not a text"),
    "no statement": (package([item("u", "")]), "entry 1: fullStatement is missing"),
    "an item twice": (package([item("u", "x"), item("U", "y")]), "entry 2: its identifier u"),
    "a statement too long": (package([item("u", "x" * 10_001)]), "10,001 characters"),
    "a sign that is none": (package([item("u", "a\u0000b")]), "the sign U+0000 is not text"),
    "half a sign": (package([item("u", "a\ud800b")]), "the sign U+D800 is not text"),
    "too many items": (package([{}] * 100_000), "CFItems: 100,000 entries, more than the 10,000"),
    "an association without ends": (package(associations=[{"associationType": "isChildOf"}]),
                                    "entry 1, originNodeURI: identifier is missing"),
    "an end that is text": (package(associations=[under("u", "d") | {"originNodeURI": "u"}]),
                            "originNodeURI is not an object"),
    "a ring": (package([item("a", "x"), item("b", "y")], [under("a", "b"), under("b", "a")]),
               "CFItems, entry 1: the associations make this item stand below itself"),
    "below itself": (package([item("a", "x")], [under("a", "a")]), "stand below itself"),
    "a deep chain": (package([item(f"i{n}", "x") for n in range(5_000)],
                             [under(f"i{n + 1}", f"i{n}") for n in range(4_999)]),
                     "deeper than the 20 levels"),
    "wrong facts of ours": (package([item("u", "x", extensions={"ext:portfolio": {"credit": "5"}}),
                                     item("c", "x")], [under("c", "u")]),
                            "ext:portfolio: credit is not a whole number"),
    "a wrong rule of ours": (package(extensions={"ext:portfolio": {"rule": {"total_min": 1}}}),
                             "rule"),
    "a rule with readings that are none": (
        package(extensions={"ext:portfolio": {"rule": {"undecided": ["all"]}}}),
        "rule: undecided names neither"),
    "a rule with a doubtful unit in part": (
        package(extensions={"ext:portfolio": {"rule": {"doubtful_units": [{"number": "B1"}]}}}),
        "doubtful_units, entry 1: reference is missing"),
    "a rule over groups that are not there": (
        package(extensions={"ext:portfolio": {"rule": {
            "total_min": 1, "mandatory_credit": 0, "one_per_group": ["Z"],
            "level": {"level": 1, "credit": 1, "comparison": "exactly", "scope": "all"}}}}),
        "it names group Z, not in the file"),
    "an address that is no site": (
        package([item("u", "x", extensions={
            "ext:portfolio": {"parts": {"document_url": "javascript:alert(1)"}}}),
                 item("c", "x")], [under("c", "u")]),
        "Enter the address of the document with https://"),
    "texts of ours that are none": (
        package(extensions={"ext:portfolio": {"about": {"aims": ["a\u0000"]}}}),
        "about, aims: the sign U+0000"),
    "a wrong date of ours": (package(extensions={"ext:portfolio": {"last_entry_on": "31/8/2026"}}),
                             "last_entry_on is not a date"),
    "matrix without a name": (b'{"framework": {"standards": []}}', "name is missing"),
    "matrix without standards": (matrix(), "holds no standards"),
    "matrix with a nameless standard": (matrix(standards=[{}]), "entry 1: name is missing"),
    "matrix with a ring": (
        matrix(standards=[{"name": "S", "standardid": 1}],
               standardelements=[
                   {"name": n, "standardid": 1, "elementid": n, "parentelementid": p}
                   for n, p in ("ab", "ba")]),
        "framework, standards, entry 1: its elements stand in a ring"),
    "matrix with too many elements": (matrix(standards=[{"name": "S"}],
                                             standardelements=[{}] * 100_000),
                                      "standardelements: 100,000 entries"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_the_place_of_the_fault(name):
    data, words = REFUSED[name]
    began = perf_counter()

    with pytest.raises(ExchangeFault) as refused:
        read_file(data)

    assert words in str(refused.value)
    assert perf_counter() - began < 5


def test_markup_that_never_ends_is_read_in_good_time():
    began = perf_counter()

    for start in ("<", "<!--", "<script>", "<![CDATA[", "<a href='", "&", "</", "<p>"):
        to_paragraphs(start * 20_000)

    assert perf_counter() - began < 2


def test_scripts_in_descriptions_are_not_text():
    assert to_paragraphs("<p>One<script>alert(1)</script> &lt;b&gt;</p>Two<br>lines") == [
        "One <b>",
        "Two\nlines",
    ]
