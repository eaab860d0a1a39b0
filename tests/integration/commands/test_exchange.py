"""Writing a qualification for other programs and adding one from a file, on the command line."""

import json

import pytest

from portfolio.__main__ import main
from tests.integration.commands.test_commands import environ, rows

__all__ = ["environ"]


@pytest.fixture
def told(capsys):
    """Run a command: its exit status, and what it said on output and error output together."""

    def run(*arguments):
        status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    return run


@pytest.mark.quickly_with("sqlite")
def test_a_qualification_goes_out_and_comes_in_again(environ, told, tmp_path):
    # One test, because preparing a database takes longer than all that follows.
    told("prepare")
    told("centre", "add", "Demo Centre", "--admin", "first@centre.test")
    own_by_case(environ, told, tmp_path / "award.json")
    shared_by_case(environ, told, tmp_path / "award.json")
    by_matrix(told, tmp_path / "award.matrix")
    for arguments, words in (
        (("export", "99999", "--format", "case"), "There is no qualification 99999"),
        (("export", "03454", "--format", "case", "--centre", "X"), "0 centres have the name"),
        (("import", str(tmp_path / "none.json")), "none.json cannot be read"),
    ):
        status, said = told("catalogue", *arguments)
        assert (status, words in said) == (2, True), said


def own_by_case(environ, told, file):
    status, said = told("catalogue", "export", "03454", "--format", "case", "--output", str(file))
    assert status == 0
    assert "no place of its own for credit" in said

    arguments = ["catalogue", "import", str(file), "--centre", "Demo Centre"]
    status, said = told(*arguments)
    assert status == 2
    assert "There is a qualification 03454 already (--fact entry_code=…)" in said

    status, said = told(*arguments, "--fact", "entry_code=OWN1")
    assert status == 0
    assert "Added OWN1 OCR Level 1 NVQ Certificate in Customer Service, a draft" in said
    assert "Units: 0 added, 26 known already, 0 with criteria from the file" in said
    own = rows(
        environ,
        "SELECT entry_code, published_at FROM combination_rule JOIN qualification "
        "ON qualification_id = qualification.id WHERE qualification.centre_id IS NOT NULL",
    )
    assert own == [("OWN1", None)]


def shared_by_case(environ, told, file):
    package = json.loads(file.read_text())
    package["CFDocument"]["extensions"]["ext:portfolio"]["entry_code"] = "ALL1"
    file.write_text(json.dumps(package))

    arguments = ["catalogue", "import", str(file), "--publish"]
    assert told(*arguments, "--centre", "Demo Centre")[0] == 2
    assert told(*arguments)[0] == 0

    statement = "SELECT centre_id FROM qualification WHERE entry_code = 'ALL1'"
    assert rows(environ, statement) == [(None,)]


def by_matrix(told, file):
    _, said = told("catalogue", "export", "03454", "--format", "matrix", "--output", str(file))
    assert "Mahara’s format has no credit: 135 credits of 26 units are left out." in said

    arguments = ["catalogue", "import", str(file), "--fact", "entry_code=M1"]
    status, said = told(*arguments)
    assert status == 2
    assert "Level: the file gives none (--fact level=…)" in said
    status, said = told(*arguments, "--fact", "level=1")
    assert status == 0
    assert "The file has no rule of combination" in said


def test_a_file_that_is_none_is_refused_before_the_database_is_opened(told, tmp_path):
    file = tmp_path / "award.json"
    file.write_text("no JSON")
    status, said = told("catalogue", "import", str(file))
    assert status == 2
    assert "The file is not JSON: line 1, column 1" in said
