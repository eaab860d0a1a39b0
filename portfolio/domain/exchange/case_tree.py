"""The items of a CASE package as a tree, by its associations."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portfolio.domain.exchange import case_terms as terms
from portfolio.domain.exchange.content import ExchangeFault, counted
from portfolio.domain.exchange.json_place import Place
from portfolio.domain.exchange.statements import Statement

DEEPEST = 20
"""Levels of items; the deepest published frameworks have about eight."""

_LEVEL = re.compile(r"level\s*(\d)", re.IGNORECASE | re.ASCII)


@dataclass
class Tree:
    """Statements in reading order, with what is odd about the associations."""

    statements: tuple[Statement, ...] = ()
    doubts: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def read_tree(package: Place, document_identifier: str) -> Tree:
    """The tree of all items; raises ExchangeFault for a missing id, a repeat, a ring, a depth.

    An item whose parent is neither an item nor the document stands at the top.
    """
    items = _items(package)
    tree = Tree()
    children = _children(package, items, document_identifier, tree)
    order = _reading_order(items, children)
    built: dict[str, Statement] = {}
    for identifier in reversed(order):
        below = tuple(built[child] for child in children.get(identifier, ()))
        built[identifier] = _statement(items[identifier], below)
    tree.statements = tuple(built[identifier] for identifier in children.get("", ()))
    return tree


def _items(package: Place) -> dict[str, Place]:
    items: dict[str, Place] = {}
    for item in package.entries("CFItems"):
        identifier = item.needed_line("identifier").lower()
        if identifier in items:
            item.refuse(f"its identifier {identifier} was used before")
        items[identifier] = item
    if not items:
        raise ExchangeFault("CFItems: the package holds no items, so there is nothing to import")
    return items


def _children(
    package: Place, items: Mapping[str, Place], document: str, tree: Tree
) -> dict[str, list[str]]:
    """Identifiers under each identifier, in order; those at the top under the empty one."""
    parents: dict[str, tuple[str, int]] = {}
    seconds = strangers = 0
    for link in package.entries("CFAssociations", most=100_000):
        kind = link.needed_line("associationType")
        if kind != "isChildOf":
            tree.others[kind] += 1
            continue
        child = link.member("originNodeURI").needed_line("identifier").lower()
        parent = link.member("destinationNodeURI").needed_line("identifier").lower()
        place = (parent if parent in items else "", link.number("sequenceNumber", 2**31) or 0)
        strangers += child not in items or (parent not in items and parent != document)
        seconds += child in parents
        if child in items:
            parents.setdefault(child, place)
    if strangers:
        tree.doubts.append(
            f"{counted(strangers, 'association')} with items that are not in the file "
            f"{'is' if strangers == 1 else 'are'} passed over."
        )
    if seconds:
        tree.doubts.append(
            f"{counted(seconds, 'item')} with a second parent: only the first is kept."
        )
    return _in_order(items, parents)


def _in_order(
    items: Mapping[str, Place], parents: Mapping[str, tuple[str, int]]
) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for identifier in items:
        children.setdefault(parents.get(identifier, ("", 0))[0], []).append(identifier)
    for below in children.values():
        # Sorting keeps the order of the file among items that say nothing.
        below.sort(key=lambda one: (parents.get(one, ("", 0))[1], _listed(items[one])))
    return children


def _listed(item: Place) -> tuple[tuple[int, str], ...]:
    """Sort key of `listEnumeration`, so that 10 follows 9."""
    parts = re.findall(r"\d+|\D+", item.line("listEnumeration"))
    return tuple((int(part[:9]), "") if part.isdecimal() else (-1, part) for part in parts)


def _reading_order(items: Mapping[str, Place], children: Mapping[str, Sequence[str]]) -> list[str]:
    order: list[str] = []
    waiting = [(identifier, 1) for identifier in reversed(children.get("", ()))]
    while waiting:
        identifier, depth = waiting.pop()
        if depth > DEEPEST:
            items[identifier].refuse(f"deeper than the {DEEPEST} levels that can be read")
        order.append(identifier)
        waiting += [(child, depth + 1) for child in reversed(children.get(identifier, ()))]
    reached = set(order)
    for identifier, item in items.items():
        if identifier not in reached:
            item.refuse("the associations make this item stand below itself, in a ring")
    return order


def _statement(item: Place, children: tuple[Statement, ...]) -> Statement:
    text = item.text("fullStatement")
    if not text:
        item.refuse("fullStatement is missing")
    levels = [_LEVEL.fullmatch(entry) for entry in item.texts("educationLevel")]
    level = levels[0] if len(levels) == 1 else None
    return Statement(
        code=item.line("humanCodingScheme", 100),
        text=text,
        words=item.words,
        kind=item.line("CFItemType", 100),
        guidance=item.text("notes"),
        level=int(level[1]) if level else None,
        own=item.member("extensions").member(terms.EXTENSION),
        children=children,
    )
