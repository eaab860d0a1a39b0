"""What the shared macros write, with real forms and real states."""

from __future__ import annotations

from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portfolio.domain import states
from portfolio.web.forms import DateBoxes, Form


class RegistrationForm(Form):
    name = StringField("Full name", [InputRequired("Enter the candidate’s full name")])
    born = DateBoxes("Date of birth", thing="birth")
    story = TextAreaField("What it shows", [Length(max=10, message="Use up to 10 characters")])
    alone = RadioField(
        "With others?", choices=[SelectChoice("no", "No"), SelectChoice("yes", "Yes")]
    )
    agree = BooleanField("It is true", [InputRequired("Confirm that it is true")])


def macro(app: Flask, file: str, name: str, *args: Any, **kwargs: Any) -> BeautifulSoup:
    module: Any = app.jinja_env.get_template(f"components/{file}.html").module
    written: Markup = getattr(module, name)(*args, **kwargs)
    return BeautifulSoup(str(written), "html.parser")


def refused(app: Flask) -> RegistrationForm:
    with app.test_request_context("/", method="POST"):
        form = RegistrationForm(
            MultiDict({"story": "far too long a story", "born-year": "2004", "born-day": ""})
        )
        form.validate()
    return form


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("evidence", states.EvidenceState),
        ("criterion", states.CriterionState),
        ("unit", states.UnitState),
        ("declaration", states.DeclarationState),
    ],
)
def test_every_state_word_has_a_tag_with_a_shape(
    app: Flask, kind: str, words: type[StrEnum]
) -> None:
    for word in words:
        tag = macro(app, "status_tag", "status_tag", kind, word)
        assert tag.get_text(strip=True).startswith(word.value)
        assert tag.select_one("svg use") is not None


def test_the_error_summary_counts_in_words_and_links_each_field_in_page_order(app: Flask) -> None:
    form = refused(app)
    form.form_errors.append("Missing: all criteria met. 12 of 14")
    with app.test_request_context("/"):
        summary = macro(app, "forms", "error_summary", form)

    heading = summary.h2
    assert heading is not None
    assert heading.text.startswith("Nothing is lost. ")
    assert heading.text.endswith(" things need putting right")
    links = [link["href"] for link in summary.select("a")]
    assert links[0] == "#name"
    assert links.index("#story") < links.index("#agree")
    assert summary.li is not None
    assert summary.li.text == "Missing: all criteria met. 12 of 14"


@pytest.mark.req("R-326", part="errors are tied to their fields")
def test_a_refused_field_names_its_error_and_keeps_what_was_typed(app: Flask) -> None:
    form = refused(app)
    field = macro(app, "forms", "textarea", form.story, hint="In your own words", limit=10)

    control = field.textarea
    assert control is not None
    assert control.text.strip() == "far too long a story"
    assert control["aria-invalid"] == "true"
    assert str(control["aria-describedby"]).split() == ["story-hint", "story-error", "story-count"]
    assert not control.has_attr("maxlength")
    assert all(field.select_one(f"#{name}") for name in str(control["aria-describedby"]).split())


@pytest.mark.parametrize(("name", "kind"), [("alone", "radios"), ("born", "date")])
def test_the_summary_lands_on_the_first_control_of_a_group(
    app: Flask, name: str, kind: str
) -> None:
    group = macro(app, "forms", kind, refused(app)[name])

    first = group.select_one(f"input#{name}")
    assert first is not None
    assert group.fieldset is not None


def test_two_forms_may_share_a_page_because_hidden_fields_have_no_ids(app: Flask) -> None:
    with app.test_request_context("/"):
        hidden = macro(app, "forms", "hidden", RegistrationForm())

    names = {field["name"] for field in hidden.select("input")}
    assert names == {"once", "csrf_token"}
    assert not hidden.select("[id]")


def test_a_bar_says_its_numbers_and_draws_them_to_scale(app: Flask) -> None:
    bricks = [
        SimpleNamespace(number="1", credit=5, kind="achieved"),
        SimpleNamespace(number="4", credit=5, kind="in_progress"),
    ]
    entry = SimpleNamespace(
        label="Group A", value_text="5 of 15", standing="short", needs=15, most=None,
        scale=20, bricks=bricks,
    )  # fmt: skip
    drawn = macro(app, "roc_bar", "bar", entry)

    chart = drawn.select_one("svg[role=img]")
    assert chart is not None
    assert chart["aria-label"] == "Group A: 5 achieved, 5 in progress; needs 15"
    assert [rect["width"] for rect in drawn.select("rect[class^=pf-seg]")] == ["25.00%", "25.00%"]
    mark = drawn.select_one(".pf-bar__mark")
    assert mark is not None
    assert mark["x1"] == "75.00%"


def test_a_sort_link_keeps_the_filters_and_cannot_leave_the_site(app: Flask) -> None:
    with app.test_request_context("/queue?q=a%26b&page=3&_scheme=javascript&_external=1"):
        address = macro(app, "address", "here_with", sort="age", page=None).text

    assert address.startswith("/queue?q=a%26b&_scheme=javascript&_external=1&sort=age")
