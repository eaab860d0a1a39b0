"""A candidate says what suits the job, sees the way change at once, plans it and undoes that."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import NEW_CANDIDATE
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.plan import PlanPage


@PHONE_FIRST
@pytest.mark.req("R-032")
def test_a_candidate_plans_the_best_way_around_what_suits_the_job(device: Give, size: str) -> None:
    home = HomePage.open(device(size, NEW_CANDIDATE))
    expect(home.panel).to_contain_text("The shortest way from here")
    plan = home.follow("Plan the way to finish", PlanPage)
    expect(plan.best.filter(has_text="Unit 44")).to_have_count(0)

    plan.wish("44", "Wanted")
    plan.wish("25", "Left out")
    expect(plan.best.filter(has_text="44")).to_have_count(1)
    expect(plan.best.filter(has_text="Unit 25")).to_have_count(0)
    expect(plan.ways).to_contain_text("not saved yet")
    plan.picture("plan")

    saved = plan.done("Save what suits", "Saved")
    expect(saved.best.filter(has_text="44")).to_have_count(1)
    planned = saved.done("Plan these", "are now planned")
    expect(planned.ways).to_contain_text("Nothing more to choose")

    undone = planned.done("Undo", "Undone")
    expect(undone.best.filter(has_text="44")).to_have_count(1)
