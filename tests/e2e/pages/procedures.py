"""The procedures of the centre: its own one, copied, changed, published and followed."""

from __future__ import annotations

import re

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class ProceduresPage(Screen):
    heading = "Procedures"

    @classmethod
    def open(cls, device: Device) -> ProceduresPage:
        device.page.goto("/procedures")
        return cls(device)

    def procedure(self, name: str) -> ProcedurePage:
        return self.follow(re.compile(f"^{name}"), ProcedurePage)


class ProcedurePage(Screen):
    heading = re.compile("^(Optimum Skills|Our own way)")

    def copy(self, name: str) -> DraftPage:
        form = self.follow("Copy it", CopyPage)
        form.page.get_by_label("Name of your centre’s procedure").fill(name)
        return form.press("Copy it", DraftPage)

    def take_up(self) -> ProceduresPage:
        return self.follow("Follow it…", FollowPage).press("Follow it", ProceduresPage)


class CopyPage(Screen):
    heading = re.compile("^Copy ")


class FollowPage(Screen):
    heading = re.compile("^Follow ")


class DraftPage(Screen):
    heading = re.compile("^Draft of ")

    def stage(self, name: str) -> StagePage:
        return self.follow(re.compile(f"^Change {name}"), StagePage)

    def publish(self, reason: str) -> ProcedurePage:
        form = self.follow("Publish…", PublishPage)
        form.page.get_by_label("Why there is a new version").fill(reason)
        return form.press(re.compile("^Publish version"), ProcedurePage)


class StagePage(Screen):
    heading = re.compile("^Stage ")

    def within(self, number: int, rule: str) -> None:
        deadline = self.page.get_by_role("group", name=f"Deadline {number}", exact=True)
        deadline.get_by_label("By when").fill(rule)

    def save(self) -> DraftPage:
        return self.press("Save the stage", DraftPage)

    def save_in_vain(self) -> StagePage:
        return self.press("Save the stage", StagePage)


class PublishPage(Screen):
    heading = re.compile("^Publish version")
