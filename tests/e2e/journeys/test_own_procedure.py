"""An administrator makes a shipped procedure the centre's own."""

from __future__ import annotations

import pytest

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR
from tests.e2e.journeys.sizes import DESKTOP_FIRST
from tests.e2e.pages.procedures import ProceduresPage


@pytest.mark.full
@DESKTOP_FIRST
@pytest.mark.req("R-258", part="in a browser")
def test_a_procedure_is_copied_changed_published_and_followed(device: Give, size: str) -> None:
    shipped = ProceduresPage.open(device(size, ADMINISTRATOR)).procedure("Optimum Skills")
    shipped.says("immediately; due soon after 1 hour")
    draft = shipped.copy("Our own way")
    stage = draft.stage("Stage 2, manager")
    stage.within(1, "soon")
    stage = stage.save_in_vain()
    stage.refuses("Enter a number of working days, calendar months, hours or days")
    stage.within(1, "8 working days")
    draft = stage.save()
    draft.says("within 8 working days of the start of the stage")
    draft.picture("draft-of-a-procedure")
    followed = draft.publish("Agreed by the senior managers").take_up()
    followed.says("New cases follow “Our own way” from now on")
