"""An administrator adds a qualification of the centre's own and registers a candidate on it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR
from tests.e2e.journeys.sizes import DESKTOP_FIRST
from tests.e2e.pages.administration import CentrePage
from tests.e2e.pages.catalogue import QualificationsPage

WRONG, RIGHT = "601/3499/8", "601/3499/9"


@pytest.mark.full
@DESKTOP_FIRST
@pytest.mark.req("R-007", part="told beside the field")
def test_a_small_qualification_is_added_published_and_registered_on(
    device: Give, size: str
) -> None:
    administrator = device(size, ADMINISTRATOR)
    form = QualificationsPage.open(administrator).add()
    form.facts("OWN1", WRONG, "Serving visitors")
    form = form.add_in_vain()
    form.refuses("The last character does not fit the digits before it")
    form.facts("OWN1", RIGHT, "Serving visitors")
    draft = form.add()
    draft.says("Place at least one unit first")
    draft = draft.add_group("A", "Mandatory", "Mandatory")
    draft = draft.add_group("B", "Serving", "Optional")
    own = draft.choose_unit().add_own("J/999/0001", "Welcome visitors", "4")
    draft = own.at("1", "Group A - Mandatory")
    draft = draft.choose_unit().find("Communicate effectively").at("2", "Group B - Serving")
    draft = draft.rule().figures("8", "4")
    draft.picture("draft-of-a-qualification")
    published = draft.publish()
    published.says("Your centre’s own, version 1")

    unit = published.unit("Welcome visitors")
    unit.says("Criteria not loaded")
    criteria = unit.write_criteria()
    criteria = criteria.add_outcome("Greet visitors", ["Say who you are", "Ask what they need"])
    criteria.picture("draft-of-criteria")
    criteria.publish().says("Ask what they need")

    register = CentrePage.open(administrator).register()
    register.person("candidate8@demo.test", "Demo Candidate 8", date(1999, 4, 2), "2345678916")
    register.entry("OWN1", "Demo Assessor 1")
    register.register().says("OWN1 Serving visitors")
