"""An item of evidence: its files, what it shows, the criteria it is for."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen, fill_date, today

SAMPLES = Path(__file__).resolve().parents[3] / "portfolio" / "demo" / "samples"


class FilesForm(Screen):
    """Whatever page sends files."""

    button = "Send the files"

    def choose(self, *names: str) -> None:
        self.page.get_by_label("Choose files").set_input_files([SAMPLES / name for name in names])

    def send(self, *names: str) -> DescribePage:
        self.choose(*names)
        return self.press(self.button, DescribePage)


class AddEvidencePage(FilesForm):
    """Sends by itself what it is given; without scripts it is a form like the others."""

    heading = "Add evidence"

    @classmethod
    def open(cls, device: Device) -> AddEvidencePage:
        device.page.goto("/candidate/evidence/add")
        return cls(device)

    def send(self, *names: str) -> DescribePage:
        if not self.device.scripts:
            return super().send(*names)
        self.choose(*names)
        return self.go_on(len(names))

    def go_on(self, files: int) -> DescribePage:
        """Wait until all that was chosen is safe, and say what it shows."""
        expect(self.state("Safe at the centre")).to_have_count(files, timeout=60_000)
        return self.follow(re.compile("^Next: say what E-"), DescribePage)


class ReplaceFilePage(FilesForm):
    heading = re.compile("^Replace a file of E-")
    button = "Replace the file"


class Picker:
    """The criteria of one's units, folded by learning outcome."""

    def __init__(self, within: Locator) -> None:
        self.root = within
        self.chosen = within.locator("#picker-chosen")

    def open_unit(self, number: str) -> None:
        """Unfold a unit and each of its learning outcomes."""
        unit = self.root.locator(f"#picker-unit-{number}")
        if unit.get_attribute("open") is None:
            unit.locator("summary").first.click()
        for outcome in self.root.locator(f"details[id^='outcome-{number}-']").all():
            if outcome.get_attribute("open") is None:
                outcome.locator("summary").click()

    def tick(self, unit: str, *criteria: str) -> None:
        for criterion in criteria:
            self.box(unit, criterion).check()

    def box(self, unit: str, criterion: str) -> Locator:
        return self.root.locator(f"input[data-unit='{unit}'][data-number='{criterion}']")

    def search(self, words: str) -> None:
        self.root.get_by_role("searchbox", name="Search criteria by number or word").fill(words)


class DescribePage(Screen):
    """Step 2: what the files show."""

    heading = re.compile(r"^E-\d+: say what it shows$")

    @property
    def picker(self) -> Picker:
        return Picker(self.page.get_by_role("group", name="2. Criteria it shows"))

    def describe(
        self, title: str, shows: str = "What I did, for whom and with what result."
    ) -> None:
        self.page.get_by_label("Title", exact=True).fill(title)
        self.page.get_by_label("Type", exact=True).select_option(label="Work product")
        fill_date(self.main, "Date produced", today())
        self.page.get_by_label("What it shows", exact=True).fill(shows)
        self.page.get_by_label("I used no other sources").check()
        self.says_of_children("No")

    def say_more(self, words: str) -> None:
        """Add to what is said already."""
        field = self.page.get_by_label("What it shows", exact=True)
        field.fill(f"{field.input_value()} {words}")

    def says_of_children(self, answer: str) -> None:
        asked = self.page.get_by_role("group", name="Does it show children?")
        asked.get_by_label(answer, exact=True).check()

    def permission(self, file: str, giver: str) -> None:
        """Tick the file that is the permission, and say who gave it."""
        files = self.page.get_by_role("group", name="Which file is the permission?")
        files.get_by_label(file, exact=True).check()
        self.page.get_by_label("Who gave the permission").fill(giver)

    def confirm_no_details(self) -> None:
        self.page.get_by_label("No other person’s details are in it").check()

    def save(self) -> DescribePage:
        return self.press("Save draft", DescribePage)

    def submit(self) -> EvidencePage:
        return self.press("Submit to assessor", EvidencePage)

    def submit_too_early(self) -> DescribePage:
        return self.press("Submit to assessor", DescribePage)


class EvidencePage(Screen):
    """One item, for all its readers."""

    heading = re.compile(".+")
    part = "Criteria it is for"

    @property
    def code(self) -> str:
        return self.main.get_by_text(re.compile(r"^E-\d+$")).first.inner_text()

    def shows(self) -> str:
        """The kind of viewer the file in view has, once it shows or plays."""
        viewer = self.page.get_by_role("region", name="Evidence", exact=True)
        shown = viewer.locator("img, audio, video, .pf-viewer__none, [data-text]").first
        kind = str(shown.evaluate("element => element.localName"))
        if kind == "img":
            expect(shown).not_to_have_js_property("naturalWidth", 0)
        elif kind in {"audio", "video"}:
            shown.evaluate("player => { player.muted = true; return player.play() }")
            expect(shown).not_to_have_js_property("currentTime", 0)
        return kind

    def change(self) -> DescribePage:
        return self.follow(
            re.compile("Change it and send it again|Go on with this draft"), DescribePage
        )

    def replace_first(self) -> ReplaceFilePage:
        return self.follow(re.compile("^Replace "), ReplaceFilePage)

    def take_back(self) -> TakeBackPage:
        return self.follow("Take it back", TakeBackPage)


class TakeBackPage(Screen):
    heading = re.compile("^Take back E-")

    def to_change(self) -> DescribePage:
        self.page.get_by_label("Take it back to change it").check()
        return self.press("Take it back", DescribePage)
