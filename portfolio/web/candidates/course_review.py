"""The course review form (R-346)."""

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectChoice, SelectField, TextAreaField

from portfolio.domain.actors import Actor
from portfolio.domain.course_reviews import MARKS, QUESTIONS, Review
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.services import course_reviews
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.public_words import Fits

MOST_WORDS = 10_000


def _rating(label: str) -> SelectField:
    marks = [SelectChoice(str(mark), words) for mark, words in MARKS.items()]
    return SelectField(label, choices=[SelectChoice("", "No view"), *marks], validate_choice=False)


class CourseReviewForm(Form):
    teaching = _rating(QUESTIONS["teaching"])
    assessment = _rating(QUESTIONS["assessment"])
    support = _rating(QUESTIONS["support"])
    materials = _rating(QUESTIONS["materials"])
    organisation = _rating(QUESTIONS["organisation"])
    went_well = TextAreaField("What went well?", [Fits(MOST_WORDS, alone=True)])
    to_improve = TextAreaField("What should we improve?", [Fits(MOST_WORDS, alone=True)])
    as_complaint = BooleanField("Treat this as a complaint")

    @property
    def review(self) -> Review:
        """What was sent; a mark that is none of ours is no mark."""
        known = {str(mark): mark for mark in MARKS}
        ratings = {key: known[self[key].data] for key in QUESTIONS if self[key].data in known}
        return Review(
            ratings,
            self.went_well.data or "",
            self.to_improve.data or "",
            bool(self.as_complaint.data),
        )


@blueprint.route("/candidate/course-review", methods=["GET", "POST"])
@requires(Permission.BRING_CASE, loaders.own_candidate)
def course_review(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    form = CourseReviewForm()
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            row = course_reviews.give(db_session(), actor, candidate, form.review)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            taken = f" Your complaint is {row.case.reference}" if row.case else ""
            flash(f"Your centre has your review.{taken}")
            return once.go_to(form, url_for("following.own_cases" if row.case else ".home"))
    status = 422 if form.is_submitted() else 200
    return page("candidates/course_review.html", status=status, form=form, questions=QUESTIONS)
