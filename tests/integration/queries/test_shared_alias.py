"""Aliases that every thread uses: right from the first request on, however many come at once."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from portfolio.models.person import User
from portfolio.queries.shared_alias import shared_alias

PORTFOLIO = Path(__file__).resolve().parents[3] / "portfolio"
THREADS, TIMES = 8, 30


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns after almost every step, as they otherwise do on a busy machine."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def statements_at_once() -> set[str]:
    """What eight threads make of an alias that none has asked before."""
    alias, begin = shared_alias(User), Barrier(THREADS)

    def statement(_: int) -> str:
        begin.wait()
        return str(select(alias.name).where(alias.id.is_not(None), alias.closed_at.is_(None)))

    with ThreadPoolExecutor(THREADS) as threads:
        return set(threads.map(statement, range(THREADS)))


def test_threads_that_come_at_once_ask_the_same(hurried: None) -> None:
    for _ in range(TIMES):
        assert len(statements_at_once()) == 1


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below ``node`` that is done once, when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from at_import(child)


def bare_aliases(source: str) -> list[int]:
    """The lines that make an alias at import other than by ``shared_alias``."""
    return [
        node.lineno
        for node in at_import(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"aliased", "alias", "subquery", "cte"}
    ]


def test_no_module_keeps_an_alias_of_another_kind() -> None:
    found = {
        path.relative_to(PORTFOLIO).as_posix(): lines
        for path in PORTFOLIO.rglob("*.py")
        if (lines := bare_aliases(path.read_text()))
    }
    assert found == {}


def test_a_planted_alias_is_found() -> None:
    assert bare_aliases("Planted = aliased(User)\ndef made():\n    return aliased(User)\n") == [1]
