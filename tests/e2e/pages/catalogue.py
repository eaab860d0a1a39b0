"""The catalogue of the centre: a qualification of its own, its draft, its units and criteria."""

from __future__ import annotations

import re

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class QualificationsPage(Screen):
    heading = "Qualifications"

    @classmethod
    def open(cls, device: Device) -> QualificationsPage:
        device.page.goto("/catalogue")
        return cls(device)

    def add(self) -> AddQualificationPage:
        return self.follow("Add a qualification", AddQualificationPage)


class AddQualificationPage(Screen):
    heading = "Add a qualification"

    def facts(self, code: str, number: str, title: str) -> None:
        self.page.get_by_label("Entry code").fill(code)
        self.page.get_by_label("Qualification number").fill(number)
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Level").fill("2")
        self.page.get_by_label("Awarding organisation").fill("Demo Awarding")
        self.page.get_by_label("19+").check()

    def add(self) -> DraftPage:
        return self.press("Add as a draft", DraftPage)

    def add_in_vain(self) -> AddQualificationPage:
        return self.press("Add as a draft", AddQualificationPage)


class DraftPage(Screen):
    heading = re.compile("^Draft of ")

    def add_group(self, letter: str, name: str, nature: str) -> DraftPage:
        form = self.follow("Add a group", GroupPage)
        form.page.get_by_label("Letter").fill(letter)
        form.page.get_by_label("Name").fill(name)
        form.page.get_by_label(nature, exact=True).check()
        return form.press("Add the group", DraftPage)

    def choose_unit(self) -> ChooseUnitPage:
        return self.follow("Place a unit", ChooseUnitPage)

    def rule(self) -> RulePage:
        return self.follow("Change the rule", RulePage)

    def publish(self) -> QualificationPage:
        return self.follow("Publish…", PublishPage).publish()


class GroupPage(Screen):
    heading = "Add a group"


class ChooseUnitPage(Screen):
    heading = "Place a unit"

    def find(self, words: str) -> PlaceUnitPage:
        self.page.get_by_label("Title or reference").fill(words)
        found = self.press("Search", ChooseUnitPage)
        return found.follow(re.compile(words), PlaceUnitPage)

    def add_own(self, reference: str, title: str, credit: str) -> PlaceUnitPage:
        form = self.follow("Add a unit of your centre’s own", AddUnitPage)
        form.page.get_by_label("Reference").fill(reference)
        form.page.get_by_label("Title").fill(title)
        form.page.get_by_label("Credit").fill(credit)
        form.page.get_by_label("Level").fill("2")
        return form.press("Add the unit", PlaceUnitPage)


class AddUnitPage(Screen):
    heading = "Add a unit of your centre’s own"


class PlaceUnitPage(Screen):
    heading = re.compile("^Place ")

    def at(self, number: str, group: str) -> DraftPage:
        self.page.get_by_label("Unit number in this qualification").fill(number)
        self.page.get_by_label(group).check()
        return self.press("Place it", DraftPage)


class RulePage(Screen):
    heading = re.compile("^What it takes to complete ")

    def figures(self, total: str, mandatory: str) -> DraftPage:
        self.page.get_by_label("Least credit in all").fill(total)
        self.page.get_by_label("Mandatory credit").fill(mandatory)
        return self.press("Save the rule", DraftPage)


class PublishPage(Screen):
    heading = re.compile("^Publish version 1 of ")

    def publish(self) -> QualificationPage:
        return self.press("Publish version 1", QualificationPage)


class QualificationPage(Screen):
    heading = re.compile(".+")
    part = "What it takes to complete it"

    def unit(self, title: str) -> UnitPage:
        return self.follow(re.compile(title), UnitPage)


class UnitPage(Screen):
    heading = re.compile(".+")
    part = "Facts"

    def write_criteria(self) -> CriteriaDraftPage:
        return self.press("Write the criteria", CriteriaDraftPage)


class CriteriaDraftPage(Screen):
    heading = re.compile("^Draft: ")

    def add_outcome(self, text: str, criteria: list[str]) -> CriteriaDraftPage:
        form = self.follow("Add an outcome", OutcomePage)
        form.page.get_by_label("The learner will").fill(text)
        for row, words in enumerate(criteria):
            form.page.get_by_label(re.compile("^Words of ")).nth(row).fill(words)
        return form.press("Save the outcome", CriteriaDraftPage)

    def publish(self) -> UnitPage:
        confirm = self.follow("Publish…", PublishPage)
        return confirm.press("Publish version 1", UnitPage)


class OutcomePage(Screen):
    heading = "Add an outcome"
