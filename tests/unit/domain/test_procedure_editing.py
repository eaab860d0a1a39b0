"""Changing a procedure keeps it whole, and what changed is told in sentences."""

from dataclasses import replace

import pytest

from portfolio.catalogue import PROCEDURES, read_procedures
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import Body, Office, Procedure, TrackKey
from portfolio.domain.procedure_changes import changes
from portfolio.domain.procedure_checks import check
from portfolio.domain.procedure_editing import (
    add_stage,
    ladder_lines,
    move_stage_up,
    parse_ladder,
    remove_stage,
    with_stage,
)
from portfolio.domain.procedure_words import deadline, offices_of

OP = read_procedures()["op-performance"]
OPTIMUM = read_procedures()["optimum-skills"]
COMPLAINT = TrackKey.COMPLAINT


def order(procedure: Procedure) -> list[str]:
    return [stage.key for stage in procedure.track(COMPLAINT).stages]


@pytest.mark.req("R-301", part="the order of chief executive and board")
def test_the_board_can_come_before_the_chief_executive() -> None:
    turned = move_stage_up(OPTIMUM, COMPLAINT, "board")
    check(turned)
    assert order(turned)[3:] == ["board", "chief-executive", "outside"]
    assert turned.track(COMPLAINT).stage("stage-3").next == ("board",)
    assert turned.track(COMPLAINT).stage("chief-executive").next == ("outside",)
    alone = remove_stage(turned, COMPLAINT, "chief-executive")
    check(alone)
    assert alone.track(COMPLAINT).stage("board").next == ("outside",)


def test_a_stage_is_added_where_it_is_wanted_and_nowhere_else() -> None:
    more, new = add_stage(OP, COMPLAINT, "formal")
    check(more)
    assert order(more) == ["informal", "formal", new.key, "appeal", "outside"]
    again, other = add_stage(more, COMPLAINT, "formal")
    assert other.key != new.key
    check(again)
    for refused in (
        lambda: add_stage(OP, COMPLAINT, "outside"),
        lambda: move_stage_up(OP, COMPLAINT, "informal"),
        lambda: move_stage_up(OP, COMPLAINT, "outside"),
        lambda: remove_stage(OP, TrackKey.FEEDBACK, "feedback"),
    ):
        with pytest.raises(Refusal):
            refused()
    informal = replace(OP.track(COMPLAINT).stage("informal"), next=("formal", "appeal"))
    with pytest.raises(Refusal, match="several ways"):
        move_stage_up(with_stage(OP, COMPLAINT, informal), COMPLAINT, "formal")


def test_a_ladder_is_read_as_it_is_written() -> None:
    rungs = OP.track(COMPLAINT).stage("formal").ladder
    assert parse_ladder(ladder_lines(rungs)) == rungs
    assert parse_ladder("\n") == ()
    for words in ("King", "Board after 1 hour", "Board\nDirector", "Board\nDirector after tea"):
        with pytest.raises(Refusal, match="Line"):
            parse_ladder(words)


@pytest.mark.parametrize("key", PROCEDURES)
def test_what_did_not_change_is_not_told(key: str) -> None:
    assert changes(read_procedures()[key], read_procedures()[key]) == []


def test_every_change_is_told() -> None:
    formal = OP.track(COMPLAINT).stage("formal")
    acknowledge, target = formal.clocks
    later = replace(
        formal,
        clocks=(replace(acknowledge, rule=parse_ladder("Board\nBoard after 1 hour")[1].after),),
        tells=(Office.BOARD,),
    )
    changed = replace(
        with_stage(OP, COMPLAINT, later),
        statement="We listen.",
        bodies=(*OP.bodies, Body("Demo Body", "everything")),
        categories=OP.categories[:-1],
        templates={
            **OP.templates,
            "closing": replace(OP.templates["closing"], subject="{reference}: over"),
        },
    )
    told = changes(OP, changed)
    assert told == [
        "The statement is now “We listen.”",
        "Complaint: Stage 2, formal: told when it begins: "
        "Quality coordinator, Department head → Board",
        f"Complaint: Stage 2, formal: deadline taken out: {target.label}: {deadline(target)}",
        "Complaint: Stage 2, formal: Acknowledge, with a target date: within 48 hours of receipt"
        " → Acknowledge, with a target date: within 1 hour of receipt",
        "Category taken out: Something else (stays with the centre)",
        "Outside body new: Demo Body: everything",
        "Reply worded anew: Closing",
    ]


def test_the_offices_of_a_procedure_are_those_it_names() -> None:
    assert Office.MANAGING_DIRECTOR in offices_of(OP)
    assert Office.MANAGING_DIRECTOR not in offices_of(OPTIMUM)
    assert Office.RECEIVER not in offices_of(OPTIMUM)
    assert Office.SAFEGUARDING_LEAD in offices_of(OPTIMUM)
