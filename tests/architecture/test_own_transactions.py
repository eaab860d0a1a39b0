"""What may be kept although the request is refused: a short list, held here."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent / "portfolio"
CALLS = {"commit", "apart", "after_rollback"}

KEPT = {
    "services/accounts.py: _confirm": "a wrong password of somebody signed in is counted",
    "web/accounts/sign_in.py: _recognise": "a try to sign in is counted before it is made",
    "web/public_reception.py: _keep": "files wait for the form that is put right",
    "web/uploads/creation.py: create": "a file is expected before its first byte comes",
    "web/uploads/receiving.py: _acknowledge": "each piece is acknowledged by itself",
    "web/transactions.py: _keep_what_lasts": "runs what waited for the rollback",
    "web/transactions.py: _without_failing": "a sign-in in use lasts; what was said goes",
    "web/transactions.py: apart": "the one way to do so",
    "web/transactions.py: finish": "a successful write",
    "commands/application.py: writing_session": "a command",
}


def own_transactions(source: str) -> set[str]:
    """The innermost functions that commit or leave something to be committed."""
    found: set[str] = set()

    def visit(node: ast.AST, inside: str) -> None:
        if isinstance(node, ast.FunctionDef):
            inside = node.name
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in CALLS:
                found.add(inside)
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(ast.parse(source), "")
    return found


def test_only_these_functions_keep_something_of_a_refused_request():
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in sorted(ROOT.rglob("*.py"))
        if "demo" not in path.parts and path.name != "demo.py"
        for name in own_transactions(path.read_text())
    }
    assert found == set(KEPT)


def test_a_planted_commit_is_found():
    assert own_transactions("def planted(session):\n    session.commit()\n") == {"planted"}
