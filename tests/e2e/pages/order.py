"""The order of a portfolio, and the index that follows it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class IndexPage(Screen):
    heading = re.compile("^Index of the portfolio of ")

    @property
    def codes(self) -> list[str]:
        rows = self.page.get_by_role("table").get_by_text(re.compile(r"^E-\d+$"))
        return rows.all_inner_texts()

    def change_order(self) -> OrderPage:
        return self.follow("Change the order", OrderPage)


class OrderPage(Screen):
    heading = "Order of your evidence"

    @classmethod
    def open(cls, device: Device) -> OrderPage:
        device.page.goto("/candidate/evidence/order")
        return cls(device)

    @property
    def codes(self) -> list[str]:
        return self.main.get_by_role("list").locator("b").all_inner_texts()

    @property
    def focused(self) -> Locator:
        return self.page.locator(":focus")

    def move(self, code: str, way: str) -> OrderPage:
        return self.press(f"Move {code} {way}", OrderPage)

    def press_again(self) -> OrderPage:
        """With the keyboard, where the focus was left."""
        self.page.keyboard.press("Enter")
        return OrderPage(self.device)

    def move_to(self, code: str, place: int) -> OrderPage:
        self.page.get_by_text("Move an item to a place you name").click()
        choices = self.page.get_by_label("Item", exact=True)
        choices.select_option(choices.locator("option", has_text=code).get_attribute("value"))
        self.page.get_by_label("New place").fill(str(place))
        return self.press("Move it", OrderPage)

    def index(self) -> IndexPage:
        return self.follow("index", IndexPage)
