"""The frame a file is looked at, watched or listened to in, on whatever page it stands."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect


class Viewer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.get_by_role("region", name="Evidence", exact=True)
        self.stage = self.root.locator("[data-stage]")
        self.said = page.locator("#live")
        expect(self.root).to_be_visible()

    def press(self, *keys: str) -> None:
        """Keys, while the focus is on what is looked at."""
        self.stage.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.root.get_by_role("button", name=name)

    def says(self, words: str) -> None:
        """Said once to whoever listens."""
        expect(self.said).to_have_text(words)


class PictureViewer(Viewer):
    """A photograph, or a page of a document."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.picture = self.root.get_by_role("img")
        ready = self.root.get_by_role("link", name="Show it")
        expect(self.picture.or_(ready)).to_be_visible(timeout=30_000)
        if ready.is_visible():
            ready.click()
        expect(self.picture).not_to_have_js_property("naturalWidth", 0)

    def width(self) -> float:
        return float(self._box()["width"])

    def is_upright(self) -> bool:
        """Whether it stands as high as it is wide, or higher."""
        box = self._box()
        return bool(box["height"] >= box["width"])

    def _box(self) -> dict[str, Any]:
        box: dict[str, Any] = self.picture.evaluate("one => one.getBoundingClientRect().toJSON()")
        return box

    def scrolled(self) -> float:
        return float(self.stage.evaluate("one => one.scrollTop"))

    def is_full(self) -> bool:
        return bool(self.page.evaluate("document.fullscreenElement !== null"))

    def pinch(self, times: float) -> None:
        """Two fingers in the middle of the picture, moved apart."""
        box = self._box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        touch = self.page.context.new_cdp_session(self.page)
        for kind, apart in (("touchStart", 20.0), ("touchMove", 20.0 * times)):
            points = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def double_tap(self) -> None:
        self.picture.tap()
        self.picture.tap()


class DocumentViewer(PictureViewer):
    def shows_page(self, number: int, count: int) -> None:
        expect(self.stage).to_have_attribute("aria-label", re.compile(f"page {number} of {count}$"))
        expect(self.picture).to_have_attribute("src", re.compile(f"/page-{number}$"))
        expect(self.picture).not_to_have_js_property("naturalWidth", 0)

    def step(self, name: str) -> None:
        self.root.get_by_role("link", name=name).click()

    def go_to_page(self, number: int) -> None:
        self.root.get_by_label("Page", exact=True).fill(str(number))
        self.button("Go").click()


class PlayerViewer(Viewer):
    """Sound or film."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.player = self.root.locator("audio, video")
        self.time = self.root.locator("[data-time]")
        self.player.evaluate("player => { player.muted = true }")
        expect(self.player).not_to_have_js_property("readyState", 0)

    @property
    def address(self) -> str:
        return str(self.player.evaluate("player => player.src"))

    @property
    def seconds(self) -> float:
        return float(self.player.evaluate("player => player.currentTime"))

    @property
    def length(self) -> float:
        return float(self.player.evaluate("player => player.duration"))

    def plays(self, *, yes: bool = True) -> None:
        expect(self.player).to_have_js_property("paused", not yes)

    @property
    def waveform(self) -> Locator:
        return self.root.get_by_role("slider", name="Place in the recording")

    def point_at(self, share: float) -> None:
        """Press on the waveform, so far from its beginning."""
        box = self.waveform.bounding_box()
        assert box is not None
        self.waveform.click(position={"x": box["width"] * share, "y": box["height"] / 2})

    def set_speed(self, words: str) -> None:
        self.root.get_by_label("Speed").select_option(label=words)

    def lose_the_link(self) -> None:
        """As if the link had run out while it plays."""
        self.player.evaluate(
            "player => { player.src = player.src.replace(/[^/]+(?=.[^/]+$)/, 'gone') }"
        )
