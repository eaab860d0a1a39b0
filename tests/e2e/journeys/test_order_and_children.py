"""A candidate hands in a photo of children with permission, and puts the portfolio in order."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ASSESSOR, WAITING
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.assessing import WorkbenchPage
from tests.e2e.pages.evidence import AddEvidencePage
from tests.e2e.pages.order import OrderPage

PHOTO, NOTES, LETTER = "help-desk.jpg", "shift-notes.txt", "email-thread.pdf"
TITLE = "Play corner on the family day"


@PHONE_FIRST
@pytest.mark.req("R-084")
def test_a_photo_of_children_is_handed_in_with_permission_and_flagged(
    device: Give, size: str
) -> None:
    describe = AddEvidencePage.open(device(size, WAITING)).send(PHOTO, NOTES, LETTER)
    describe.describe(TITLE)
    describe.picker.open_unit("11")
    describe.picker.tick("11", "1.1")
    describe.confirm_no_details()
    describe.says_of_children("Yes")
    refused = describe.submit_too_early()
    refused.refuses("Tick the file that is the permission")
    refused.refuses("Say who gave the permission")
    refused.permission(LETTER, "Parent of both children")
    submitted = refused.submit()
    submitted.says("Permission from Parent of both children")

    assessor = device("desktop", ASSESSOR)
    assessor.page.goto(submitted.address.replace("/evidence/", "/assessor/evidence/"))
    bench = WorkbenchPage(assessor)
    bench.says("It shows children")
    expect(bench.page.get_by_role("link", name=LETTER).first).to_be_visible()


@PHONE_FIRST
@pytest.mark.req("R-098")
def test_items_move_by_touch_keyboard_and_number_and_keep_their_codes(
    device: Give, size: str
) -> None:
    order = OrderPage.open(device(size, WAITING))
    first, second, third, *rest = order.codes
    order = order.move(third, "up")
    assert order.codes == [first, third, second, *rest]
    expect(order.focused).to_have_accessible_name(f"Move {third} up")
    expect(order.focused).to_have_accessible_description(
        f"{third} is now in place 2 of {len(rest) + 3}"
    )
    order = order.press_again()
    assert order.codes == [third, first, second, *rest]

    order = order.move_to(first, len(rest) + 3)
    assert order.codes == [third, second, *rest, first]
    index = order.index()
    assert index.codes == [third, second, *rest, first]
    index.change_order()


@pytest.mark.req("R-098")
def test_without_scripts_items_move_as_well(device: Give) -> None:
    order = OrderPage.open(device("phone", WAITING, java_script_enabled=False))
    first, second, *rest = order.codes
    order = order.move(second, "up")
    assert order.codes == [second, first, *rest]
    order = order.move_to(second, 2)
    assert order.codes == [first, second, *rest]
