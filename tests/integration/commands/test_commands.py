"""The commands a centre's technician types, each on a database of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from portfolio.__main__ import main
from portfolio.config import Settings
from portfolio.queries.sign_ins import token_hash

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
)["vectors"]
TIES = "example_completion"


@pytest.fixture
def environ(tmp_path, monkeypatch, request):
    values = {
        "SECRET_KEY": "a secret of the tests",
        "DATA_FOLDER": str(tmp_path),
        "PUBLIC_URL": "https://portfolio.test",
    }
    if request.config.getoption("--database") == "postgresql":
        values["DATABASE_URL"] = request.getfixturevalue("postgres").new_database()
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return {**os.environ, **values}


def rows(environ, statement: str) -> list[tuple]:
    engine = create_engine(Settings.from_environ(environ).database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def test_preparing_twice_changes_nothing_the_second_time(environ, capsys):
    assert main(["prepare"]) == 0
    said = capsys.readouterr().out
    assert "Qualifications: 03454, 03455, 03456, 10380" in said
    assert "Procedures: op-performance, optimum-skills, service-standards" in said
    assert main(["prepare"]) == 0
    assert capsys.readouterr().out == "The catalogue is up to date\n"
    assert len(rows(environ, "SELECT id FROM qualification")) == 4


def test_the_catalogue_is_listed_and_what_is_not_there_is_not_shared(environ, capsys):
    main(["prepare"])
    capsys.readouterr()
    assert main(["catalogue", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 4
    assert listed[0].startswith("03454  ")
    assert "(shared by all centres; 1 published; " in listed[0]
    assert main(["catalogue", "publish-to-all", "03454", "--centre", "Nowhere"]) == 1
    assert "Nowhere is not the name of one centre" in capsys.readouterr().err


def test_a_new_centre_begins_with_the_link_of_its_first_administrator(environ, capsys):
    main(["prepare"])
    capsys.readouterr()
    assert main(["centre", "add", "Demo Training Centre", "--admin", "first@centre.test"]) == 0
    link = re.search(r"https://portfolio\.test(/\S+)", capsys.readouterr().out)
    assert link
    assert rows(environ, "SELECT name FROM centre") == [("Demo Training Centre",)]
    assert "centre:added" in {row[0] for row in rows(environ, "SELECT name FROM audit_entry")}
    token = link.group(1).removeprefix("/invitations/")
    assert rows(environ, "SELECT token_hash FROM invitation") == [(token_hash(token),)]


@pytest.mark.parametrize("typed", ["nobody", "a b@centre.test", "x@"])
def test_an_address_that_cannot_be_one_is_refused(environ, typed, capsys):
    with pytest.raises(SystemExit):
        main(["centre", "add", "Demo Training Centre", "--admin", typed])
    assert "--admin" in capsys.readouterr().err


def test_a_missing_setting_is_named(environ, monkeypatch, capsys):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert main(["prepare"]) == 2
    assert "Set SECRET_KEY" in capsys.readouterr().err


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_rule_of_combination_is_told_as_json(vector, capsys):
    arguments = ["roc", vector["qualification"], "--json"]
    assert main([*arguments, f"--achieved={','.join(vector['achieved'])}"]) == 0
    told = json.loads(capsys.readouterr().out)
    example = told.pop("example_completion")
    expected = {name: value for name, value in vector["expect"].items() if name != TIES}
    assert told == expected
    completed = [*vector["achieved"], *example]
    main(["roc", vector["qualification"], "--json", f"--achieved={','.join(completed)}"])
    assert json.loads(capsys.readouterr().out)["verdict"] == "met"


def test_a_plan_is_projected(capsys):
    main(["roc", "10380", "--achieved", "1,2,3", "--planned", "7,10", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == told["projected"]["verdict"] == "not met"
    assert told["projected"]["total_credit"] > told["total_credit"]
    assert (told["min_further_credits"], told["projected"]["min_further_credits"]) == (41, 31)


def test_the_ways_to_finish_are_told_in_words(capsys):
    main(["roc", "03456", "--achieved", "F3,F4,D8,A4,A5,B5,C3"])
    told = capsys.readouterr().out
    assert "A13. One unit from Group B at Level 3: 6 credits, 40 guided hours" in told


def test_an_unknown_qualification_is_named(capsys):
    assert main(["roc", "99999"]) == 2
    assert "99999 is none of 03454, 03455, 03456, 10380" in capsys.readouterr().err


def test_the_worker_ends_when_it_is_told_to(environ):
    main(["prepare"])
    worker = subprocess.Popen(
        [sys.executable, "-m", "portfolio", "work"], env=environ, stderr=subprocess.PIPE
    )
    try:
        assert worker.stderr is not None
        assert b"working" in worker.stderr.readline()
        worker.send_signal(signal.SIGTERM)
        _, errors = worker.communicate(timeout=15)
    finally:
        worker.kill()
    assert worker.returncode == 0, errors.decode()


@pytest.mark.parametrize(
    ("rule", "start", "division", "due"),
    [
        ("10 working days", "2026-12-24", "england-and-wales", "2027-01-12"),
        ("10 working days", "2026-12-24T18:00", "scotland", "2027-01-13"),
        ("1 calendar month", "2027-01-31", "northern-ireland", "2027-02-28"),
        ("48 hours", "2026-10-24T12:00", "scotland", "2026-10-26T11:00:00+00:00"),
        ("2 days", "2027-03-27T10:00", "england-and-wales", "2027-03-29T10:00:00+01:00"),
    ],
)
def test_a_deadline_is_told_as_json(capsys, rule, start, division, due):
    assert main(["clock", rule, start, "--division", division, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"due": due}


def test_a_deadline_is_told_in_words(capsys):
    assert main(["clock", "2 working days", "2026-12-23"]) == 0
    assert capsys.readouterr().out == "Tuesday 29 December 2026\n"
    assert main(["clock", "48 hours", "2026-12-04T16:30"]) == 0
    assert capsys.readouterr().out == "Sunday 6 December 2026, 16:30 GMT\n"


@pytest.mark.parametrize("words", [("soon", "2026-12-23"), ("2 days", "tomorrow")])
def test_what_is_no_deadline_is_refused_in_words(capsys, words):
    assert main(["clock", *words]) == 2
    assert "is" in capsys.readouterr().err
