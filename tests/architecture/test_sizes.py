"""Size budgets: over budget means a noun is missing."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted((ROOT / "portfolio").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def long_functions(path: Path, limit: int) -> list[str]:
    tree = ast.parse(path.read_text())
    return [
        f"{path.name}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= limit
    ]


@pytest.mark.parametrize(
    ("paths", "limit"),
    [
        pytest.param(MODULES, 250, id="modules"),
        pytest.param(TESTS, 400, id="tests"),
        pytest.param(TEMPLATES, 150, id="templates"),
    ],
)
def test_no_file_is_over_its_budget(paths, limit):
    assert [f"{path}: {lines(path)}" for path in paths if lines(path) > limit] == []


def test_no_function_is_over_forty_lines():
    assert [found for path in MODULES for found in long_functions(path, 40)] == []


def test_a_function_over_budget_would_be_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def long():\n" + "    pass\n" * 41)
    assert long_functions(planted, 40) == ["planted.py:1 long (42 lines)"]


def test_every_module_says_what_belongs_in_it():
    silent = [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []
