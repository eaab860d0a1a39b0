"""Replies are filled without a value of one place leaking into another."""

import pytest

from portfolio.catalogue import read_procedures
from portfolio.domain.procedure import Template
from portfolio.domain.procedure_templates import TEMPLATES, fill


@pytest.mark.req("R-358", part="the template")
def test_an_acknowledgement_states_the_commitment_and_the_target_date() -> None:
    procedure = read_procedures()["op-performance"]
    subject, text = fill(
        procedure.templates["acknowledgement"],
        {
            "name": "Demo Complainant 1",
            "reference": "C-2026-014",
            "received": "Thursday 12 November 2026",
            "target_date": "Thursday 26 November 2026",
            "statement": procedure.statement,
        },
    )
    assert subject == "C-2026-014: we have your complaint"
    assert procedure.statement in text
    assert "by Thursday 26 November 2026" in text
    assert "\n\n\n" not in text


def test_line_breaks_never_reach_a_subject_and_braces_stay_as_typed() -> None:
    template = Template("progress", "Progress", "{reference}: {subject}", "{message}")
    values = {"reference": "C-1", "subject": "a\r\nBcc: b", "message": "{sender} {0}"}
    assert fill(template, values) == ("C-1: a Bcc: b", "{sender} {0}")


def test_every_shipped_reply_is_one_of_those_known() -> None:
    for procedure in read_procedures().values():
        assert set(procedure.templates) == set(TEMPLATES)
