"""A centre's public pages, the form to tell it something, and following what one told it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen

SAMPLES = Path(__file__).resolve().parents[3] / "portfolio" / "demo" / "samples"


class ServicePage(Screen):
    heading = re.compile("service, complaints and appeals$")

    @classmethod
    def open(cls, device: Device) -> ServicePage:
        device.page.goto("/service/demo")
        return cls(device)

    def tell_us(self) -> ChoosePage:
        return self.follow("Tell us", ChoosePage)


class ChoosePage(Screen):
    heading = "What do you want to tell us?"

    def choose(self, label: str) -> TellUsPage:
        return self.follow(label, TellUsPage)


class TellUsPage(Screen):
    heading = "Complaint"

    def fill(self, label: str, words: str) -> None:
        self.main.get_by_label(label).fill(words)

    def about(self, category: str) -> None:
        self.main.get_by_label("What is it about?").select_option(label=category)

    def attach(self, *names: str) -> None:
        paths = [str(SAMPLES / name) for name in names]
        self.main.get_by_label("Choose photos").set_input_files(paths)

    def keeps(self, name: str) -> None:
        expect(self.main.get_by_role("checkbox", name=name)).to_be_checked()

    def send_again(self) -> TellUsPage:
        return self.press("Send it to", TellUsPage)

    def send(self) -> SentPage:
        return self.press("Send it to", SentPage)


class SentPage(Screen):
    heading = re.compile("^Keep this: C-")

    @property
    def link(self) -> str:
        return self.main.get_by_role("textbox", name="Your private link").input_value()

    def open_case(self) -> FollowPage:
        return self.follow("Open your case", FollowPage)


class FollowPage(Screen):
    heading = re.compile("^C-.*: Complaint$")

    @classmethod
    def open(cls, device: Device, link: str) -> FollowPage:
        device.page.goto(link)
        return cls(device)

    def add(self, words: str) -> FollowPage:
        self.main.get_by_label("What do you want to add?").fill(words)
        return self.press("Add it", FollowPage)

    def take_further(self, reason: str) -> FollowPage:
        self.main.get_by_label("What is still wrong?").fill(reason)
        return self.press(re.compile("^Take it to"), FollowPage)
