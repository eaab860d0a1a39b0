"""Rules about where things stand: routes thin, verbs traced, addresses in one shape."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.test_every_route import RULES

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = sorted((ROOT / "portfolio" / "services").glob("*.py"))
WEB = sorted((ROOT / "portfolio" / "web").rglob("*.py"))

NO_DEED = {
    # They serve the verbs and are part of the deed that calls them.
    "audit.record",
    "case_log.note",
    "outbox.enqueue",
    "notices.tell",
    "mail.queue",
    "progress.refresh",
    "progress.bump",
}

PARTS_OF_A_DEED = {
    "accounts.check_password": "asked within signing, which records the signature",
    "assessor_tags.own_units_of": "reads only",
    "case_stages.enter": "part of receiving a case and of taking it further, which record it",
    "captures.keep": "adds and describes, each of which records itself",
    "evidence_files.attach": "part of adding an item or files",
    "evidence_writing.write": "part of describing and of submitting",
    "item_hold.take": "takes the item for judging, which records the judgement",
    "own_tags.choose": "part of describing",
    "public_intake.receive": "receives a case and adds files, each of which records itself",
    "registration.plan_mandatory": "part of registering and of moving to another version",
    "unit_imports.save": "adds, drafts and publishes, each of which records itself",
    "sign_ins.note_seen": "the time a sign-in was last used, no deed of a person",
}


def public_functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def called(node: ast.AST) -> set[str]:
    names = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            names.add(ast.unparse(one.func))
    return names


def traced(path: Path, function: ast.FunctionDef) -> bool:
    """Whether a verb records an event, itself or through functions of its module or services."""
    own = {
        node.name: node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    seen: set[str] = set()
    todo = [function]
    while todo:
        names = called(todo.pop())
        if "audit.record" in names:
            return True
        for name in names - seen:
            seen.add(name)
            if name in own:
                todo.append(own[name])
    return False


def verbs() -> list[tuple[Path, ast.FunctionDef]]:
    """Public functions of services that take an actor: what a person does."""
    return [
        (path, function)
        for path in SERVICES
        for function in public_functions(path)
        if any(argument.arg == "actor" for argument in function.args.args)
        and f"{path.stem}.{function.name}" not in NO_DEED
    ]


def test_every_verb_leaves_a_trace():
    silent = [
        f"{path.stem}.{function.name}"
        for path, function in verbs()
        if not traced(path, function) and f"{path.stem}.{function.name}" not in PARTS_OF_A_DEED
    ]
    assert silent == []


def test_the_list_of_parts_names_only_functions_that_need_it():
    silent = {
        f"{path.stem}.{function.name}" for path, function in verbs() if not traced(path, function)
    }
    assert set(PARTS_OF_A_DEED) <= silent


def test_no_service_commits():
    for path in SERVICES:
        assert ".commit(" not in path.read_text(), path


def route_functions() -> list[tuple[Path, ast.FunctionDef]]:
    found = []
    for path in WEB:
        for function in public_functions(path):
            decorators = " ".join(ast.unparse(one) for one in function.decorator_list)
            if re.search(r"\.(get|post|route)\(", decorators):
                found.append((path, function))
    return found


@pytest.mark.parametrize(
    ("path", "function"), route_functions(), ids=lambda value: getattr(value, "name", "")
)
def test_a_route_is_thin(path, function):
    assert function.end_lineno - function.lineno < 25, f"{path}: {function.name} is too long"
    source = ast.unparse(function)
    for word in ("select(", "boto3", "session.add(", "text("):
        assert word not in source, f"{path}: {function.name} uses {word}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_addresses_are_in_lower_case_with_hyphens(rule):
    assert re.fullmatch(r"(/([a-z0-9.-]+|<(\w+:)?[a-z_]+>))*/?", rule.rule), rule.rule
